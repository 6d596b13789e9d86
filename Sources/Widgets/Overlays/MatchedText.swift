import Terminal

extension Canvas {
  /// Draws a text whose matched characters stand out. Answers how many columns it took.
  @discardableResult
  mutating func put(
    _ text: String, matched positions: [Int], at place: Point, role: Role, columns: Int, overlay: Role? = nil
  ) -> Int {
    let used = put(text, at: place, role: role, columns: columns, overlay: overlay)
    var offset = 0
    var index = text.startIndex
    var passed = 0
    for position in positions {
      while passed < position, index < text.endIndex {
        offset += SafeText.width(of: String(text[index]))
        index = text.index(after: index)
        passed += 1
      }
      guard index < text.endIndex, offset < used else { break }
      self.overlay(
        .match,
        on: Rect(
          column: place.column + offset, row: place.row, columns: SafeText.width(of: String(text[index])), rows: 1))
    }
    return used
  }

  /// A frame with a title, and the dialog's ground inside of it.
  mutating func frame(_ rect: Rect, title: String = "", role: Role = .dialogBorder) {
    guard rect.columns >= 2, rect.rows >= 2 else { return }
    fill(rect, role: .dialog)
    let (left, right) = (rect.column, rect.endColumn - 1)
    let (top, bottom) = (rect.row, rect.endRow - 1)
    for row in [top, bottom] {
      fill(Rect(column: left + 1, row: row, columns: rect.columns - 2, rows: 1), with: "─", role: role)
    }
    for column in [left, right] {
      fill(Rect(column: column, row: top + 1, columns: 1, rows: rect.rows - 2), with: "│", role: role)
    }
    for (glyph, column, row) in [("┌", left, top), ("┐", right, top), ("└", left, bottom), ("┘", right, bottom)] {
      put(glyph, at: Point(column: column, row: row), role: role)
    }
    if !title.isEmpty, rect.columns > 6 {
      put(" ", at: Point(column: left + 2, row: top), role: .dialogTitle)
      let used = put(title, at: Point(column: left + 3, row: top), role: .dialogTitle, columns: rect.columns - 6)
      put(" ", at: Point(column: left + 3 + used, row: top), role: .dialogTitle)
    }
  }
}
