/// A number of columns and rows of terminal cells.
public struct Size: Hashable, Sendable {
  public var columns: Int
  public var rows: Int

  public init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }
}

/// A cell's place, counted from the top left corner, from zero.
public struct Point: Hashable, Sendable {
  public var column: Int
  public var row: Int

  public init(column: Int, row: Int) {
    self.column = column
    self.row = row
  }
}

/// An area of cells. A rectangle with a side of zero or less is empty.
public struct Rect: Hashable, Sendable {
  public var column: Int
  public var row: Int
  public var columns: Int
  public var rows: Int

  public init(column: Int, row: Int, columns: Int, rows: Int) {
    self.column = column
    self.row = row
    self.columns = columns
    self.rows = rows
  }

  public init(_ size: Size) {
    self.init(column: 0, row: 0, columns: size.columns, rows: size.rows)
  }

  public var isEmpty: Bool { columns <= 0 || rows <= 0 }
  public var origin: Point { Point(column: column, row: row) }
  public var size: Size { Size(columns: max(0, columns), rows: max(0, rows)) }
  public var endColumn: Int { column + columns }
  public var endRow: Int { row + rows }

  public func contains(_ point: Point) -> Bool {
    point.column >= column && point.column < endColumn && point.row >= row && point.row < endRow
  }

  public func intersection(_ other: Rect) -> Rect {
    let left = max(column, other.column)
    let top = max(row, other.row)
    let right = min(endColumn, other.endColumn)
    let bottom = min(endRow, other.endRow)
    return Rect(column: left, row: top, columns: max(0, right - left), rows: max(0, bottom - top))
  }

  /// The same area without `columns` on the left and right and `rows` at the top and bottom.
  public func inset(columns dx: Int = 0, rows dy: Int = 0) -> Rect {
    Rect(
      column: column + dx, row: row + dy, columns: max(0, columns - 2 * dx),
      rows: max(0, rows - 2 * dy))
  }

  /// The first `count` rows and the rest.
  public func split(top count: Int) -> (top: Rect, rest: Rect) {
    let count = min(max(0, count), max(0, rows))
    return (
      Rect(column: column, row: row, columns: columns, rows: count),
      Rect(column: column, row: row + count, columns: columns, rows: rows - count)
    )
  }

  /// The last `count` rows and the rest.
  public func split(bottom count: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = split(top: rows - count)
    return (rest, bottom)
  }

  /// The first `count` columns and the rest.
  public func split(left count: Int) -> (left: Rect, rest: Rect) {
    let count = min(max(0, count), max(0, columns))
    return (
      Rect(column: column, row: row, columns: count, rows: rows),
      Rect(column: column + count, row: row, columns: columns - count, rows: rows)
    )
  }
}
