import Terminal

/// Where the caret is, and what is said about it.
extension Form {
  /// Everything that can have the caret, in order.
  var focusOrder: [Focus] {
    var order: [Focus] = []
    for index in fields.indices where !fields[index].spec.isAdvanced && fields[index].isFocusable {
      order.append(.field(index))
    }
    if hasAdvanced {
      order.append(.disclosure)
      if showsAdvanced {
        for index in fields.indices where fields[index].spec.isAdvanced && fields[index].isFocusable {
          order.append(.field(index))
        }
      }
    }
    return order + buttons.indices.map(Focus.button)
  }

  var hasAdvanced: Bool { fields.contains { $0.spec.isAdvanced } }

  /// The key of the field with the caret, nil on buttons.
  public var focusedKey: String? {
    guard case .field(let index) = focus else { return nil }
    return fields[index].spec.key
  }

  /// Puts the caret into a field, unfolding it where that is needed.
  public mutating func focus(on key: String) {
    guard let index = index(of: key), fields[index].isFocusable else { return }
    if fields[index].spec.isAdvanced { showsAdvanced = true }
    moveFocus(to: .field(index))
  }

  public mutating func focusSubmit() { moveFocus(to: .button(0)) }

  /// Moves the caret to another element and answers the field that was left.
  @discardableResult
  mutating func moveFocus(to new: Focus, isForward: Bool = true) -> Outcome {
    isScrolledFreely = false
    guard new != focus else { return .handled }
    let old = focus
    focus = new
    if case .field(let index) = new {
      fields[index].enter(isForward: isForward)
      if selectsText { fields[index].selectText() }
    }
    guard case .field(let index) = old else { return .handled }
    fields[index].leave()
    fields[index].wasLeft = true
    checkFieldsLeft()
    return .left(fields[index].spec.key)
  }

  /// The next element in order; at the end it goes on at the start.
  mutating func moveFocus(by step: Int, wraps: Bool) -> Outcome {
    let order = focusOrder
    guard let index = order.firstIndex(of: focus), !order.isEmpty else {
      focus = order.first ?? .button(0)
      return .handled
    }
    var next = index + step
    if wraps { next = (next + order.count) % order.count }
    guard order.indices.contains(next) else { return .handled }
    return moveFocus(to: order[next], isForward: step > 0)
  }

  /// Shows what is wrong with the fields that the caret has been in.
  mutating func checkFieldsLeft() {
    let found = problems()
    for index in fields.indices where fields[index].wasLeft {
      fields[index].error = found[fields[index].spec.key] ?? fields[index].givenError
    }
  }

  func problems() -> [String: String] {
    var found = validate?(values) ?? [:]
    for field in fields where found[field.spec.key] == nil {
      if let problem = field.ownProblem { found[field.spec.key] = problem }
    }
    return found
  }

  /// The help of the element with the caret, for the status line.
  public var focusedHelp: String {
    switch focus {
    case .field(let index): fields[index].spec.help
    case .disclosure: "What is seldom needed. Values set here count whether they are shown or not."
    case .button: ""
    }
  }

  /// A count that stands at the right of the status line.
  public struct Counter: Hashable, Sendable {
    public var text: String
    public var role: Role

    public init(text: String, role: Role) {
      self.text = text
      self.role = role
    }
  }

  /// Bytes of the limit, or entries of a list, of the field with the caret.
  public var focusedCounter: Counter? {
    guard case .field(let index) = focus else { return nil }
    let field = fields[index]
    if field.spec.kind == .list, case .text(let editor) = field.content {
      return Counter(text: Quantity.text(editor.filledLineCount, "line", "lines"), role: .muted)
    }
    if case .pairs(let editor) = field.content, editor.rows.count > 3 {
      return Counter(text: Quantity.text(editor.rows.count, "row", "rows"), role: .muted)
    }
    guard let limit = field.spec.byteLimit, let count = field.byteCount else { return nil }
    let role: Role = count > limit ? .danger : count * 10 >= limit * 9 ? .warning : .muted
    return Counter(text: "\(Quantity.grouped(count))/\(Quantity.grouped(limit))", role: role)
  }

