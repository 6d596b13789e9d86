import JSONText
import Terminal
import Widgets

/// An array of objects as rows and columns: columns are found, rows filtered and put in order beside the drawing, and each row is read
/// from the document as it is drawn.
@MainActor final class TablePane {
  private let document: JSONDocument
  let work: Work
  private(set) weak var host: (any LayerHost)?
  private(set) var table: JSONTable
  private(set) var grid = DataGrid()
  private var found = JSONColumns()
  private var hidden: Set<String> = []
  private(set) var filter = ""
  private(set) var isFilterSuspended = false
  private var sorting: JSONTableOrder.Sorting?
  /// The rows that are shown, by number; nil for all of them as they come.
  private var rows: [UInt32]?
  var shownRows: [UInt32]? { rows }
  private var progress = ""

  /// Nil where there is no array to make a table of.
  init?(_ document: JSONDocument, near offset: Int?, work: Work, host: (any LayerHost)?) {
    guard let table = JSONTable(near: offset, in: document.snapshot) else { return nil }
    self.document = document
    self.table = table
    self.work = work
    self.host = host
    // Enough for the first page at once; the rest is found beside the drawing.
    _ = found.advance(in: table, rows: 100)
    showColumns()
    showRows()
    if let offset, let row = table.row(containing: offset), offset > (table.node?.offset ?? -1) {
      grid.select(row: row)
    }
    findColumns()
  }

  /// More of the document has come.
  func refresh() {
    guard
      let grown = table.node == nil
        ? JSONTable(nil, in: document.snapshot) : JSONTable(table.node, in: document.snapshot)
    else { return }
    table = grown
    if rows == nil { showRows() } else { arrange() }
    findColumns()
  }

  // MARK: Columns

  private func findColumns() {
    guard found.rowCount < table.rowCount, !work.isRunning("columns") else { return }
    let (table, columns) = (table, found)
    work.start("columns") { [weak self] in
      var columns = columns
      var goesOn = true
      while goesOn {
        (columns, goesOn) = await Self.step(columns, table)
        guard !Task.isCancelled, let self else { return }
        let isNew = columns.columns.map(\.width) != found.columns.map(\.width)
        found = columns
        if isNew { showColumns() }
        host?.setNeedsFrame()
      }
    }
  }

  @concurrent private static func step(_ columns: JSONColumns, _ table: JSONTable) async -> (JSONColumns, Bool) {
    var columns = columns
    let end = ContinuousClock.now + .milliseconds(60)
    while columns.advance(in: table, rows: 2_000) {
      if Task.isCancelled { break }
      if ContinuousClock.now >= end { return (columns, true) }
    }
    return (columns, false)
  }

  private func showColumns() {
    grid.columns = found.columns.filter { !hidden.contains($0.key) }.map { column in
      let title = column.key.isEmpty ? "value" : column.key
      let isNumeric = column.numberCount * 2 > min(column.count, 200)
      return DataGrid.Column(
        id: column.key, title: title,
        width: min(36, max(SafeText.width(of: title) + 2, min(column.width, 36), 4)), isNumeric: isNumeric)
    }
  }

  func hideSelectedColumn() {
    guard let column = grid.selectedColumn, grid.columns.count > 1 else { return }
    hidden.insert(column.id)
    showColumns()
    host?.tell(Toast(.info, "Hidden: \(column.title). c shows it again."))
  }

