import Terminal

extension Outline {
  private static let signColumn = 3
  private static let leadColumn = 5

  public func draw(on canvas: inout Canvas, focused: Bool) {
    var view = cursor
    view.layout(count: lines.count, page: canvas.size.rows)
    for row in 0..<max(0, canvas.size.rows) where lines.indices.contains(view.top + row) {
      let line = lines[view.top + row]
      let end: Int
      switch line {
      case .group(let index): end = draw(groups[index], atRow: row, on: &canvas)
      case .words(let words):
        end =
          Self.leadColumn
          + canvas.put(
            words, at: Point(column: Self.leadColumn, row: row), role: .muted,
            columns: canvas.size.columns - Self.leadColumn - 1)
      case .item(let group, let item):
        end = draw(
          groups[group].items[item], in: groups[group], positions[line] ?? MatchedParts(), atRow: row, on: &canvas)
      }
      if view.top + row == view.index { canvas.markSelected(row: row, bar: 1, upTo: end + 1, focused: focused) }
    }
    if lines.isEmpty { canvas.put(emptyText, at: Point(column: 3, row: 0), role: .muted) }
  }

  /// Answers where the group's title ends.
  private func draw(_ group: Group, atRow row: Int, on canvas: inout Canvas) -> Int {
    canvas.put(unfolded.contains(group.id) ? "▾" : "▸", at: Point(column: 3, row: row), role: .accent)
    let used = canvas.put(
      group.title, at: Point(column: 5, row: row), role: .columnTitle, columns: canvas.size.columns - 12)
    canvas.put("\(group.items.count)", at: Point(column: 5 + used + 2, row: row), role: .muted)
    return 5 + used
  }

  /// Answers where the item's title ends.
  private func draw(
    _ item: Item, in group: Group, _ matched: MatchedParts, atRow row: Int, on canvas: inout Canvas
  ) -> Int {
    let width = canvas.size.columns
    canvas.put(item.sign, at: Point(column: Self.signColumn, row: row), role: item.signRole, columns: 1)
    canvas.put(
      item.lead, matched: matched.lead, at: Point(column: Self.leadColumn, row: row), role: item.leadRole,
      columns: leadColumns)
    var end = width - 1
    // Of a find the group is not above it: it stands at the right.
    let trailing = query.isEmpty ? item.trailing : group.title
    let trailingColumns = SafeText.width(of: trailing)
    let start = Self.leadColumn + (leadColumns > 0 ? leadColumns + 1 : 0)
    if trailingColumns > 0, end - start - trailingColumns > 24 {
      end -= trailingColumns
      canvas.put(
        trailing, matched: query.isEmpty ? [] : matched.group, at: Point(column: end, row: row), role: .muted,
        columns: trailingColumns)
      end -= 2
    }
    let used = canvas.put(
      item.title, matched: matched.title, at: Point(column: start, row: row), role: .text, columns: max(0, end - start))
    let detail = start + used + 2
    guard end - detail > 6 else { return start + used }
    canvas.put(
      item.detail, matched: matched.detail, at: Point(column: detail, row: row), role: .muted, columns: end - detail)
    return start + used
  }
}
