import JSONText
import Terminal

/// Comma-separated values as RFC 4180 has them, with one heading line. Nested values are cells of JSON.
enum CSVText {
  /// - Parameter keysOfNone: the heading where there are no rows to take it from.
  static func text(_ rows: [JSONValue], keysOfNone: [String], isTerminal: Bool) -> String {
    var keys: [String] = []
    var seen: Set<String> = []
    for row in rows {
      for member in row.objectValue ?? [] where seen.insert(member.key).inserted { keys.append(member.key) }
    }
    if keys.isEmpty { keys = keysOfNone }
    let lines = [keys] + rows.map { row in keys.map { row[$0].map(cell) ?? "" } }
    let text = lines.map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
    return isTerminal ? SafeText.visible(text, keepingLines: true) : text
  }

  private static let special: Set<UInt8> = Set("\",\r\n".utf8)

  private static func cell(_ value: JSONValue) -> String {
    if case .boolean(let flag) = value { return flag ? "true" : "false" }
    return value.cellText
  }

  private static func quoted(_ cell: String) -> String {
    guard cell.utf8.contains(where: special.contains) else { return cell }
    return #""\#(cell.replacingScalar("\"", with: "\"\""))""#
  }
}
