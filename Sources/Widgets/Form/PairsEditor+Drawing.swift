import Terminal

extension PairsEditor {
  /// Where the cells begin.
  struct Columns: Hashable, Sendable {
    var value: Int
    var type: Int
    var end: Int
  }

  private static let typeColumns = 8

  /// The names take what the longest in view needs, from 14 columns to a third; the types stand at the right edge.
  func columns(in width: Int) -> Columns {
    let visible = rows.dropFirst(top).prefix(max(1, size.rows))
    let longest = visible.reduce(0) { max($0, SafeText.width(of: String($1.name.prefix(width)))) }
    let value = min(max(14, longest + 2), max(14, width / 3))
    return Columns(value: value, type: isPlain ? width : max(value + 4, width - Self.typeColumns), end: width)
  }

  mutating func layout(in size: Size) {
    self.size = size
    reveal()
  }

  mutating func reveal() {
    top = visibleTop(rows: size.rows)
    let columns = columns(in: size.columns)
    let width = cell == .name ? columns.value - 1 : columns.type - columns.value - 1
    editor.layout(in: Size(columns: max(1, width), rows: 1))
  }

  private func visibleTop(rows count: Int) -> Int {
    let count = max(1, count)
    return max(0, min(max(top, row - count + 1), row, lineCount - count))
  }

  func draw(on canvas: inout Canvas, focused: Bool) {
    let top = visibleTop(rows: canvas.size.rows)
    let columns = columns(in: canvas.size.columns)
    for line in 0..<max(0, canvas.size.rows) {
      let index = top + line
      if index < rows.count {
        draw(rows[index], at: index, line: line, columns: columns, focused: focused, on: &canvas)
      } else if index == rows.count {
        let isHere = focused && isOnAddLine
        canvas.put("+", at: Point(column: 0, row: line), role: isHere ? .fieldFocused : .muted)
        if isHere {
          canvas.put(" type a name", at: Point(column: 1, row: line), role: .fieldPlaceholder)
          canvas.showCaret(at: Point(column: 0, row: line))
        }
      }
    }
  }

  private func draw(
    _ pair: FormPair, at index: Int, line: Int, columns: Columns, focused: Bool, on canvas: inout Canvas
  ) {
    let isHere = focused && index == row
    let nameArea = Rect(column: 0, row: line, columns: columns.value - 1, rows: 1)
    let valueArea = Rect(column: columns.value, row: line, columns: columns.type - columns.value - 1, rows: 1)
    drawText(pair.name, in: nameArea, isEdited: isHere && cell == .name, on: &canvas)
    if pair.type == .null {
      canvas.put("null", at: valueArea.origin, role: .muted, columns: valueArea.columns)
      if isHere, cell == .value { canvas.showCaret(at: valueArea.origin) }
    } else {
      drawText(pair.value, in: valueArea, isEdited: isHere && cell == .value, on: &canvas)
    }
    guard !isPlain else { return }
    let isTyped = isHere && cell == .type
    let title = pair.type.title
    let column = columns.end - title.count
    if isTyped {
      canvas.fill(
        Rect(column: columns.type, row: line, columns: columns.end - columns.type, rows: 1), role: .fieldFocused)
      canvas.showCaret(at: Point(column: column, row: line))
    }
    canvas.put(title, at: Point(column: column, row: line), role: isTyped ? .fieldFocused : .muted)
    if !pair.value.isEmpty, !isHere, JSONPairs.problem(of: pair) != nil {
      canvas.put("✗", at: Point(column: columns.type - 1, row: line), role: .danger)
    }
  }

  private func drawText(_ text: String, in area: Rect, isEdited: Bool, on canvas: inout Canvas) {
    if isEdited {
      canvas.within(area) { editor.draw(on: &$0, focused: true) }
    } else {
      canvas.fill(area, role: .field)
      canvas.put(text, at: area.origin, role: .field, columns: area.columns)
    }
  }
}
