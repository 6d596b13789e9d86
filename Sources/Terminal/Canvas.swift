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
    cells = Array(repeating: Cell(Glyph.space, role: .text), count: max(0, size.columns) * max(0, size.rows))
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
    let isVisible = place.row + area.row >= clip.row && place.row + area.row < clip.endRow
    var used = isVisible ? putASCII(text, at: place, role: role, overlay: overlay, limit: limit) : 0
    if used == nil { used = putGlyphs(text, at: place, role: role, overlay: overlay, limit: limit) }
    let taken = used ?? 0
    if pad, let columns, taken < columns {
      let row = Rect(column: place.column + taken, row: place.row, columns: min(columns, limit) - taken, rows: 1)
      fill(row, with: Cell(Glyph.space, role: role, overlay: overlay))
    }
    return taken
  }

  /// Text of printable ASCII that fits, written without looking at it twice; nil where it is not that.
  private mutating func putASCII(_ text: String, at place: Point, role: Role, overlay: Role?, limit: Int) -> Int? {
    let first = area.column + place.column
    let (clipStart, clipEnd) = (clip.column, clip.endColumn)
    let rowStart = (area.row + place.row) * fullSize.columns
    let copy = text
    let answer = copy.utf8.withContiguousStorageIfAvailable { bytes -> (count: Int, from: Int, to: Int)? in
      guard bytes.count <= limit else { return nil }
      for byte in bytes where byte < 0x20 || byte >= 0x7F { return nil }
      return (bytes.count, max(first, clipStart), min(first + bytes.count, clipEnd))
    }
    guard let found = answer, let (count, from, to) = found else { return nil }
    guard from < to else { return count }
    breakWideCharacter(at: rowStart + from)
    breakWideCharacter(at: rowStart + to - 1)
    var cell = Cell(Glyph.space, role: role, overlay: overlay)
    cells.withUnsafeMutableBufferPointer { cells in
      copy.utf8.withContiguousStorageIfAvailable { bytes in
        for column in from..<to {
          cell.content = Glyph(base: UInt32(bytes[column - first]), width: 1)
          cells[rowStart + column] = cell
        }
      }
    }
    return count
  }

  private mutating func putGlyphs(_ text: String, at place: Point, role: Role, overlay: Role?, limit: Int) -> Int {
    var used = 0
    var lastWidth = 0
    var isCut = false
    GlyphScanner.scan(text) { glyph, isSubstitute, _ in
      guard used + glyph.width <= limit else {
        isCut = true
        return false
      }
      let cell = Cell(glyph, role: isSubstitute ? .control : role, overlay: overlay)
      set(cell, at: Point(column: place.column + used, row: place.row))
      used += glyph.width
      lastWidth = glyph.width
      return true
    }
    guard isCut else { return used }
    if used == limit { used -= lastWidth }
    set(Cell(Glyph.ellipsis, role: role, overlay: overlay), at: Point(column: place.column + used, row: place.row))
    if used + 1 < limit {
      set(Cell(Glyph.space, role: role, overlay: overlay), at: Point(column: place.column + used + 1, row: place.row))
    }
    return limit
  }

  /// Fills an area with one narrow character; a wide one counts as a space.
  public mutating func fill(_ rect: Rect, with glyph: String = " ", role: Role = .text) {
    let content = SafeText.firstGlyph(of: glyph)
    fill(rect, with: Cell(content.width == 1 ? content : Glyph.space, role: role))
  }

  private mutating func fill(_ rect: Rect, with cell: Cell) {
    guard let visible = visible(rect) else { return }
    for row in visible.row..<visible.endRow {
      let start = row * fullSize.columns
      breakWideCharacter(at: start + visible.column)
      breakWideCharacter(at: start + visible.endColumn - 1)
      for index in start + visible.column..<start + visible.endColumn { cells[index] = cell }
    }
  }

  /// Lays a role over what is already drawn.
  public mutating func overlay(_ role: Role, on rect: Rect) {
    guard let visible = visible(rect) else { return }
    for row in visible.row..<visible.endRow {
      let start = row * fullSize.columns
      for index in start + visible.column..<start + visible.endColumn { cells[index].overlay = role }
    }
  }

  /// The part of a rectangle of this area that can be drawn on, in coordinates of the whole grid.
  private func visible(_ rect: Rect) -> Rect? {
    let moved = Rect(
      column: area.column + rect.column, row: area.row + rect.row, columns: rect.columns, rows: rect.rows)
    let visible = clip.intersection(moved)
    return visible.isEmpty ? nil : visible
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
    let second = cell.width == 2 ? self.index(of: Point(column: place.column + 1, row: place.row)) : nil
    guard let index = index(of: place) else {
      // Only the second half is inside: it can't be drawn alone.
      if let second { setNarrow(Cell(Glyph.space, role: cell.role, overlay: cell.overlay), at: second) }
      return
    }
    guard cell.width == 2 else { return setNarrow(cell, at: index) }
    guard let second else { return setNarrow(Cell(Glyph.space, role: cell.role, overlay: cell.overlay), at: index) }
    breakWideCharacter(at: index)
    breakWideCharacter(at: second)
    cells[index] = cell
    cells[second] = Cell(Glyph.continuation, role: cell.role, overlay: cell.overlay)
  }

  private mutating func setNarrow(_ cell: Cell, at index: Int) {
    breakWideCharacter(at: index)
    cells[index] = cell
  }

  /// Half of a wide character can't stay when the other half is drawn over.
  private mutating func breakWideCharacter(at index: Int) {
    let width = cells[index].content.width
    if width == 1 { return }
    if width == 2, index + 1 < cells.count { cells[index + 1].content = Glyph.space }
    if width == 0, index > 0 { cells[index - 1].content = Glyph.space }
    cells[index].content = Glyph.space
  }
}