  /// What F2 does in the field with the caret, nil where it does nothing.
  public var chooseTitle: String? {
    guard case .field(let index) = focus else { return nil }
    switch fields[index].content {
    case .toggle: return "Change"
    case .pairs(let editor):
      if fields[index].spec.offersChoices { return "Choose" }
      return editor.isOnType ? "Type" : nil
    case .pairsOrJSON(let editor):
      return editor.mode == .json ? "Rows" : editor.pairs.isOnType ? "Type" : "JSON"
    case .picked: return "Choose"
    case .text(let editor):
      switch fields[index].spec.kind {
      case .secret: return editor.isRevealed ? "Hide" : "Show"
      case .timestamp: return "Calendar"
      case .select, .choice: return "Choose"
      default: return nil
      }
    case .fixed: return nil
    }
  }

  /// The caret is in a row whose value has a type that Alt-t changes.
  public var isOnTypedRow: Bool {
    guard case .field(let index) = focus, overlay == nil else { return false }
    switch fields[index].content {
    case .pairs(let editor): return !editor.isPlain && !editor.isOnAddLine
    case .pairsOrJSON(let editor): return editor.mode == .pairs && !editor.pairs.isOnAddLine
    default: return false
    }
  }

  /// The field with the caret holds text that an editor could open.
  public var focusedTextCanOpenInEditor: Bool {
    guard case .field(let index) = focus, fields[index].spec.kind != .secret else { return false }
    switch fields[index].content {
    case .text: return true
    case .pairsOrJSON(let editor): return editor.mode == .json
    default: return false
    }
  }

  /// Letters are text where the caret is now.
  public var isTyping: Bool {
    if overlay != nil { return true }
    guard case .field(let index) = focus else { return false }
    switch fields[index].content {
    // Letters open the list of a picker and filter it.
    case .text, .pairs, .pairsOrJSON, .picked: return true
    default: return false
    }
  }

  /// A list or a calendar stands open over the form.
  public var isChoosing: Bool { overlay != nil }
}

extension FormField {
  /// The caret comes in: a table begins at its first row, or its last when the caret comes from below.
  mutating func enter(isForward: Bool) {
    switch content {
    case .pairs(var editor):
      editor.go(toRow: isForward ? 0 : editor.rows.count, cell: .name)
      content = .pairs(editor)
    case .pairsOrJSON(var editor) where editor.mode == .pairs:
      editor.pairs.go(toRow: isForward ? 0 : editor.pairs.rows.count, cell: .name)
      content = .pairsOrJSON(editor)
    default: break
    }
  }

  mutating func selectText() {
    guard case .text(var editor) = content else { return }
    editor.selectAll()
    content = .text(editor)
  }

  /// The caret goes: rows that were left blank go with it, and a secret is hidden again.
  mutating func leave() {
    switch content {
    case .text(var editor) where editor.isSecret && editor.isRevealed:
      editor.isRevealed = false
      content = .text(editor)
    case .text(var editor) where editor.isSelected:
      editor.deselect()
      content = .text(editor)
    case .pairs(var editor):
      editor.removeBlankRows()
      content = .pairs(editor)
    case .pairsOrJSON(var editor) where editor.mode == .pairs:
      editor.pairs.removeBlankRows()
      content = .pairsOrJSON(editor)
    default: break
    }
  }
}

extension PairsEditor {
  var isOnType: Bool { cell == .type && !isOnAddLine }

  mutating func removeBlankRows() {
    guard rows.contains(where: \.isBlank) else { return }
    rows.removeAll(where: \.isBlank)
    go(toRow: rows.count, cell: .name)
  }
}
