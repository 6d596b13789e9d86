/// The surface that views draw on: a grid of cells with an origin and a clip.
///
/// Coordinates are relative to the area that the view was given; what falls outside is cut. Every string passes through
/// ``SafeText`` on its way to a cell, here and nowhere else.
///
/// ```swift
/// var canvas = Canvas(size: Size(columns: 80, rows: 24))
/// canvas.put("People", at: Point(column: 1, row: 0), role: .title)
/// canvas.within(Rect(column: 0, row: 1, columns: 80, rows: 22)) { area in
///   area.put("ada@example.com", at: Point(column: 0, row: 0), columns: 20)
/// }
/// ```
public struct Canvas: Sendable {
  /// The whole grid's size.
  public let fullSize: Size
  public private(set) var cells: [Cell]
  /// Where the terminal's caret stands, in coordinates of the whole grid; nil hides it.
  public private(set) var caret: Point?

  private var area: Rect
  private var clip: Rect

  public init(size: Size) {
    fullSize = size
    cells = Array(repeating: Cell(), count: max(0, size.columns) * max(0, size.rows))
    area = Rect(size)
    clip = area
  }

  /// The size of the area being drawn.
  public var size: Size { area.size }
  /// The area being drawn, in its own coordinates: its origin is zero.
  public var bounds: Rect { Rect(area.size) }

  /// Draws in a part of the area, with coordinates of its own.
  public mutating func within(_ rect: Rect, _ draw: (inout Canvas) -> Void) {
    let (oldArea, oldClip) = (area, clip)
    area = Rect(
      column: oldArea.column + rect.column, row: oldArea.row + rect.row, columns: rect.columns,
      rows: rect.rows)
    clip = oldClip.intersection(area)
    draw(&self)
    (area, clip) = (oldArea, oldClip)
  }

  /// Draws one line of text, cut at the edge or after `columns`, and answers how many columns it took.
  ///
  /// - Parameters:
  ///   - columns: the most it may take; text that is longer ends in `…`.
  ///   - pad: fills up to `columns` with spaces of the same role.
  @discardableResult
  public mutating func put(
    _ text: String, at place: Point, role: Role = .text, columns: Int? = nil, pad: Bool = false,
    overlay: Role? = nil
  ) -> Int {
    let limit = min(columns ?? Int.max, size.columns - place.column)
    guard limit > 0 else { return 0 }
    var column = place.column
    for piece in SafeText.pieces(of: text, columns: limit) {
      set(
        Cell(
          glyph: piece.glyph, width: UInt8(piece.width),
          role: piece.isSubstitute ? .control : role, overlay: overlay),
        at: Point(column: column, row: place.row))
      column += piece.width
    }
    let used = column - place.column
    if pad, let columns, used < columns {
      let rest = min(columns, limit) - used
      for offset in 0..<max(0, rest) {
        set(
          Cell(role: role, overlay: overlay), at: Point(column: column + offset, row: place.row))
      }
    }
    return used
  }

  /// Fills an area with one narrow character.
  public mutating func fill(_ rect: Rect, with glyph: String = " ", role: Role = .text) {
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<max(rect.column, rect.endColumn) {
        set(Cell(glyph: glyph, width: 1, role: role), at: Point(column: column, row: row))
      }
    }
  }

  /// Lays a role over what is already drawn.
  public mutating func overlay(_ role: Role, on rect: Rect) {
    for row in rect.row..<max(rect.row, rect.endRow) {
      for column in rect.column..<max(rect.column, rect.endColumn) {
        if let index = index(of: Point(column: column, row: row)) { cells[index].overlay = role }
      }
    }
  }

  /// A thin horizontal rule over the whole width of the area.
  public mutating func rule(atRow row: Int, role: Role = .rule) {
    fill(Rect(column: 0, row: row, columns: size.columns, rows: 1), with: "─", role: role)
  }

  /// Shows the terminal's caret in this area; outside the clip it is hidden.
  public mutating func showCaret(at place: Point) {
    let point = Point(column: area.column + place.column, row: area.row + place.row)
    caret = clip.contains(point) ? point : nil
  }

  public mutating func hideCaret() { caret = nil }

  private func index(of place: Point) -> Int? {
    let point = Point(column: area.column + place.column, row: area.row + place.row)
    guard clip.contains(point) else { return nil }
    return point.row * fullSize.columns + point.column
  }

  private mutating func set(_ cell: Cell, at place: Point) {
    guard let index = index(of: place) else { return }
    breakWideCharacter(at: index)
    if cell.width == 2 {
      guard self.index(of: Point(column: place.column + 1, row: place.row)) != nil else {
        cells[index] = Cell(role: cell.role, overlay: cell.overlay)
        return
      }
      breakWideCharacter(at: index + 1)
      cells[index + 1] = Cell(glyph: "", width: 0, role: cell.role, overlay: cell.overlay)
    }
    cells[index] = cell
  }

  /// Half of a wide character can't stay when the other half is drawn over.
  private mutating func breakWideCharacter(at index: Int) {
    if cells[index].width == 2, index + 1 < cells.count {
      cells[index + 1] = Cell(role: cells[index].role, overlay: cells[index].overlay)
    } else if cells[index].width == 0, index > 0 {
      cells[index - 1] = Cell(role: cells[index].role, overlay: cells[index].overlay)
    }
  }
}
