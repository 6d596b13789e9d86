import Terminal

/// One field of a form: what is in it, what it offers, and what is said about it.
struct FormField: Sendable {
  enum Content: Sendable {
    case text(TextEditor)
    /// A value chosen from a list, with no text of its own.
    case picked(String)
    case toggle(Bool)
    case pairs(PairsEditor)
    case pairsOrJSON(PairsOrJSONEditor)
    case fixed(String)
  }

  /// What live checking found out about JSON.
  enum LiveCheck: Hashable, Sendable {
    case valid
    case problem(JSONPairs.Problem)
  }

  static let liveCheckLimit = 65_536

  let spec: FormFieldSpec
  var content: Content
  var options: [FormOption] = []
  var optionStatus = Popup.Status.ready
  /// Why the value can't stand.
  var error: String?
  /// The owner's own finding, say what came back from a call: it stands until the value changes.
  var givenError: String?
  /// A line of the owner's under the field: whom an identifier belongs to, say.
  var note: String?
  /// The value in another notation, beside the field.
  var aside: String?
  var liveCheck: LiveCheck?
  var wasLeft = false
  /// What JSON is checked as: say with variables replaced. Nil checks it as it is typed.
  var checkedText: (@Sendable (String) -> String)?

  init(spec: FormFieldSpec, value: FormValue?) {
    self.spec = spec
    content = Self.content(of: spec, value)
    if case .select(let options, _) = spec.kind { self.options = options }
    checkLive(always: true)
  }

  var isFocusable: Bool {
    if case .fixed = content { return false }
    return true
  }

  /// Values beside those that are offered can stand in it.
  var takesAnyText: Bool {
    switch content {
    case .text, .pairs: true
    default: false
    }
  }

  var value: FormValue {
    switch content {
    case .text(let editor): spec.kind == .list ? .list(editor.filledLines) : .text(editor.text)
    case .picked(let value), .fixed(let value): .text(value)
    case .toggle(let isOn): .toggle(isOn)
    case .pairs(let editor): .pairs(editor.pairs)
    case .pairsOrJSON(let editor): editor.value
    }
  }

  /// UTF-8 bytes of the text, known without counting; nil where the value is not one text.
  var byteCount: Int? {
    switch content {
    case .text(let editor): editor.byteCount
    case .pairsOrJSON(let editor) where editor.mode == .json: editor.json.byteCount
    default: nil
    }
  }

  /// Puts another value in place; text fields can undo it.
  mutating func setValue(_ value: FormValue?) {
    switch (content, value) {
    case (.text(var editor), _):
      content = .fixed("")
      editor.replaceText(with: Self.text(of: value))
      content = .text(editor)
    case (.pairs(var editor), .pairs(let rows)?):
      content = .fixed("")
      editor.replaceRows(with: rows)
      content = .pairs(editor)
    default: content = Self.content(of: spec, value)
    }
    checkLive(always: true)
  }

  mutating func handle(_ event: Event) -> TextEditor.Outcome {
    let outcome = handleInContent(event)
    if outcome == .changed { checkLive(always: false) }
    return outcome
  }

  private mutating func handleInContent(_ event: Event) -> TextEditor.Outcome {
    switch content {
    case .text(var editor):
      // The only copy must be the one that changes, or all its lines would be copied with it.
      content = .fixed("")
      defer { content = .text(editor) }
      return editor.handle(event)
    case .pairs(var editor):
      content = .fixed("")
      defer { content = .pairs(editor) }
      return Self.outcome(of: editor.handle(event))
    case .pairsOrJSON(var editor):
      content = .fixed("")
      defer { content = .pairsOrJSON(editor) }
      if case .paste(let text) = event, editor.takePastedJSON(text) { return .changed }
      return editor.mode == .json ? editor.json.handle(event) : Self.outcome(of: editor.pairs.handle(event))
    case .toggle(let isOn):
      guard case .key(let key) = event else { return .ignored }
      return setToggle(key, isOn)
    case .picked, .fixed: return .ignored
    }
  }

  private mutating func setToggle(_ key: Key, _ isOn: Bool) -> TextEditor.Outcome {
    switch key {
    case Key(" "), .function(2): content = .toggle(!isOn)
    case Key("y"): content = .toggle(true)
    case Key("n"): content = .toggle(false)
    default: return .ignored
    }
    return .changed
  }

