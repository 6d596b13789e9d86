import Terminal

extension Canvas {
  /// The widest that a selection is drawn. A whole row would have two rows sent anew for each arrow key, which a slow line shows.
  static let selectionColumns = 32

  /// Marks the selected row: a bar at its left, and the ground of its first column.
  ///
  /// - Parameters:
  ///   - bar: the column of the bar.
  ///   - end: where the first column ends.
  mutating func markSelected(row: Int, bar: Int, upTo end: Int, focused: Bool) {
    let overlay: Role = focused ? .selection : .selectionInactive
    let columns = min(max(bar + 1, end), bar + Self.selectionColumns, size.columns)
    put("▌", at: Point(column: bar, row: row), role: focused ? .accent : .muted)
    self.overlay(overlay, on: Rect(column: 0, row: row, columns: columns, rows: 1))
  }
}
