import Terminal

/// Where the parts of the screen are: header, content, rule, status, hints.
struct FrameLayout: Hashable, Sendable {
  static let smallest = Size(columns: 80, rows: 24)

  let size: Size

  var isTooSmall: Bool { size.columns < Self.smallest.columns || size.rows < Self.smallest.rows }
  var header: Rect { Rect(column: 0, row: 0, columns: size.columns, rows: 1) }
  var content: Rect { Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 4)) }
  var status: Rect { Rect(column: 0, row: size.rows - 2, columns: size.columns, rows: 1) }
  var hints: Rect { Rect(column: 0, row: size.rows - 1, columns: size.columns, rows: 1) }
}
