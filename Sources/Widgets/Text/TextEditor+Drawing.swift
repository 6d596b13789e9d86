import Terminal

/// What is in view, and how it is drawn.
extension TextEditor {
  /// The first line in view, and where the caret's line begins to be shown when it is too long.
  struct Viewport: Hashable, Sendable {
    var top = 0
    /// A UTF-8 offset in the caret's line.
    var left = 0
  }

  public mutating func layout(in size: Size) {
    self.size = size
    reveal()
  }

  /// Scrolls as little as it takes to have the caret in view.
  mutating func reveal() { viewport = viewport(in: size) }

  func viewport(in size: Size) -> Viewport {
    let rows = max(1, size.rows)
    let lastTop = max(0, buffer.lines.count - rows)
    let top = min(max(viewport.top, caret.line - rows + 1), caret.line, lastTop)
    return Viewport(top: max(0, top), left: leftEdge(columns: size.columns))
  }

  /// The offset from which the caret's line is shown. The columns at both edges are left to the signs that say that
  /// there is more; each step costs at most the characters that fit.
  private func leftEdge(columns: Int) -> Int {
    let line = buffer.lines[caret.line]
    // At the end of the line there is no sign at the right.
    let room = max(1, columns - (caret.offset == line.utf8.count ? 1 : 2))
    if caret.offset <= columns * 4, width(of: 0..<caret.offset, in: line, limit: columns) < columns {
      if viewport.left == 0 || line.utf8.count <= columns * 4 { return 0 }
    }
    let left = line.boundary(atOrAfter: viewport.left)
    if left < caret.offset {
      if width(of: left..<caret.offset, in: line, limit: room) < room { return left }
      // By a third at a time, so that most letters at the edge redraw themselves alone.
      return offset(before: caret.offset, in: line, columns: max(1, room * 2 / 3))
    }
    return offset(before: caret.offset, in: line, columns: room / 3)
  }

  private func width(of range: Range<Int>, in line: Substring, limit: Int) -> Int {
    var (offset, width) = (range.lowerBound, 0)
    while offset < range.upperBound, width < limit {
      width += columns(at: offset, in: line)
      offset = line.offset(after: offset)
    }
    return width
  }

  private func offset(before end: Int, in line: Substring, columns: Int) -> Int {
    var (offset, room) = (end, columns)
    while offset > 0 {
      let before = line.offset(before: offset)
      room -= self.columns(at: before, in: line)
      if room < 0 { break }
      offset = before
    }
    return offset
  }

  /// The columns that one character takes on the screen, as a dot where it is secret.
  func columns(at offset: Int, in line: Substring) -> Int {
    isHidden ? 1 : line.columns(at: offset)
  }

  private var isHidden: Bool { isSecret && !isRevealed }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    // Coloured text keeps its colours only on the ground that they are made for.
    let role: Role = highlighting == .json && !buffer.isEmpty ? .text : focused ? .fieldFocused : .field
    canvas.fill(canvas.bounds, role: role)
    let view = viewport(in: canvas.size)
    if buffer.isEmpty {
      canvas.put(placeholder, at: Point(column: 0, row: 0), role: .fieldPlaceholder)
      if focused { canvas.showCaret(at: Point(column: 0, row: 0)) }
      return
    }
    for row in 0..<max(0, canvas.size.rows) {
      let number = view.top + row
      guard number < buffer.lines.count else { break }
      let isCaretLine = number == caret.line
      // Where the field isn't being edited the start of its text says more than its end.
      let left = isCaretLine && focused ? view.left : 0
      draw(line: number, from: left, atRow: row, role: role, on: &canvas, showsCaret: focused && isCaretLine)
    }
  }

  private func draw(
    line number: Int, from left: Int, atRow row: Int, role: Role, on canvas: inout Canvas, showsCaret: Bool
  ) {
    let line = buffer.lines[number]
    let columns = canvas.size.columns
    var column = 0
    if left > 0 {
      canvas.put("…", at: Point(column: 0, row: row), role: role)
      column = 1
    }
    let start = column
    var end = left
    var caretColumn = start
    while end < line.utf8.count {
      let width = self.columns(at: end, in: line)
      if showsCaret, end == caret.offset { caretColumn = column }
      if column + width > columns { break }
      column += width
      end = line.offset(after: end)
    }
    if showsCaret, caret.offset == end, end == line.utf8.count { caretColumn = column }
    if isHidden {
      canvas.put(String(repeating: "•", count: column - start), at: Point(column: start, row: row), role: role)
    } else {
      drawText(
        line, left..<end, at: Point(column: start, row: row), role: isSelected && showsCaret ? .selection : role,
        on: &canvas)
    }
    if end < line.utf8.count {
      canvas.fill(Rect(column: columns - 1, row: row, columns: 1, rows: 1), role: role)
      canvas.put("…", at: Point(column: columns - 1, row: row), role: role)
    }
    if showsCaret { canvas.showCaret(at: Point(column: min(caretColumn, columns - 1), row: row)) }
  }

  private func drawText(_ line: Substring, _ range: Range<Int>, at place: Point, role: Role, on canvas: inout Canvas) {
    guard highlighting == .json, line.utf8.count <= 8_192 else {
      canvas.put(String(line.slice(range)), at: place, role: role)
      return
    }
    var column = place.column
    for piece in JSONHighlighter.pieces(of: String(line)) {
      let part = piece.range.clamped(to: range)
      guard !part.isEmpty else { continue }
      column += canvas.put(
        String(line.slice(part)), at: Point(column: column, row: place.row), role: piece.role ?? role)
    }
  }
}