  mutating func layout(in size: Size) {
    switch content {
    case .text(var editor):
      content = .fixed("")
      editor.layout(in: size)
      content = .text(editor)
    case .pairs(var editor):
      content = .fixed("")
      editor.layout(in: size)
      content = .pairs(editor)
    case .pairsOrJSON(var editor):
      content = .fixed("")
      editor.json.layout(in: size)
      editor.pairs.layout(in: size)
      content = .pairsOrJSON(editor)
    case .picked, .toggle, .fixed: break
    }
  }

  /// Checks JSON while it is typed; a long text only when there is time for it.
  mutating func checkLive(always: Bool) {
    liveCheck = nil
    guard isJSON, always || byteCount ?? 0 <= Self.liveCheckLimit, case .text(let text) = value else { return }
    guard let problem = JSONPairs.check(checkedText?(text) ?? text, asObject: spec.kind == .pairsOrJSON) else {
      if !text.isEmpty { liveCheck = .valid }
      return
    }
    liveCheck = .problem(problem)
  }

  /// Puts the caret where the JSON breaks, if it does.
  mutating func moveCaretToProblem() {
    guard case .problem(let problem)? = liveCheck, let offset = problem.offset else { return }
    switch content {
    case .text(var editor):
      content = .fixed("")
      editor.moveCaret(toByte: offset)
      content = .text(editor)
    case .pairsOrJSON(var editor) where editor.mode == .json:
      content = .fixed("")
      editor.json.moveCaret(toByte: offset)
      content = .pairsOrJSON(editor)
    default: break
    }
  }

  /// The content is JSON text at the moment.
  var isJSON: Bool {
    switch content {
    case .text: spec.kind == .json || spec.kind == .body
    case .pairsOrJSON(let editor): editor.mode == .json
    default: false
    }
  }

  /// What is wrong with the value itself, whatever the owner thinks of it.
  var ownProblem: String? {
    if case .problem(let problem)? = liveCheck, spec.kind != .body { return problem.reason }
    switch content {
    case .pairs(let editor): return editor.pairs.firstProblem
    case .pairsOrJSON(let editor) where editor.mode == .pairs: return editor.pairs.pairs.firstProblem
    default: return nil
    }
  }

  private static func outcome(of outcome: PairsEditor.Outcome) -> TextEditor.Outcome {
    switch outcome {
    case .changed: .changed
    case .moved: .moved
    case .ignored: .ignored
    }
  }

  private static func text(of value: FormValue?) -> String {
    switch value {
    case .text(let text): text
    case .list(let lines): lines.joined(separator: "\n")
    case .toggle(let isOn): isOn ? "true" : ""
    case .pairs, nil: ""
    }
  }

  private static func content(of spec: FormFieldSpec, _ value: FormValue?) -> Content {
    let text = text(of: value)
    switch spec.kind {
    case .text, .number, .timestamp, .select(_, allowsOther: true), .choice(allowsOther: true, _):
      return .text(TextEditor(text: text, placeholder: spec.placeholder))
    case .secret: return .text(TextEditor(text: text, isSecret: true, placeholder: spec.placeholder))
    case .select(let options, allowsOther: false):
      return .picked(value == nil && spec.placeholder.isEmpty ? options.first?.value ?? "" : text)
    case .choice: return .picked(text)
    case .list: return .text(TextEditor(text: text, isMultiline: true, placeholder: spec.placeholder))
    case .json, .body:
      var editor = TextEditor(
        text: text, isMultiline: true, placeholder: spec.placeholder, highlighting: .json)
      editor.indentsNewLines = true
      return .text(editor)
    case .pairs, .plainPairs:
      var rows: [FormPair] = []
      if case .pairs(let given)? = value { rows = given }
      return .pairs(PairsEditor(rows: rows, isPlain: spec.kind == .plainPairs))
    case .pairsOrJSON: return .pairsOrJSON(PairsOrJSONEditor(value))
    case .toggle:
      if case .toggle(let isOn)? = value { return .toggle(isOn) }
      return .toggle(text == "true")
    case .readOnly: return .fixed(text)
    }
  }
}

extension [FormPair] {
  /// The first value that is not of its type, in words.
  var firstProblem: String? {
    for pair in self {
      if let problem = JSONPairs.problem(of: pair) { return problem.reason }
    }
    return nil
  }
}