  /// A list of all columns, which stays until it is left, so that several can be chosen.
  func chooseColumns() {
    guard let host else { return }
    let entries = found.columns.map { column in
      PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: "c" + column.key, title: column.key.isEmpty ? "value" : column.key,
          detail: Quantity.text(column.count, "row", "rows"), keyHint: hidden.contains(column.key) ? "hidden" : "shown")
      ) { [weak self] in
        guard let self else { return }
        if hidden.remove(column.key) == nil { hidden.insert(column.key) }
        if hidden.count == found.columns.count { hidden.remove(column.key) }
        showColumns()
        chooseColumns()
      }
    }
    let all = PaletteLayer.Entry(Widgets.Palette.Entry(id: "all", title: "Show all columns")) { [weak self] in
      self?.hidden = []
      self?.showColumns()
    }
    let layer = PaletteLayer(shell: host, entries: entries + [all], placeholder: "Show or hide which column?")
    layer.note = "Enter shows or hides a column; Esc goes back to the table."
    host.show(layer)
  }

  // MARK: Rows

  func setFilter(_ text: String) {
    filter = text
    isFilterSuspended = false
    arrange(after: .milliseconds(150))
  }

  func toggleFilter() {
    isFilterSuspended.toggle()
    arrange()
  }

  /// Why the filter can't find what it asks for; nil where it can.
  var filterProblem: String? {
    let filter = JSONTableFilter(filter)
    if let unclear = filter.unclear.first {
      let meant = "\(unclear.key)\(unclear.sign)100"
      return "\(unclear.word) is no condition: a number has to stand behind \(unclear.sign), as in \(meant)."
    }
    guard found.rowCount >= table.rowCount, found.columns.count < JSONColumns.limit else { return nil }
    let names = found.columns.map(\.key)
    guard let unknown = filter.keys.first(where: { !names.contains($0) }) else { return nil }
    let nearest = NearestName.of(unknown, among: names).map { " Did you mean \($0)?" } ?? ""
    return "There is no column \(unknown).\(nearest) There are: " + names.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// Only rows that have what the selected cell has.
  func filterBySelectedCell() {
    guard let column = grid.selectedColumn, let cell = selectedCell else { return }
    filter(by: column.id, cell.text(in: table.snapshot, limit: 200))
  }

  func filter(by key: String, _ text: String) {
    // An element that is no object stands under no key.
    let word = key.isEmpty ? JSONTableFilter.quoted(text) : JSONTableFilter.equality(of: key, and: text)
    setFilter([filter, word].filter { !$0.isEmpty }.joined(separator: " "))
  }

  /// Up, then down, then as received.
  func orderBySelectedColumn() {
    guard let column = grid.selectedColumn else { return }
    order(by: column.id)
  }

  private func order(by key: String) {
    if sorting?.key != key {
      sorting = JSONTableOrder.Sorting(key: key, isAscending: true)
    } else if sorting?.isAscending == true {
      sorting?.isAscending = false
    } else {
      sorting = nil
    }
    arrange()
  }

  private func arrange(after pause: Duration = .zero) {
    let filter = JSONTableFilter(isFilterSuspended ? "" : filter)
    grid.sorting = sorting.map { ($0.key, $0.isAscending) }
    guard !filter.isEmpty || sorting != nil else {
      work.cancel("rows")
      (rows, progress) = (nil, "")
      return showRows()
    }
    let order = JSONTableOrder(filter: filter, sorting: sorting)
    let table = table
    work.start("rows", after: pause) { [weak self] in
      var order = order
      var goesOn = true
      while goesOn {
        (order, goesOn) = await Self.step(order, table)
        guard !Task.isCancelled, let self else { return }
        progress = goesOn ? "\(order.scannedCount * 100 / max(1, table.rowCount))%" : ""
        // What is to be put in order is shown when it is; what is only filtered, as it is found.
        if !goesOn || sorting == nil {
          rows = order.rows
          showRows()
        }
        host?.setNeedsFrame()
      }
    }
  }

  @concurrent private static func step(_ order: JSONTableOrder, _ table: JSONTable) async -> (JSONTableOrder, Bool) {
    var order = order
    let end = ContinuousClock.now + .milliseconds(60)
    while order.advance(in: table, rows: 1_000) {
      if Task.isCancelled { break }
      if ContinuousClock.now >= end { return (order, true) }
    }
    order.sort(in: table)
    return (order, false)
  }

  private func showRows() {
    let (table, rows) = (table, rows)
    grid.emptyText = filter.isEmpty ? "There are no rows." : "No row passes the filter."
    grid.setRows(count: rows?.count ?? table.rowCount) { index, columns in
      let row = rows.map { index < $0.count ? Int($0[index]) : -1 } ?? index
      let cells = table.cells(row, columns.map(\.id))
      return (row + 1, cells.map { $0.map { TableCell($0.shortText(in: table.snapshot), role: $0.role) } ?? "" })
    }
  }

  // MARK: What is selected

  private var selectedNumber: Int {
    rows.map { grid.selectedRow < $0.count ? Int($0[grid.selectedRow]) : -1 } ?? grid.selectedRow
  }

  var selectedElement: JSONNode? { table.element(selectedNumber) }

  private var selectedCell: JSONCell? {
    guard let column = grid.selectedColumn else { return nil }
    return table.cells(selectedNumber, [column.id])[0]
  }

  var csv: JSONTableCSV { JSONTableCSV(table, keys: grid.columns.map(\.id), rows: rows) }

  var copies: [CopyOffer] {
    var offers: [CopyOffer] = []
    let (table, csv) = (table, csv)
    if let cell = selectedCell {
      offers.append(
        CopyOffer(title: "cell", byteCount: cell.range.count, preview: cell.text(in: table.snapshot, limit: 200)) {
          cell.text(in: table.snapshot)
        })
    }
    if let element = selectedElement {
      let lines = JSONLines(document: document)
      let range = lines.range(of: element)
      offers.append(
        CopyOffer(title: "row as JSON", byteCount: range.count, preview: "") {
          String(decoding: lines.rawText(of: element), as: UTF8.self)
        })
      offers.append(CopyOffer(title: "row's path", text: "\(lines.path(of: element))"))
    }
    if let column = grid.selectedColumn { offers.append(CopyOffer(title: "column", text: column.title)) }
    // At most as many rows as a clipboard may take; a file takes all.
    let count = min(csv.lineCount, 20_000)
    let title = count < csv.lineCount ? "first \(count - 1) rows as CSV (S saves all)" : "table as CSV"
    offers.append(
      CopyOffer(title: title, byteCount: count * 64, preview: csv.line(0)) {
        (0..<count).map(csv.line).joined()
      })
    return offers
  }

  /// How many rows there are, and how many a filter hides.
  var caption: String {
    let total = Quantity.text(table.rowCount, "row", "rows")
    let columns = Quantity.text(grid.columns.count, "column", "columns")
    guard !filter.isEmpty else {
      return "\(total) · \(columns)" + (hidden.isEmpty ? "" : " · \(hidden.count) hidden")
    }
    return isFilterSuspended ? "\(total) · filter \(filter) suspended" : "\(total) · filter \(filter)"
  }

  var trailing: String {
    if !progress.isEmpty { return progress }
    guard let rows, !isFilterSuspended, !filter.isEmpty else { return "" }
    return Quantity.text(table.rowCount - rows.count, "row", "rows") + " hidden"
  }

  var status: String {
    let column = grid.selectedColumn?.title ?? ""
    let value = selectedCell?.text(in: table.snapshot, limit: 160) ?? ""
    return "\(selectedNumber + 1) · \(column): \(value)"
  }

  // MARK: Events and drawing

  func layout(in size: Size) { grid.layout(in: size) }
  func draw(on canvas: inout Canvas, focused: Bool) { grid.draw(on: &canvas, focused: focused) }

  /// Whether it was taken; nil where a row is to be opened.
  func handle(_ event: Event) -> Bool? {
    switch grid.handle(event) {
    case .opened: return nil
    case .sort(let key):
      order(by: key)
      return true
    case .selected, .handled: return true
    case .ignored: return false
    }
  }
}

extension JSONCell {
  /// What stands in a table: containers by what is in them.
  fileprivate func shortText(in snapshot: JSONSnapshot) -> String { text(in: snapshot, limit: 200) }

  fileprivate var role: Role {
    switch kind {
    case .null: .jsonNull
    case .boolean: .jsonBoolean
    case .number: .jsonNumber
    case .string: .jsonString
    case .array, .object: .jsonSummary
    }
  }
}
