import Terminal

extension Form {
  public func draw(on canvas: inout Canvas, focused: Bool) {
    let layout = FormLayout(self, in: canvas.size)
    let top = visibleScroll(layout, in: canvas.size)
    let rows = canvas.size.rows
    for item in layout.items where item.row + item.totalHeight > top && item.row < top + rows {
      draw(item, layout, atRow: item.row - top, focused: focused && overlay == nil, on: &canvas)
    }
    let edge = canvas.size.columns - 1
    if top > 0 { canvas.put("↑", at: Point(column: edge, row: 0), role: .muted) }
    if top + rows < layout.rowCount { canvas.put("↓", at: Point(column: edge, row: rows - 1), role: .muted) }
    drawOverlay(on: &canvas, focused: focused)
  }

  private func drawOverlay(on canvas: inout Canvas, focused: Bool) {
    guard let overlay else { return }
    canvas.within(overlayArea(in: canvas.size)) { area in
      switch overlay {
      case .popup(_, let popup): popup.draw(on: &area, focused: focused)
      case .calendar(_, let calendar): calendar.draw(on: &area, focused: focused)
      }
    }
  }

  private func draw(
    _ item: FormLayout.Item, _ layout: FormLayout, atRow row: Int, focused: Bool, on canvas: inout Canvas
  ) {
    switch item.part {
    case .field(let index):
      let isFocused = focused && focus == .field(index)
      drawLabel(of: fields[index].spec, layout, atRow: row, on: &canvas)
      let area = Rect(column: layout.fieldColumn, row: row, columns: layout.fieldColumns, rows: item.height)
      canvas.within(area) { drawField(index, layout, focused: isFocused, on: &$0) }
      drawRemarks(item.remarks, layout, atRow: row + item.height, on: &canvas)
    case .disclosure: drawDisclosure(layout, atRow: row, focused: focused && focus == .disclosure, on: &canvas)
    case .buttons: drawButtons(layout, atRow: row, focused: focused, on: &canvas)
    }
  }

  private func drawLabel(of spec: FormFieldSpec, _ layout: FormLayout, atRow row: Int, on canvas: inout Canvas) {
    if spec.isMandatory {
      canvas.put(
        "*" + spec.label, at: Point(column: 1, row: row), role: .labelMandatory, columns: layout.labelColumns + 1)
    } else {
      canvas.put(spec.label, at: Point(column: 2, row: row), role: .label, columns: layout.labelColumns)
    }
  }

  private func drawField(_ index: Int, _ layout: FormLayout, focused: Bool, on area: inout Canvas) {
    let field = fields[index]
    let width = area.size.columns
    let columns = editorColumns(of: index, layout)
    let textArea = Rect(column: 0, row: 0, columns: columns, rows: area.size.rows)
    let margin = marginText(of: index)
    switch field.content {
    case .text(let editor):
      if !margin.isEmpty, !editor.isMultiline {
        area.fill(Rect(column: 0, row: 0, columns: width, rows: 1), role: focused ? .fieldFocused : .field)
      }
      area.within(textArea) { editor.draw(on: &$0, focused: focused) }
    case .picked(let value): drawPicked(value, of: field, focused: focused, columns: columns, on: &area)
    case .toggle(let isOn):
      let role: Role = focused ? .fieldFocused : .field
      area.put(isOn ? "[x] yes" : "[ ] no ", at: Point(column: 0, row: 0), role: role)
      if focused { area.showCaret(at: Point(column: 1, row: 0)) }
    case .pairs(let editor): editor.draw(on: &area, focused: focused)
    case .pairsOrJSON(let editor):
      if editor.mode == .json {
        editor.json.draw(on: &area, focused: focused)
      } else {
        editor.pairs.draw(on: &area, focused: focused)
      }
    case .fixed(let text): area.put(text, at: Point(column: 0, row: 0), role: .text, columns: width)
    }
    if !margin.isEmpty {
      let role = field.spec.kind == .list ? .muted : Self.asideRole(focused)
      area.put(margin, at: Point(column: width - SafeText.width(of: margin), row: 0), role: role)
    }
  }

  /// What stands inside a field beside its text, on the field's own ground.
  private static func asideRole(_ focused: Bool) -> Role { focused ? .fieldFocused : .fieldPlaceholder }

  private func drawPicked(
    _ value: String, of field: FormField, focused: Bool, columns: Int, on area: inout Canvas
  ) {
    let role: Role = focused ? .fieldFocused : .field
    area.fill(Rect(column: 0, row: 0, columns: area.size.columns, rows: 1), role: role)
    if focused { area.showCaret(at: Point(column: 0, row: 0)) }
    guard !value.isEmpty || field.options.contains(where: { $0.value == value }) else {
      area.put(field.spec.placeholder, at: Point(column: 0, row: 0), role: .fieldPlaceholder, columns: columns)
      return
    }
    let option = field.options.first { $0.value == value }
    let used = area.put(option?.title ?? value, at: Point(column: 0, row: 0), role: role, columns: columns)
    if let detail = option?.detail, !detail.isEmpty, columns - used > 6 {
      area.put(
        detail, at: Point(column: used + 2, row: 0), role: Self.asideRole(focused), columns: columns - used - 3)
    }
  }

  private func drawRemarks(
    _ remarks: [FormLayout.Remark], _ layout: FormLayout, atRow row: Int, on canvas: inout Canvas
  ) {
    for (offset, remark) in remarks.enumerated() {
      canvas.put(remark.sign, at: Point(column: layout.fieldColumn - 2, row: row + offset), role: remark.role)
      canvas.put(
        remark.text, at: Point(column: layout.fieldColumn, row: row + offset), role: remark.role,
        columns: layout.fieldColumns)
    }
  }

  private func drawDisclosure(_ layout: FormLayout, atRow row: Int, focused: Bool, on canvas: inout Canvas) {
    let title = showsAdvanced ? "▾ Hide advanced settings" : "▸ Show advanced settings"
    let used = canvas.put(title, at: Point(column: 2, row: row), role: focused ? .fieldFocused : .accent)
    if focused { canvas.showCaret(at: Point(column: 2, row: row)) }
    guard !showsAdvanced else { return }
    let column = 2 + used + 4
    canvas.put(
      advancedSummary, at: Point(column: column, row: row), role: .muted,
      columns: max(0, canvas.size.columns - column - 1))
  }

  private func drawButtons(_ layout: FormLayout, atRow row: Int, focused: Bool, on canvas: inout Canvas) {
    let ranges = buttonRanges()
    for (index, button) in buttons.enumerated() {
      let isFocused = focused && focus == .button(index)
      let role: Role = isFocused ? .buttonFocused : index == 0 && isDangerous ? .buttonDanger : .button
      let column = layout.fieldColumn + ranges[index].lowerBound
      canvas.put("[ \(button.title) ]", at: Point(column: column, row: row), role: role)
      if isFocused { canvas.showCaret(at: Point(column: column + 2, row: row)) }
    }
    if !buttonNote.isEmpty, let last = ranges.last {
      canvas.put(buttonNote, at: Point(column: layout.fieldColumn + last.upperBound + 3, row: row), role: .muted)
    }
  }
}
