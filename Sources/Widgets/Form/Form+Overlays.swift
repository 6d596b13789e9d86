import Terminal

/// The list of choices and the calendar, which open over the form beside their field.
extension Form {
  func entries(of index: Int) -> [Popup.Entry] {
    var entries = fields[index].options.map {
      Popup.Entry(id: $0.value, title: $0.title, detail: $0.detail, disabledReason: $0.disabledReason)
    }
    if case .choice(_, let addTitle?) = fields[index].spec.kind {
      entries.append(Popup.Entry(id: Self.addEntry, title: addTitle))
    }
    return entries
  }

  mutating func openPopup(_ index: Int, filter: String = "") -> Outcome {
    var selected = ""
    if case .text(let text) = fields[index].value { selected = text }
    let popup = Popup(
      title: fields[index].spec.label, entries: entries(of: index), selected: selected, filter: filter,
      status: fields[index].optionStatus)
    overlay = .popup(field: index, popup)
    layoutOverlay()
    if case .choice = fields[index].spec.kind { return .openChoice(fields[index].spec.key) }
    if fields[index].spec.offersChoices { return .openChoice(fields[index].spec.key) }
    return .handled
  }

  mutating func openCalendar(_ index: Int, text: String) -> Outcome {
    let now = clock()
    let chosen = text.isEmpty ? nil : resolveTime?(text)
    overlay = .calendar(field: index, DatePicker(seconds: chosen ?? now, now: now))
    layoutOverlay()
    return .handled
  }

  mutating func handleOverlay(_ event: Event) -> Outcome {
    guard let event = event.relative(to: overlayArea(in: size)) else {
      // A click beside it closes it.
      if event.click != nil { overlay = nil }
      return .handled
    }
    switch overlay {
    case .popup(let index, var popup):
      if popup.selected == nil, case .key(let key) = event, [.enter, .tab, .backTab].contains(key) {
        return leaveEmptyList(index, typed: popup.filterText, key)
      }
      let outcome = popup.handle(event)
      overlay = .popup(field: index, popup)
      switch outcome {
      case .chose(let id): return choose(id, index)
      case .refused(let reason): return .refused(reason)
      case .cancelled: overlay = nil
      case .handled, .ignored: break
      }
    case .calendar(let index, var calendar):
      let outcome = calendar.handle(event)
      overlay = .calendar(field: index, calendar)
      switch outcome {
      case .chose(let text):
        overlay = nil
        fields[index].setValue(.text(text))
        return noteChange(of: index)
      case .cancelled: overlay = nil
      case .handled, .ignored: break
      }
    case nil: break
    }
    return .handled
  }

  /// There is nothing to choose: what was typed is the value where any text will do, and Tab goes on as it does elsewhere.
  private mutating func leaveEmptyList(_ index: Int, typed: String, _ key: Key) -> Outcome {
    if !typed.isEmpty, fields[index].takesAnyText { return choose(typed, index) }
    guard key != .enter else { return .handled }
    overlay = nil
    return handle(.key(key))
  }

  private mutating func choose(_ id: String, _ index: Int) -> Outcome {
    overlay = nil
    if id == Self.addEntry { return .addChoice(fields[index].spec.key) }
    if case .pairs(var editor) = fields[index].content {
      editor.fillCell(id)
      fields[index].content = .pairs(editor)
    } else {
      fields[index].setValue(.text(id))
    }
    return noteChange(of: index)
  }

  mutating func layoutOverlay() {
    let area = overlayArea(in: size)
    switch overlay {
    case .popup(let index, var popup):
      popup.layout(in: area.size)
      overlay = .popup(field: index, popup)
    case .calendar(let index, var calendar):
      calendar.layout(in: area.size)
      overlay = .calendar(field: index, calendar)
    case nil: break
    }
  }

  /// Below its field where there is room, else above it.
  func overlayArea(in size: Size) -> Rect {
    let layout = FormLayout(self, in: size)
    let index: Int
    let wanted: Size
    switch overlay {
    case .popup(let field, let popup):
      index = field
      wanted = popup.wantedSize(
        within: Size(columns: max(0, size.columns - layout.fieldColumn + 2), rows: size.rows))
    case .calendar(let field, _):
      index = field
      wanted = DatePicker.wantedSize
    case nil: return Rect(column: 0, row: 0, columns: 0, rows: 0)
    }
    let top = visibleScroll(layout, in: size)
    let item = layout.item(of: .field(index))
    let row = (item?.row ?? 0) - top
    let below = row + (item?.height ?? 1)
    let column = max(0, min(layout.fieldColumn - 2, size.columns - wanted.columns))
    let fitsBelow = below + wanted.rows <= size.rows
    let start = fitsBelow ? below : max(0, row - wanted.rows >= 0 ? row - wanted.rows : size.rows - wanted.rows)
    return Rect(
      column: column, row: start, columns: min(wanted.columns, size.columns), rows: min(wanted.rows, size.rows))
  }
}
