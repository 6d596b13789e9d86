import Terminal

extension Form {
  public mutating func handle(_ event: Event) -> Outcome {
    if overlay != nil { return handleOverlay(event) }
    switch event {
    case .key(let key):
      isScrolledFreely = false
      return handleFormKey(key) ?? handleFocused(key)
    case .paste:
      isScrolledFreely = false
      guard case .field(let index) = focus else { return .handled }
      return result(of: fields[index].handle(event), index) ?? .handled
    case .mouse(let mouse): return handle(mouse)
    case .resize, .focus: return .ignored
    }
  }

  /// Keys that mean the same in every field.
  private mutating func handleFormKey(_ key: Key) -> Outcome? {
    switch key {
    case .function(10), .control("s"): return submit()
    case .escape: return .cancel
    case Key(.down, .control): return moveFocus(by: 1, wraps: false)
    case Key(.up, .control): return moveFocus(by: -1, wraps: false)
    case .function(4), .alt("e"):
      guard focusedTextCanOpenInEditor, let key = focusedKey else {
        return .refused("There is no text here that an editor could open.")
      }
      return .openEditor(key)
    case .alt("j"): return switchMode()
    default: return nil
    }
  }

  private mutating func handleFocused(_ key: Key) -> Outcome {
    switch focus {
    case .field(let index):
      if let outcome = handleChoosing(key, index) { return outcome }
      if let outcome = result(of: fields[index].handle(.key(key)), index) { return outcome }
      return navigate(key, isOneLine: true)
    case .disclosure:
      switch key {
      case .enter, Key(" "): showsAdvanced.toggle()
      case .right, .function(2): showsAdvanced = true
      case .left: showsAdvanced = false
      default: return navigate(key, isOneLine: false)
      }
      return .handled
    case .button(let index):
      switch key {
      case .enter, Key(" "): return press(index)
      case .left: return index > 0 ? moveFocus(to: .button(index - 1)) : .handled
      case .right: return index + 1 < buttons.count ? moveFocus(to: .button(index + 1)) : .handled
      case .up: return moveFocus(by: -1 - index, wraps: false)
      case .down: return .handled
      default: return navigate(key, isOneLine: false)
      }
    }
  }

  private mutating func navigate(_ key: Key, isOneLine: Bool) -> Outcome {
    switch key {
    case .tab: return moveFocus(by: 1, wraps: true)
    case .backTab: return moveFocus(by: -1, wraps: true)
    case .enter where isOneLine: return moveFocus(by: 1, wraps: false)
    case .down: return moveFocus(by: 1, wraps: false)
    case .up: return moveFocus(by: -1, wraps: false)
    case .pageDown: return moveFocus(to: focusOrder.last { $0 != .button(buttons.count - 1) } ?? focus)
    case .pageUp: return moveFocus(to: focusOrder.first ?? focus)
    case .left, .right: return .handled
    default: return .ignored
    }
  }

  /// Translates what a field did; nil when it had no use for the event.
  mutating func result(of outcome: TextEditor.Outcome, _ index: Int) -> Outcome? {
    switch outcome {
    case .changed: return noteChange(of: index)
    case .moved: return .handled
    case .ignored: return nil
    }
  }

  mutating func noteChange(of index: Int) -> Outcome {
    cleared = nil
    if let given = fields[index].givenError {
      fields[index].givenError = nil
      if fields[index].error == given { fields[index].error = nil }
    }
    refreshAside(of: index)
    return .changed(fields[index].spec.key)
  }

  mutating func refreshAside(of index: Int) {
    guard let notation, case .text(let editor) = fields[index].content, !editor.isMultiline, !editor.isSecret,
      editor.byteCount <= 256
    else {
      fields[index].aside = nil
      return
    }
    fields[index].aside = notation(fields[index].spec.key, editor.text)
  }

  /// Changes between rows and JSON where a field can be both.
  private mutating func switchMode() -> Outcome? {
    guard case .field(let index) = focus, case .pairsOrJSON(var editor) = fields[index].content else { return nil }
    let problem = editor.switchMode()
    fields[index].content = .pairsOrJSON(editor)
    fields[index].checkLive(always: true)
    if let problem { return .refused(problem.reason) }
    return noteChange(of: index)
  }

  mutating func choose(_ index: Int) -> Outcome? {
    switch fields[index].content {
    case .pairsOrJSON(let editor): return editor.mode == .pairs && editor.pairs.isOnType ? nil : switchMode()
    case .text(var editor) where editor.isSecret:
      editor.isRevealed.toggle()
      fields[index].content = .text(editor)
      return .handled
    case .text(let editor):
      switch fields[index].spec.kind {
      case .timestamp: return openCalendar(index, text: editor.text)
      case .select, .choice: return openPopup(index)
      default: return nil
      }
    case .picked: return openPopup(index)
    case .pairs where fields[index].spec.offersChoices: return openPopup(index)
    case .toggle, .pairs, .fixed: return nil
    }
  }

  private mutating func handleChoosing(_ key: Key, _ index: Int) -> Outcome? {
    if key == .function(2) || key == Key(.down, .alt) { return choose(index) }
    guard case .picked = fields[index].content else { return nil }
    if key == .enter || key == Key(" ") { return choose(index) }
    // Signs are left to whoever owns the form: they may be commands there.
    if let typed = key.typed, typed.isLetter || typed.isNumber { return openPopup(index, filter: String(typed)) }
    return nil
  }

  /// Checks everything; answers to submit, or goes to the first field that is wrong.
  public mutating func submit() -> Outcome {
    for index in fields.indices {
      fields[index].checkLive(always: true)
      fields[index].wasLeft = true
    }
    for index in fields.indices { fields[index].givenError = nil }
    show(problems())
    return focusFirstError() ? .invalid : .submit
  }

  mutating func press(_ index: Int) -> Outcome {
    guard buttons.indices.contains(index) else { return .handled }
    switch buttons[index].id {
    case ButtonID.submit: return submit()
    case ButtonID.clear: return clear()
    default: return .button(buttons[index].id)
    }
  }

  /// Empties the form; pressed again, it brings everything back.
  private mutating func clear() -> Outcome {
    if let before = cleared {
      cleared = nil
      for index in fields.indices { fields[index].setValue(before[fields[index].spec.key]) }
    } else {
      cleared = values
      for index in fields.indices where fields[index].spec.kind != .readOnly {
        fields[index].setValue(nil)
        (fields[index].error, fields[index].givenError) = (nil, nil)
        fields[index].wasLeft = false
        fields[index].note = nil
      }
    }
    for index in fields.indices { refreshAside(of: index) }
    return .cleared
  }
}
