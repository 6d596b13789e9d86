import Terminal

extension Form {
  mutating func handle(_ mouse: Mouse) -> Outcome {
    let layout = FormLayout(self, in: size)
    let top = visibleScroll(layout, in: size)
    let event = Event.mouse(mouse)
    if let turn = event.wheel {
      guard layout.rowCount > size.rows else { return .ignored }
      scroll = min(max(0, top + turn * 2), layout.rowCount - size.rows)
      isScrolledFreely = true
      return .handled
    }
    guard let place = event.click else { return .ignored }
    guard let item = layout.item(atRow: place.row + top) else { return .handled }
    switch item.part {
    case .field(let index): return click(index, item, layout, at: place, top: top)
    case .disclosure:
      showsAdvanced.toggle()
      return moveFocus(to: .disclosure)
    case .buttons:
      let column = place.column - layout.fieldColumn
      guard let index = buttonRanges().firstIndex(where: { $0.contains(column) }) else { return .handled }
      moveFocus(to: .button(index))
      return press(index)
    }
  }

  private mutating func click(
    _ index: Int, _ item: FormLayout.Item, _ layout: FormLayout, at place: Point, top: Int
  ) -> Outcome {
    guard fields[index].isFocusable else { return .handled }
    let wasFocused = focus == .field(index)
    let left = moveFocus(to: .field(index))
    let local = Point(
      column: max(0, place.column - layout.fieldColumn), row: min(place.row + top - item.row, item.height - 1))
    if case .toggle(let isOn) = fields[index].content, place.column >= layout.fieldColumn {
      fields[index].content = .toggle(!isOn)
      return noteChange(of: index)
    }
    if case .picked = fields[index].content, place.column >= layout.fieldColumn { return openPopup(index) }
    if marginText(of: index) == "▾", local.column >= layout.fieldColumns - 1 { return openPopup(index) }
    let outcome = fields[index].handle(.mouse(Mouse(.press, button: .left, at: local)))
    return wasFocused ? result(of: outcome, index) ?? .handled : left
  }
}
