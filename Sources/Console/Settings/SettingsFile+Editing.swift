import Foundation
import Terminal

/// Changing one setting where it stands, so that everything else in the file stays as its person wrote it.
extension SettingsFile {
  /// The text with the choice in it; nil where it can't be put in without rewriting what somebody else wrote.
  func text(with choice: SettingsChoice) -> String? {
    guard isTOML else { return nil }
    // In Swift the two characters that end a line of Windows are one.
    let ending = source.text.contains("\r\n") ? "\r\n" : "\n"
    var lines = source.text.components(separatedBy: ending)
    if let number = source.line(of: choice.name, in: nil) {
      guard let changed = Self.line(lines[number - 1], with: choice.toml) else { return nil }
      lines[number - 1] = changed
    } else {
      let place = Self.placeForNew(in: lines)
      lines.insert("\(choice.name) = \(choice.toml)", at: place)
      if place + 1 < lines.count, lines[place + 1].first == "[" { lines.insert("", at: place + 1) }
    }
    let text = lines.joined(separator: ending)
    // What was written must be what is read; anything else is left to the person.
    let written = SettingsFile(text, file: source.file)
    let others = problems.filter { $0.key != choice.name }.map(\.message)
    guard written.settings == choice.applied(to: settings), written.problems.map(\.message) == others else {
      return nil
    }
    return text.hasSuffix(ending) ? text : text + ending
  }

  /// What stands at the head of a file that the console begins.
  static let heading = "# Settings of cio-console. Changes are taken over as soon as the file is saved.\n"

  /// The line with another value, and the comment behind it kept.
  private static func line(_ line: String, with value: String) -> String? {
    guard let equals = line.firstIndex(of: "=") else { return nil }
    let rest = line[line.index(after: equals)...]
    let old = rest.drop { $0 == " " || $0 == "\t" }
    guard let end = endOfValue(old) else { return nil }
    return line[...equals] + rest.prefix(rest.count - old.count) + value + old[end...]
  }

  /// Where a text in quotes or a bare word ends.
  private static func endOfValue(_ text: Substring) -> Substring.Index? {
    guard let first = text.first else { return text.startIndex }
    guard first == "\"" || first == "'" else {
      return text.firstIndex { $0 == " " || $0 == "\t" || $0 == "#" || $0 == "\r" } ?? text.endIndex
    }
    var isEscaped = false
    for index in text.indices.dropFirst() {
      if isEscaped {
        isEscaped = false
      } else if first == "\"", text[index] == "\\" {
        isEscaped = true
      } else if text[index] == first {
        return text.index(after: index)
      }
    }
    return nil
  }

  /// Behind the last setting that stands before the first table, else behind the comments on top.
  private static func placeForNew(in lines: [String]) -> Int {
    let trimmed = lines.map { $0.drop { $0 == " " || $0 == "\t" } }
    let tables = trimmed.firstIndex { $0.first == "[" } ?? lines.count
    if let last = trimmed[..<tables].lastIndex(where: { !$0.isEmpty && $0.first != "#" }) { return last + 1 }
    let comments = trimmed[..<tables].prefix { $0.first == "#" }.count
    // A comment right above a table belongs to the table.
    return comments == tables ? 0 : comments
  }
}
