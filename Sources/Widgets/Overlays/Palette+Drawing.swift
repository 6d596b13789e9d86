import Terminal

extension Palette {
  public func draw(on canvas: inout Canvas, focused: Bool) {
    let frame = frame(in: canvas.size)
    canvas.box(frame)
    canvas.within(frame.inset(columns: 2, rows: 1)) { area in
      let width = area.size.columns
      area.put(":", at: Point(column: 0, row: 0), role: .accent)
      area.within(Rect(column: 2, row: 0, columns: width - 2, rows: 1)) { field.draw(on: &$0, focused: focused) }
      area.rule(atRow: 1, role: .dialogBorder)
      var view = cursor
      view.layout(count: hits.count, page: area.size.rows - 2)
      for row in 0..<max(0, area.size.rows - 2) {
        guard view.top + row < hits.count else { break }
        draw(hits[view.top + row], isSelected: view.top + row == view.index, atRow: row + 2, on: &area)
      }
      if hits.isEmpty { area.put("Nothing matches.", at: Point(column: 2, row: 2), role: .muted) }
    }
  }

  private func draw(_ hit: Hit, isSelected: Bool, atRow row: Int, on area: inout Canvas) {
    let width = area.size.columns
    let entry = hit.entry
    let hintColumns = SafeText.width(of: entry.keyHint)
    if isSelected { area.put("▌", at: Point(column: 0, row: row), role: .accent) }
    let role: Role = entry.disabledReason == nil ? .dialog : .disabled
    // The selection lies below what was matched, so that both can be seen.
    if isSelected { area.overlay(.selection, on: Rect(column: 0, row: row, columns: width, rows: 1)) }
    let room = max(0, width - 2 - (hintColumns > 0 ? hintColumns + 2 : 0))
    let used = area.put(
      entry.title, matched: hit.titlePositions, at: Point(column: 2, row: row), role: role, columns: room,
      overlay: isSelected ? .selection : nil)
    let detail = entry.disabledReason ?? entry.detail
    if room - used > 6 {
      let positions = entry.disabledReason == nil ? hit.detailPositions : []
      area.put(
        detail, matched: positions, at: Point(column: 2 + used + 2, row: row), role: .muted, columns: room - used - 2,
        overlay: isSelected ? .selection : nil)
    }
    if hintColumns > 0 {
      area.put(
        entry.keyHint, at: Point(column: width - hintColumns, row: row), role: .hintKey,
        overlay: isSelected ? .selection : nil)
    }
  }
}
