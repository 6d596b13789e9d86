import Terminal

/// Fewer rows, and the next row that matches.
extension Table {
  /// Rows that are filtered at once; more are left to ``continueFiltering(limit:)``.
  private static let filterStep = 5_000

  /// Shows only rows that hold every word of the text, in whatever case. An empty text shows all.
  public mutating func setFilter(_ text: String) {
    let selected = selectedIndex
    filter = text
    isFilterSuspended = false
    restartFilter()
    layoutCursor()
    if let selected { select(index: selected) }
    skipHeadings(forward: true)
  }

  /// Shows all rows for a moment, and the filtered ones again.
  public mutating func toggleFilter() {
    guard !filter.isEmpty else { return }
    let selected = selectedIndex
    isFilterSuspended.toggle()
    restartFilter()
    layoutCursor()
    if let selected { select(index: selected) }
    skipHeadings(forward: true)
  }

  mutating func restartFilter() {
    filteredCount = 0
    visible = filter.isEmpty || isFilterSuspended ? nil : []
    continueFiltering()
  }

  /// Whether rows wait to be looked at.
  public var isFiltering: Bool { visible != nil && filteredCount < rowCount }

  /// Looks at more rows; false when all are done. Call it between frames while it is true.
  @discardableResult
  public mutating func continueFiltering(limit: Int = 5_000) -> Bool {
    guard isFiltering, var found = visible else { return false }
    let words = TextSearch.words(of: filter)
    let end = min(rowCount, filteredCount + max(1, limit))
    visible = []
    for index in filteredCount..<end where matches(row(index), words) { found.append(index) }
    visible = found
    filteredCount = end
    layoutCursor()
    return isFiltering
  }

  private func matches(_ row: TableRow, _ words: [String]) -> Bool {
    !row.isHeading && words.allSatisfy { word in row.cells.contains { TextSearch.contains($0.text, word) } }
  }

  /// Highlights a text and goes to the first row that holds it, from the selected one on. An empty text ends the search.
  @discardableResult
  public mutating func setSearch(_ text: String) -> Bool {
    search = text
    return text.isEmpty || findNext(from: cursor.index, forward: true)
  }

  /// Goes to the next or previous row that holds the searched text, or what the filter looks for, around the end.
  @discardableResult
  public mutating func findNext(forward: Bool = true) -> Bool {
    findNext(from: cursor.index + (forward ? 1 : -1), forward: forward)
  }

  private mutating func findNext(from start: Int, forward: Bool) -> Bool {
    let count = visibleCount
    let words = search.isEmpty ? TextSearch.words(of: filter) : [search.lowercased()]
    guard !words.isEmpty, count > 0 else { return false }
    for step in 0..<count {
      let line = ((start + (forward ? step : -step)) % count + count) % count
      guard let index = index(ofLine: line) else { continue }
      if matches(row(index), words) {
        cursor.select(line)
        return true
      }
    }
    return false
  }

  /// The filter in words for the status line: `plan · 12 rows hidden`; empty without one.
  public var filterSummary: String {
    guard !filter.isEmpty else { return "" }
    if isFilterSuspended { return "\(filter) · suspended" }
    return "\(filter) · \(Quantity.text(hiddenCount, "row", "rows")) hidden\(isFiltering ? " so far" : "")"
  }
}
