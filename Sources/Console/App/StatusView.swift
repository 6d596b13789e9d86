import Terminal

/// The status line, and the notice where the terminal is too small for anything else.
enum StatusView {
  static func draw(_ status: StatusLine, on canvas: inout Canvas) {
    let width = SafeText.width(of: status.trailing)
    let room = canvas.size.columns - 2 - (width > 0 ? width + 2 : 0)
    canvas.put(status.text, at: Point(column: 1, row: 0), role: status.role, columns: room)
    guard width > 0 else { return }
    canvas.put(
      status.trailing, at: Point(column: canvas.size.columns - 1 - width, row: 0), role: status.trailingRole)
  }

  static func drawTooSmall(on canvas: inout Canvas) {
    let smallest = FrameLayout.smallest
    let lines = [
      "cio-console needs \(smallest.columns) columns and \(smallest.rows) rows.",
      "This terminal has \(canvas.fullSize.columns) and \(canvas.fullSize.rows).",
      "Make it larger: your work is kept. Ctrl-Q quits.",
    ]
    for (row, line) in lines.enumerated() {
      canvas.put(line, at: Point(column: 1, row: row), role: row == 0 ? .warning : .text)
    }
  }
}
