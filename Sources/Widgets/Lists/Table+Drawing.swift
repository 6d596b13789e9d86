import Terminal

extension Table {
  /// The columns at the left for the selection, a mark and a sign.
  static let leftColumns = 3

  func textColumns(in width: Int) -> Int { max(0, width - Self.leftColumns - 1) }

  public func draw(on canvas: inout Canvas, focused: Bool) {
    let places = ColumnLayout.places(of: columns, in: textColumns(in: canvas.size.columns))
    let titles = showsTitles ? 1 : 0
    if showsTitles { drawTitles(places, on: &canvas) }
    var view = cursor
    view.layout(count: visibleCount, page: canvas.size.rows - titles)
    for row in 0..<max(0, canvas.size.rows - titles) {
      guard let index = index(ofLine: view.top + row) else { break }
      let isSelected = view.top + row == view.index
      draw(self.row(index), places, atRow: row + titles, isSelected: isSelected, focused: focused, on: &canvas)
    }
    if visibleCount == 0 { drawEmptiness(from: titles, on: &canvas) }
  }

  private func drawEmptiness(from row: Int, on canvas: inout Canvas) {
    var text = emptyText
    if rowCount > 0 {
      text = isFiltering ? "Looking …" : "All \(Quantity.text(rowCount, "row is", "rows are")) hidden."
    }
    let width = max(0, canvas.size.columns - Self.leftColumns - 1)
    for (offset, line) in TextWrap.lines(of: text, columns: width, limit: 6).enumerated() {
      canvas.put(line, at: Point(column: Self.leftColumns, row: row + offset), role: .muted)
    }
  }

  private func drawTitles(_ places: [ColumnLayout.Placed], on canvas: inout Canvas) {
    for place in places {
      let column = columns[place.index]
      var title = column.title
      if let sorting, sorting.column == column.id { title += sorting.isAscending ? " ▴" : " ▾" }
      put(title, column.alignment, .columnTitle, place, atRow: 0, on: &canvas)
    }
  }

  private func draw(
    _ row: TableRow, _ places: [ColumnLayout.Placed], atRow line: Int, isSelected: Bool, focused: Bool,
    on canvas: inout Canvas
  ) {
    if row.isHeading {
      canvas.put(
        row.cells.first?.text ?? "", at: Point(column: Self.leftColumns, row: line), role: .columnTitle,
        columns: textColumns(in: canvas.size.columns))
      return
    }
    if marks.contains(row.id) {
      canvas.put("●", at: Point(column: 2, row: line), role: .accent)
    } else if !row.sign.isEmpty {
      canvas.put(row.sign, at: Point(column: 2, row: line), role: .info, columns: 1)
    }
    let drawn = places.filter { $0.index < row.cells.count }.map { place in
      let cell = row.cells[place.index]
      let role = row.isDimmed ? .disabled : cell.role ?? columns[place.index].role
      let at = put(cell.text, columns[place.index].alignment, role, place, atRow: line, on: &canvas)
      return (text: cell.text, at: at)
    }
    if isSelected {
      let end = drawn.first.map { $0.at.column + $0.at.columns + 1 } ?? Self.leftColumns
      canvas.markSelected(row: line, bar: 1, upTo: end, focused: focused)
    }
    for (text, at) in drawn { highlight(text, from: at.column, columns: at.columns, atRow: line, on: &canvas) }
  }

  @discardableResult
  private func put(
    _ text: String, _ alignment: TableColumn.Alignment, _ role: Role, _ place: ColumnLayout.Placed, atRow row: Int,
    on canvas: inout Canvas
  ) -> (column: Int, columns: Int) {
    var column = Self.leftColumns + place.start
    if alignment == .right {
      // Only what could fit is measured, however long the text is.
      let width = SafeText.pieces(of: text, columns: place.columns).reduce(0) { $0 + $1.width }
      column += max(0, place.columns - width)
    }
    let used = canvas.put(
      text, at: Point(column: column, row: row), role: role, columns: place.columns)
    return (column, used)
  }

  /// Marks what the search and the filter found.
  private func highlight(_ text: String, from column: Int, columns: Int, atRow row: Int, on canvas: inout Canvas) {
    var words = search.isEmpty ? [] : [search.lowercased()]
    if visible != nil { words += TextSearch.words(of: filter) }
    guard !words.isEmpty else { return }
    let shown = String(text.prefix(columns))
    for word in words {
      guard let range = TextSearch.firstRange(of: word, in: shown) else { continue }
      let start = SafeText.width(of: String(shown.slice(0..<range.lowerBound)))
      let width = SafeText.width(of: String(shown.slice(range)))
      let end = min(start + width, columns)
      guard end > start else { continue }
      canvas.overlay(.match, on: Rect(column: column + start, row: row, columns: end - start, rows: 1))
    }
  }
}
