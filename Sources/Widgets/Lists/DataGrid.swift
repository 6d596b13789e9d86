import Terminal

/// Rows and columns of data, of any number of both: a selected cell, columns that scroll sideways, rows asked for as they are drawn.
public struct DataGrid: Widget {
  public struct Column: Hashable, Sendable, Identifiable {
    public var id: String
    public var title: String
    public var width: Int
    public var isNumeric: Bool

    public init(id: String, title: String, width: Int, isNumeric: Bool = false) {
      self.id = id
      self.title = title
      self.width = width
      self.isNumeric = isNumeric
    }
  }

  public enum Outcome: Hashable, Sendable {
    /// Another cell is selected.
    case selected
    /// Enter, or a click on the selected cell.
    case opened
    /// The title of a column was clicked.
    case sort(String)
    case handled
    case ignored
  }

  public var columns: [Column] = [] {
    didSet { column = min(column, max(0, columns.count - 1)) }
  }
  /// The column that rows are in order of, and which way.
  public var sorting: (column: String, isAscending: Bool)?
  /// Stands in place of rows where there are none.
  public var emptyText = ""
  /// The selected column.
  public private(set) var column = 0
  private var firstColumn = 0
  private var cursor = ListCursor()
  private var size = Size(columns: 80, rows: 20)
  public private(set) var rowCount = 0
  /// The number that stands before a row, and its cells in the order of the columns.
  private var row: @Sendable (Int, [Column]) -> (number: Int, cells: [TableCell]) = { _, _ in (0, []) }

  public init() {}

  public var selectedRow: Int { cursor.index }
  public var selectedColumn: Column? { columns.indices.contains(column) ? columns[column] : nil }

  /// Puts rows in place; the selection stays at its number.
  public mutating func setRows(
    count: Int, row: @escaping @Sendable (Int, [Column]) -> (number: Int, cells: [TableCell])
  ) {
    rowCount = count
    self.row = row
    layoutCursor()
  }

  public mutating func select(row: Int) {
    cursor.select(row)
    cursor.centre()
  }

  public mutating func layout(in size: Size) {
    self.size = size
    layoutCursor()
    revealColumn()
  }

  private mutating func layoutCursor() { cursor.layout(count: rowCount, page: size.rows - 1) }

  private var numberColumns: Int { max(3, String(rowCount).count) + 2 }

  public mutating func handle(_ event: Event) -> Outcome {
    if let turn = event.wheel {
      cursor.scroll(by: turn * 3)
      return .handled
    }
    if let place = event.click { return click(place) }
    guard case .key(let key) = event else { return .ignored }
    let before = (cursor.index, column)
    if !cursor.move(key) {
      switch key {
      case .left, Key("h"): column = max(0, column - 1)
      case .right, Key("l"): column = min(max(0, columns.count - 1), column + 1)
      case Key("^"), Key("0"): column = 0
      case Key("$"): column = max(0, columns.count - 1)
      case Key(" "), .control("f"): _ = cursor.move(.pageDown)
      case Key("b"), .control("b"): _ = cursor.move(.pageUp)
      case .enter: return rowCount > 0 ? .opened : .handled
      default: return .ignored
      }
    }
    revealColumn()
    return before == (cursor.index, column) ? .handled : .selected
  }

  private mutating func click(_ place: Point) -> Outcome {
    guard let hit = places(in: size.columns).first(where: { $0.columns.contains(place.column) }) else {
      return .handled
    }
    if place.row == 0 { return .sort(columns[hit.index].id) }
    let line = cursor.top + place.row - 1
    guard line < rowCount else { return .handled }
    let wasSelected = line == cursor.index && hit.index == column
    cursor.select(line)
    column = hit.index
    return wasSelected ? .opened : .selected
  }

  private mutating func revealColumn() {
    firstColumn = min(firstColumn, column)
    while firstColumn < column,
      !places(in: size.columns).contains(where: { $0.index == column && $0.columns.upperBound <= size.columns })
    {
      firstColumn += 1
    }
  }

  private func places(in width: Int) -> [(index: Int, columns: Range<Int>)] {
    var start = numberColumns + 1
    var places: [(index: Int, columns: Range<Int>)] = []
    for index in columns.indices.dropFirst(firstColumn) {
      guard start < width else { break }
      let end = start + max(1, columns[index].width)
      places.append((index, start..<end))
      start = end + 2
    }
    return places
  }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let width = canvas.size.columns
    let places = places(in: width)
    for place in places {
      var title = columns[place.index].title
      if let sorting, sorting.column == columns[place.index].id { title += sorting.isAscending ? " ▴" : " ▾" }
      put(title, place, .columnTitle, atRow: 0, on: &canvas)
    }
    if firstColumn > 0 { canvas.put("‹", at: Point(column: numberColumns - 1, row: 0), role: .muted) }
    if let last = places.last, last.index < columns.count - 1 {
      canvas.put("›", at: Point(column: width - 1, row: 0), role: .muted)
    }
    guard rowCount > 0 else {
      canvas.put(emptyText, at: Point(column: 1, row: 1), role: .muted)
      return
    }
    var view = cursor
    view.layout(count: rowCount, page: canvas.size.rows - 1)
    let shown = places.map { columns[$0.index] }
    for line in 0..<max(0, canvas.size.rows - 1) where view.top + line < rowCount {
      let index = view.top + line
      let isSelected = index == view.index
      let (number, cells) = row(index, shown)
      let text = String(number)
      canvas.put(text, at: Point(column: numberColumns - 1 - text.count, row: line + 1), role: .jsonLineNumber)
      if isSelected { canvas.markSelected(row: line + 1, bar: 0, upTo: numberColumns, focused: focused) }
      for (position, place) in places.enumerated() where position < cells.count {
        put(cells[position].text, place, cells[position].role ?? .text, atRow: line + 1, on: &canvas)
        if isSelected, place.index == column, focused {
          canvas.overlay(
            .matchCurrent,
            on: Rect(column: place.columns.lowerBound, row: line + 1, columns: place.columns.count, rows: 1))
        }
      }
    }
  }

  private func put(
    _ text: String, _ place: (index: Int, columns: Range<Int>), _ role: Role, atRow row: Int,
    on canvas: inout Canvas
  ) {
    let room = min(place.columns.count, canvas.size.columns - place.columns.lowerBound)
    var start = place.columns.lowerBound
    if columns[place.index].isNumeric, SafeText.fits(text, columns: room) { start += room - SafeText.width(of: text) }
    canvas.put(text, at: Point(column: start, row: row), role: role, columns: room)
  }
}
