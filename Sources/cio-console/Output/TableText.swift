import JSONText
import Terminal

/// Tables for people: aligned columns, every character made visible, cut to the terminal's width.
enum TableText {
  /// - Parameter width: the terminal's; nil shows everything.
  static func list(_ rows: [JSONValue], _ columns: [Report.Column], width: Int?) -> String {
    guard !rows.isEmpty else { return "" }
    var columns = columns
    while true {
      let cells = rows.map { row in columns.map { cell($0, of: row, isShort: width != nil) } }
      var widths = columns.indices.map { index in
        max(columns[index].title.count, cells.map { SafeText.width(of: $0[index]) }.max() ?? 0)
      }
      if let width, !shrink(&widths, to: width, columns), let index = leastWanted(columns) {
        columns.remove(at: index)
        continue
      }
      return text(cells, rows, columns, widths)
    }
  }

  private static func cell(_ column: Report.Column, of row: JSONValue, isShort: Bool) -> String {
    let text = row[column.key]?.cellText ?? ""
    return SafeText.visible(isShort ? column.shorten(text) : text)
  }

  /// The column that is missed least; nil where all are wanted alike.
  private static func leastWanted(_ columns: [Report.Column]) -> Int? {
    guard let least = columns.map(\.priority).min(), columns.contains(where: { $0.priority > least }) else {
      return nil
    }
    return columns.lastIndex { $0.priority == least }
  }

  private static func text(
    _ cells: [[String]], _ rows: [JSONValue], _ columns: [Report.Column], _ widths: [Int]
  ) -> String {
    let isNumber = columns.map { column in
      rows.allSatisfy { row in row[column.key].map { $0.isNull || $0.numberValue != nil } ?? true }
    }
    let lines = [columns.map(\.title)] + cells
    return lines.map { line(of: $0, widths, isNumber) + "\n" }.joined()
  }

  /// Labels with their values, aligned; a value of several lines is indented.
  static func lines(_ lines: [(label: String, text: String)]) -> String {
    let width = lines.map { $0.label.count }.max() ?? 0
    return lines.map { line in
      let label = line.label + String(repeating: " ", count: width - line.label.count)
      let text = SafeText.visible(line.text, keepingLines: true)
        .replacing("\n", with: "\n" + String(repeating: " ", count: width + 2))
      return line.text.isEmpty ? line.label + "\n" : "\(label)  \(text)\n"
    }.joined()
  }

  /// Lines of text from outside, made harmless.
  static func visible(_ text: String) -> String {
    SafeText.visible(text.replacing("\r\n", with: "\n"), keepingLines: true)
  }

  private static let gap = 2

  private static func line(of cells: [String], _ widths: [Int], _ isNumber: [Bool]) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      let shown = SafeText.pieces(of: cell, columns: widths[index]).map(\.glyph).joined()
      let padding = String(repeating: " ", count: max(0, widths[index] - SafeText.width(of: shown)))
      let isLast = index == cells.count - 1
      line += isNumber[index] ? padding + shown : shown + (isLast ? "" : padding)
      if !isLast { line += String(repeating: " ", count: gap) }
    }
    return line
  }

  /// Takes from the widest column until the line fits; headings stay whole. False where it can't be made to fit.
  private static func shrink(_ widths: inout [Int], to width: Int, _ columns: [Report.Column]) -> Bool {
    var excess = widths.reduce(0, +) + gap * (widths.count - 1) - width
    while excess > 0 {
      let candidates = widths.indices.filter { !columns[$0].isWhole && widths[$0] > max(columns[$0].title.count, 8) }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return false }
      widths[widest] -= 1
      excess -= 1
    }
    return true
  }
}
