import Terminal

extension Canvas {
  /// Strips that are narrower than this show nothing but cut words.
  private static let leastStrip = 28

  /// Draws the frame of a box over what is there. Where only strips of it would be left beside the box, they are
  /// cleared, so that no cut words stand there.
  mutating func box(_ frame: Rect, title: String = "") {
    if frame.column < Self.leastStrip {
      fill(Rect(column: 0, row: frame.row, columns: size.columns, rows: frame.rows))
    }
    self.frame(frame, title: title)
  }
}
