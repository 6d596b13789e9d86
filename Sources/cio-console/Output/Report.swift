import JSONText

/// A result: an object or a list of objects, written in whichever format is wanted.
///
/// The keys of the objects are what scripts rely on; a table shows some of them, under headings.
struct Report {
  /// A column of a table: the key of the objects, and the heading where it is another word.
  struct Column: ExpressibleByStringLiteral {
    let key: String
    let title: String
    /// Where a terminal is too narrow the columns with the lowest number go first.
    let priority: Int
    /// It is of no use when it is cut.
    let isWhole: Bool
    /// What a terminal shows of a cell's text.
    let shorten: @Sendable (String) -> String

    init(
      _ key: String, _ title: String? = nil, priority: Int = 100, isWhole: Bool = false,
      shorten: @escaping @Sendable (String) -> String = { $0 }
    ) {
      self.key = key
      self.title = (title ?? key).uppercased().replacing("_", with: " ")
      (self.priority, self.isWhole, self.shorten) = (priority, isWhole, shorten)
    }

    init(stringLiteral key: String) { self.init(key) }
  }

  private enum Content {
    case list([JSONValue], [Column], keys: [String])
    case record(JSONValue, [(label: String, text: String)])
  }

  private let content: Content

  /// A list of objects, with the columns that a table shows.
  ///
  /// - Parameter keys: those of the objects, for the heading of a CSV without rows, where they are more than the columns'.
  static func list(_ rows: [JSONValue], columns: [Column], keys: [String]? = nil) -> Report {
    Report(content: .list(rows, columns, keys: keys ?? columns.map(\.key)))
  }

  /// One object, with the lines that stand for it at a terminal.
  static func record(_ object: JSONValue, lines: [(label: String, text: String)]) -> Report {
    Report(content: .record(object, lines))
  }

  /// One object; each of its members is a line at a terminal.
  static func record(_ object: JSONValue) -> Report {
    let lines = (object.objectValue ?? []).filter { !$0.value.isNull }.map { member in
      (label: member.key.replacing("_", with: " "), text: member.value.cellText)
    }
    return .record(object, lines: lines)
  }

  func write(as format: OutputFormat, to output: StandardOutput) throws {
    try output.write(text(as: format, columns: output.columns, isTerminal: output.isTerminal))
  }

  /// The text with a line break at its end; empty where a table or a list of lines has nothing to show.
  func text(as format: OutputFormat, columns: Int?, isTerminal: Bool) -> String {
    switch (format, content) {
    case (.json, .list(let rows, _, _)): JSONOutput.pretty(.array(rows), isTerminal: isTerminal)
    case (.json, .record(let object, _)): JSONOutput.pretty(object, isTerminal: isTerminal)
    case (.ndjson, .list(let rows, _, _)): rows.map { JSONOutput.line($0, isTerminal: isTerminal) }.joined()
    case (.ndjson, .record(let object, _)): JSONOutput.line(object, isTerminal: isTerminal)
    case (.csv, .list(let rows, _, let keys)): CSVText.text(rows, keysOfNone: keys, isTerminal: isTerminal)
    case (.csv, .record(let object, _)): CSVText.text([object], keysOfNone: [], isTerminal: isTerminal)
    case (.table, .list(let rows, let shown, _)): TableText.list(rows, shown, width: columns)
    case (.table, .record(_, let lines)): TableText.lines(lines)
    }
  }
}

extension JSONValue {
  /// A value as one cell shows it.
  var cellText: String {
    switch self {
    case .string(let text): text
    case .unpairedString(let string): string.text
    case .number(let number): number.text
    case .boolean(let flag): flag ? "yes" : "no"
    case .null: ""
    case .array, .object: compactText
    }
  }

  init(_ text: String?) { self = text.map(JSONValue.string) ?? .null }

  init(_ number: Int?) { self = number.map { .number(JSONNumber($0)) } ?? .null }

  /// Milliseconds, to a tenth.
  init(milliseconds duration: Duration?) {
    self = duration.flatMap { JSONNumber(($0 / .milliseconds(1) * 10).rounded() / 10) }.map(JSONValue.number) ?? .null
  }
}
