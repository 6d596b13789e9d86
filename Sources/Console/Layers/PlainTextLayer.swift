import Terminal
import Widgets

/// A text on a bare screen, for the terminal's own selection: always there, whatever becomes of the clipboard.
@MainActor final class PlainTextLayer: Layer {
  private let shell: any LayerHost
  private let text: String
  private var lines: [String] = []
  private var cursor = ListCursor()

  init(shell: any LayerHost, text: String) {
    self.shell = shell
    self.text = text
  }

  var actions: [Action] {
    [
      Action(PaletteKeys.close) { [weak self] in self.map { $0.shell.close($0) } }
    ]
  }

  var status: StatusLine? { StatusLine(text: "Select with the mouse; hold Shift where the console takes it.") }

  func layout(in size: Size) {
    lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(10_000)
      .flatMap { TextWrap.lines(of: String($0), columns: max(1, size.columns)) }
    cursor.layout(count: lines.count, page: size.rows)
  }

  func draw(on canvas: inout Canvas) {
    canvas.fill(canvas.bounds)
    for row in 0..<canvas.size.rows where cursor.top + row < lines.count {
      canvas.put(lines[cursor.top + row], at: Point(column: 0, row: row))
    }
  }

  func handle(_ event: Event) -> Bool {
    if case .key(let key) = event {
      switch key {
      case .up, Key("k"): cursor.scroll(by: -1)
      case .down, Key("j"): cursor.scroll(by: 1)
      case Key("q"): shell.close(self)
      default: _ = cursor.move(key)
      }
    }
    return true
  }
}

extension Canvas {
  /// What is drawn, without colours, and without what is empty at the right and below.
  var plainText: String {
    let columns = fullSize.columns
    let rows = (0..<fullSize.rows).map { row in
      var line = cells[row * columns..<(row + 1) * columns].map(\.glyph).joined()
      while line.last == " " { line.removeLast() }
      return line
    }
    return rows.reversed().drop { $0.isEmpty }.reversed().joined(separator: "\n")
  }
}
