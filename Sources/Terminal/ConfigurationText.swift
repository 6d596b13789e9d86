import TOMLKit

/// A configuration file as its person wrote it: says of an entry where it stands and what is wrong with it.
public struct ConfigurationText: Sendable {
  public let text: String
  /// The file's name, for messages.
  public let file: String

  public init(_ text: String, file: String) {
    self.text = text
    self.file = file
  }

  /// The file as TOML.
  public func table() throws(ConfigurationProblem) -> TOMLTable {
    if let line = lineOfNamelessTable {
      throw ConfigurationProblem(file: file, line: line, key: "", message: "after [ comes the name of a table")
    }
    do { return try TOMLTable(string: text) } catch {
      let parseError = error as? TOMLParseError
      throw ConfigurationProblem(
        file: file, line: parseError.map { Int($0.source.begin.line) }, key: "",
        message: SafeText.visible(parseError?.description ?? "this is no TOML"))
    }
  }

  /// The parser ends the program where a table's name begins with a character that no name has.
  private var lineOfNamelessTable: Int? {
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      guard line.first == "[" else { continue }
      let name = line.dropFirst(line.hasPrefix("[[") ? 2 : 1).drop { $0 == " " || $0 == "\t" }
      guard let first = name.unicodeScalars.first else { return index + 1 }
      switch first {
      case "a"..."z", "A"..."Z", "0"..."9", "-", "_", "\"", "'", "]": continue
      default: return index + 1
      }
    }
    return nil
  }

  /// What is wrong with one entry, with its place.
  public func problem(with key: String, in section: String?, _ message: String, part: String? = nil)
    -> ConfigurationProblem
  {
    let path = [section, key, part].compactMap { $0 }.joined(separator: ".")
    return ConfigurationProblem(file: file, line: line(of: key, in: section), key: path, message: message)
  }

  /// Where an entry stands, counted from 1. The parser keeps no places, so the text is looked through: such a file is
  /// short, and this is rare.
  public func line(of key: String, in section: String?) -> Int? {
    var current: Substring?
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      let line = line.drop { $0 == " " || $0 == "\t" }
      if line.first == "[" {
        current = line.dropFirst().prefix { $0 != "]" }
        if section == nil, current == key[...] { return index + 1 }
      } else if let equals = line.firstIndex(of: "="), current == section.map({ $0[...] }) {
        let name = line[..<equals].filter { !["\"", "'", " ", "\t"].contains($0) }
        if name == key { return index + 1 }
      }
    }
    return nil
  }
}

/// What is wrong with one entry of a configuration file. The entry counts as not written; the rest of the file holds.
public struct ConfigurationProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public var file: String
  /// Counted from 1; nil where it is not known.
  public var line: Int?
  /// The entry's name, as `styles.selection.fg`; empty for the file as a whole.
  public var key: String
  public var message: String

  public init(file: String, line: Int?, key: String, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }

  public var description: String {
    file + (line.map { ":\($0)" } ?? "") + ": " + (key.isEmpty ? "" : SafeText.visible(key) + ": ") + message
  }
}
