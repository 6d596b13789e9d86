/// Lines that may hold several identifiers each, as cells copied from a table do.
///
/// An identifier is arbitrary text, so a comma can be part of one: nothing is parted unasked, but it is asked.
public struct PackedLines: Hashable, Sendable {
  /// What the lines hold when each separator ends an identifier.
  public let parts: [String]
  private let lineCount: Int
  /// `3 commas`, `2 commas and 1 tab`
  private let found: String

  private static let names: [(sign: Character, one: String, many: String)] = [
    (",", "comma", "commas"), (";", "semicolon", "semicolons"), ("\t", "tab", "tabs"),
  ]

  /// Nil where no line holds a separator.
  public init?(_ lines: [String]) {
    var counts = Self.names.map { _ in 0 }
    for line in lines {
      for byte in line.utf8 where byte == 0x2C || byte == 0x3B || byte == 0x09 {
        counts[byte == 0x2C ? 0 : byte == 0x3B ? 1 : 2] += 1
      }
    }
    guard counts.contains(where: { $0 > 0 }) else { return nil }
    lineCount = lines.count
    found = zip(Self.names, counts).filter { $0.1 > 0 }
      .map { "\($0.1.formatted()) \($0.1 == 1 ? $0.0.one : $0.0.many)" }.joined(separator: " and ")
    parts = lines.flatMap { line in
      line.split { character in Self.names.contains { $0.sign == character } }
        .map { String($0).withoutOuterWhitespace }.filter { !$0.isEmpty }
    }
  }

  /// `3 commas: one ID, or 4?`
  public var question: String {
    let now = lineCount == 1 ? "one ID" : "\(lineCount.formatted()) IDs"
    return parts.count == lineCount ? "\(found): part of the ID?" : "\(found): \(now), or \(parts.count.formatted())?"
  }

  /// What is sent where nothing is done about it.
  public var remark: String {
    let now = lineCount == 1 ? "one ID" : "\(lineCount.formatted()) IDs"
    return "\(question) Sent as \(now): a comma can be part of one. Write one ID a line to part them."
  }
}

extension String {
  var withoutOuterWhitespace: String {
    guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
    var text = self[...]
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
