import Terminal
import Widgets

/// The status line, and the notice where the terminal is too small for anything else.
enum StatusView {
  /// The most rows that it takes.
  private static let rowLimit = 4

  /// The text broken to the width, at least one row.
  static func rows(of status: StatusLine, columns: Int) -> [String] {
    let trailing = SafeText.width(of: status.trailing)
    let room = columns - 2 - (trailing > 0 ? trailing + 2 : 0)
    let rows = TextWrap.lines(of: status.text, columns: max(20, room), limit: rowLimit)
    return rows.isEmpty ? [""] : rows
  }

  static func draw(_ rows: [String], _ status: StatusLine, on canvas: inout Canvas) {
    for (row, text) in rows.enumerated() {
      canvas.put(text, at: Point(column: 1, row: row), role: status.role, columns: canvas.size.columns - 2)
    }
    let width = SafeText.width(of: status.trailing)
    guard width > 0 else { return }
    canvas.put(
      status.trailing, at: Point(column: canvas.size.columns - 1 - width, row: rows.count - 1),
      role: status.trailingRole)
  }

  static func drawTooSmall(on canvas: inout Canvas) {
    let smallest = FrameLayout.smallest
    let lines = [
      "cio-console needs \(smallest.columns) columns and \(smallest.rows) rows.",
      "This terminal has \(canvas.fullSize.columns) and \(canvas.fullSize.rows).",
      "Make it larger: your work is kept. Ctrl-Q quits.",
    ]
    let columns = max(1, canvas.fullSize.columns - 2)
    var row = 0
    for (index, line) in lines.enumerated() {
      for part in TextWrap.lines(of: line, columns: columns, limit: 3) {
        canvas.put(part, at: Point(column: 1, row: row), role: index == 0 ? .warning : .text)
        row += 1
      }
    }
  }
}
