import Terminal

/// Records in rows and columns: a selection that stays on its record, marks, a filter that says how many rows it hides,
/// and a search.
///
/// Rows are asked for when they are drawn, so that any number of them costs nothing; only filtering and searching read
/// more, in steps that the owner paces with ``continueFiltering(limit:)``.
///
/// ```swift
/// var table = Table(columns: [TableColumn(id: "id", title: "ID"), TableColumn(id: "email", title: "EMAIL")])
/// table.setRows(count: people.count) { [people] in TableRow(id: people[$0].id, cells: cells(of: people[$0])) }
/// ```
public struct Table: Widget {
  public enum Outcome: Hashable, Sendable {
    /// Another row is selected.
    case selected
    /// Enter or a click on the selected row.
    case opened
    case marked
    /// The title of this column was clicked: sort by it, or the other way round.
    case sort(String)
    case handled
    case ignored
  }

  public struct Sorting: Hashable, Sendable {
    public var column: String
    public var isAscending: Bool

    public init(column: String, isAscending: Bool) {
      self.column = column
      self.isAscending = isAscending
    }
  }

  public var columns: [TableColumn]
  public var sorting: Sorting?
  /// Stands in place of rows when there are none: what would be here, and which key makes one.
  public var emptyText = ""
  /// Draws the line of column titles.
  public var showsTitles = true
  /// Space marks rows.
  public var allowsMarks = false
  /// Rows whose identifiers are in it are marked, in view or not.
  public var marks: Set<String> = []

  private(set) var rowCount = 0
  private(set) var row: @Sendable (Int) -> TableRow = { _ in TableRow(id: "", cells: []) }
  var cursor = ListCursor()
  var size = Size(columns: 80, rows: 20)

  /// The rows that the filter lets through, as far as they are known; nil when there is no filter.
  var visible: [Int]?
  /// How many rows the filter has looked at.
  var filteredCount = 0
  public internal(set) var filter = ""
  public internal(set) var isFilterSuspended = false
  public internal(set) var search = ""

  public init(columns: [TableColumn]) { self.columns = columns }

  /// Puts other rows in place. The selection stays on its record where that is still there.
  public mutating func setRows(count: Int, row: @escaping @Sendable (Int) -> TableRow) {
    let selectedID = selectedRow?.id
    let oldIndex = selectedIndex ?? 0
    rowCount = max(0, count)
    self.row = row
    restartFilter()
    layoutCursor()
    if let selectedID { select(id: selectedID, near: oldIndex) }
    skipHeadings(forward: true)
  }

  public mutating func setRows(_ rows: [TableRow]) {
    setRows(count: rows.count) { rows.indices.contains($0) ? rows[$0] : TableRow(id: "", cells: []) }
  }

  /// All rows, those hidden by a filter too.
  public var totalCount: Int { rowCount }
  /// The rows that the filter lets through, headings left out.
  public var visibleRows: [TableRow] {
    (0..<visibleCount).compactMap { index(ofLine: $0) }.map(row).filter { !$0.isHeading }
  }

  public var visibleCount: Int { visible?.count ?? rowCount }
  public var hiddenCount: Int { visible == nil ? 0 : filteredCount - visibleCount }

  /// The index of the selected row among all rows.
  public var selectedIndex: Int? { index(ofLine: cursor.index) }
  public var selectedRow: TableRow? {
    selectedIndex.map(row).flatMap { $0.isHeading ? nil : $0 }
  }

  /// The marked rows' identifiers that the filter hides now.
  public var hiddenMarks: Set<String> {
    guard let visible else { return [] }
    return marks.subtracting(visible.map { row($0).id })
  }

  /// Selects the row at an index among all rows; false when it is hidden.
  @discardableResult
  public mutating func select(index: Int) -> Bool {
    guard let line = line(ofIndex: index) else { return false }
    cursor.select(line)
    return true
  }

  /// Selects a record. Looks first where it was.
  @discardableResult
  public mutating func select(id: String, near index: Int = 0) -> Bool {
    if index < rowCount, row(index).id == id { return select(index: index) }
    for candidate in 0..<rowCount where row(candidate).id == id { return select(index: candidate) }
    return false
  }

  /// Goes on from a heading to the next row that can be selected, or the one before where there is none.
  mutating func skipHeadings(forward: Bool) {
    for step in [forward ? 1 : -1, forward ? -1 : 1] {
      var line = cursor.index
      while let index = index(ofLine: line), row(index).isHeading { line += step }
      if index(ofLine: line) != nil {
        if line != cursor.index { cursor.select(line) }
        return
      }
    }
  }

  /// The place of the selection and of the view, to be brought back after a while elsewhere.
  public var position: ListCursor {
    get { cursor }
    set {
      cursor = newValue
      layoutCursor()
    }
  }

  public mutating func layout(in size: Size) {
    self.size = size
    layoutCursor()
  }

  mutating func layoutCursor() {
    cursor.layout(count: visibleCount, page: size.rows - (showsTitles ? 1 : 0))
  }

  func index(ofLine line: Int) -> Int? {
    guard line >= 0, line < visibleCount else { return nil }
    return visible?[line] ?? line
  }

  private func line(ofIndex index: Int) -> Int? {
    guard let visible else { return index >= 0 && index < rowCount ? index : nil }
    var (low, high) = (0, visible.count)
    while low < high {
      let middle = (low + high) / 2
      if visible[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low < visible.count && visible[low] == index ? low : nil
  }
}
