import JSONText
import Terminal

/// Tables for people: aligned columns, every character made visible, cut to the terminal's width.
enum TableText {
  /// - Parameter width: the terminal's; nil shows everything.
  static func list(_ rows: [JSONValue], _ columns: [Report.Column], width: Int?) -> String {
    guard !rows.isEmpty else { return "" }
    let cells = rows.map { row in columns.map { SafeText.visible(row[$0.key]?.cellText ?? "") } }
    let isNumber = columns.map { column in
      rows.allSatisfy { row in row[column.key].map { $0.isNull || $0.numberValue != nil } ?? true }
    }
    var widths = columns.indices.map { index in
      max(columns[index].title.count, cells.map { SafeText.width(of: $0[index]) }.max() ?? 0)
    }
    if let width { shrink(&widths, to: width, least: columns.map(\.title.count)) }
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

  /// Takes from the widest column until the line fits; headings stay whole.
  private static func shrink(_ widths: inout [Int], to width: Int, least: [Int]) {
    var excess = widths.reduce(0, +) + gap * (widths.count - 1) - width
    while excess > 0 {
      let candidates = widths.indices.filter { widths[$0] > max(least[$0], 8) }
      guard let widest = candidates.max(by: { widths[$0] < widths[$1] }) else { return }
      widths[widest] -= 1
      excess -= 1
    }
  }
}
