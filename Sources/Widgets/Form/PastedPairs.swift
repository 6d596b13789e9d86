/// Recognises what can be pasted into a table of names and values.
enum PastedPairs {
  /// The rows of a JSON object or of lines with a tab between name and value; nil for any other text.
  static func rows(of text: String) -> [FormPair]? {
    let first = text.first { !$0.isWhitespace }
    if first == "{" { return try? JSONPairs.pairs(of: text).get() }
    guard text.utf8.contains(UInt8(ascii: "\t")) else { return nil }
    var rows: [FormPair] = []
    for line in TextEditor.unifyingLineBreaks(text).split(separator: "\n") {
      guard let tab = line.firstIndex(of: "\t") else { return nil }
      rows.append(FormPair(name: String(line[..<tab]), value: String(line[line.index(after: tab)...])))
    }
    return rows
  }
}
