import Terminal

/// A form built from a list of field descriptions: labels in a column, help and counters for the status line, errors in
/// words under their fields, advanced fields folded away, and a row of buttons.
///
/// It keeps every value as it was typed, whatever happens around it. The owner validates, fetches choices and sends; the
/// outcome of each event says when.
///
/// ```swift
/// var form = Form(specs: specs, submitTitle: "Track event")
/// form.validate = { values in problems(in: values) }
/// switch form.handle(event) {
/// case .submit: send(form.values)
/// case .changed: previewAfterAPause()
/// default: break
/// }
/// ```
public struct Form: Widget {
  public enum Outcome: Hashable, Sendable {
    /// The value of a field is another one now.
    case changed(String)
    /// The caret went from this field to another place.
    case left(String)
    /// Everything is valid as far as the form knows, and the person wants it done.
    case submit
    /// The person wants it done, but something is wrong: the first wrong field has the caret now.
    case invalid
    /// The list of a field's choices was opened: hand the choices in with ``setOptions(_:status:for:)``.
    case openChoice(String)
    /// The entry that adds a choice was chosen.
    case addChoice(String)
    /// The text of this field should open in the person's own editor; give it back with ``setValue(_:for:)``.
    case openEditor(String)
    /// A button of the owner's was pressed.
    case button(String)
    case cleared
    case cancel
    /// Something can't be done, and this is why.
    case refused(String)
    /// The event was used; nothing that concerns the owner.
    case handled
    case ignored
  }

  enum Focus: Hashable, Sendable {
    case field(Int)
    case disclosure
    case button(Int)
  }

  enum Overlay: Sendable {
    case popup(field: Int, Popup)
    case calendar(field: Int, DatePicker)
  }

  /// A button beside the one that submits.
  public struct Button: Hashable, Sendable {
    public var id: String
    public var title: String

    public init(id: String, title: String) {
      self.id = id
      self.title = title
    }
  }

  static let addEntry = "\u{0}add"

  var fields: [FormField]
  var focus: Focus = .button(0)
  var overlay: Overlay?
  var scroll = 0
  /// The wheel moved the view; the next key brings the focused field back into it.
  var isScrolledFreely = false
  var size = Size(columns: 80, rows: 20)
  /// What stood here before it was cleared.
  var cleared: [String: FormValue]?

  public var submitTitle: String
  /// What submitting does can't be taken back: the button looks like it.
  public var isDangerous = false
  public var extraButtons: [Button] = []
  /// Whether a button empties the form.
  public var offersClear = true
  /// Stands beside the buttons, say while something is being sent.
  public var buttonNote = ""
  public var showsAdvanced = false
  /// The text of a one-line field is selected when the caret comes in, so that typing takes its place.
  public var selectsText = false {
    didSet { if selectsText, case .field(let index) = focus { fields[index].selectText() } }
  }
  /// Answers what is wrong, by field key, in words. Called when a field is left, after a pause, and on submit.
  public var validate: (@Sendable ([String: FormValue]) -> [String: String])?
  /// Answers a value in another notation, shown beside it: given the key and the text.
  public var notation: (@Sendable (String, String) -> String?)?
  /// Answers the Unix seconds that the text of a timestamp field means.
  public var resolveTime: (@Sendable (String) -> Int?)?
  /// The Unix seconds of now, for the calendar.
  public var clock: @Sendable () -> Int

  public init(
    specs: [FormFieldSpec], submitTitle: String, values: [String: FormValue] = [:],
    clock: @escaping @Sendable () -> Int = SystemClock.seconds
  ) {
    fields = specs.map { FormField(spec: $0, value: values[$0.key]) }
    self.submitTitle = submitTitle
    self.clock = clock
    focus = focusOrder.first ?? .button(0)
    if case .field(let index) = focus { fields[index].enter(isForward: true) }
  }

  public var specs: [FormFieldSpec] { fields.map(\.spec) }

  /// What stands in the fields, by key.
  public var values: [String: FormValue] {
    Dictionary(fields.map { ($0.spec.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }

  public func value(for key: String) -> FormValue? { index(of: key).map { fields[$0].value } }

  /// Puts a value in place as if it had been typed: text fields can undo it.
  public mutating func setValue(_ value: FormValue, for key: String) {
    guard let index = index(of: key) else { return }
    fields[index].setValue(value)
    refreshAside(of: index)
  }

  /// Puts other fields in place; what stood in fields of the same key and kind stays.
  public mutating func setSpecs(_ specs: [FormFieldSpec]) {
    let focused = focusedKey
    fields = specs.map { spec in
      guard let old = fields.first(where: { $0.spec.key == spec.key }) else { return FormField(spec: spec, value: nil) }
      if old.spec == spec { return old }
      var field = FormField(spec: spec, value: old.value)
      (field.note, field.wasLeft, field.checkedText) = (old.note, old.wasLeft, old.checkedText)
      if !old.options.isEmpty, field.options.isEmpty { field.options = old.options }
      return field
    }
    overlay = nil
    focus = focused.flatMap(index(of:)).map(Focus.field) ?? focusOrder.first ?? .button(0)
    if !focusOrder.contains(focus) { focus = focusOrder.first ?? .button(0) }
  }

  /// Hands in what a field offers; an open list shows it at once.
  public mutating func setOptions(_ options: [FormOption], status: Popup.Status = .ready, for key: String) {
    guard let index = index(of: key) else { return }
    fields[index].options = options
    fields[index].optionStatus = status
    if case .popup(index, var popup)? = overlay {
      popup.setEntries(entries(of: index), status: status)
      overlay = .popup(field: index, popup)
    }
  }

  /// A line under the field, nil to take it away.
  public mutating func setNote(_ note: String?, for key: String) {
    guard let index = index(of: key) else { return }
    fields[index].note = note
  }

  /// Shows these errors, by field key, and no others. Each stands until its field changes.
  public mutating func setErrors(_ errors: [String: String]) {
    for index in fields.indices { fields[index].givenError = errors[fields[index].spec.key] }
    show(errors)
  }

  mutating func show(_ errors: [String: String]) {
    for index in fields.indices {
      fields[index].error = errors[fields[index].spec.key] ?? fields[index].givenError
    }
    if fields.contains(where: { $0.error != nil && $0.spec.isAdvanced }) { showsAdvanced = true }
  }

  public var errors: [String: String] {
    Dictionary(
      fields.compactMap { field in field.error.map { (field.spec.key, $0) } }, uniquingKeysWith: { first, _ in first })
  }

  /// Puts the caret into the first field that has an error; false when there is none.
  @discardableResult
  public mutating func focusFirstError() -> Bool {
    guard let index = fields.firstIndex(where: { $0.error != nil && $0.isFocusable }) else { return false }
    if fields[index].spec.isAdvanced { showsAdvanced = true }
    moveFocus(to: .field(index))
    fields[index].moveCaretToProblem()
    return true
  }

  /// Puts the caret where something is to be typed: into the first mandatory field that holds nothing, if there is one.
  public mutating func focusFirstEmpty() {
    guard let index = fields.firstIndex(where: { $0.spec.isMandatory && $0.value.isEmpty && $0.isFocusable }) else {
      return
    }
    if case .field(let old) = focus { fields[old].leave() }
    focus = .field(index)
  }

  /// Catches up with what is too much work for each key: call it when the person has paused for a moment.
  public mutating func settle() {
    for index in fields.indices where focus == .field(index) { fields[index].checkLive(always: true) }
    if fields.contains(where: { $0.wasLeft && $0.error != nil }) { checkFieldsLeft() }
  }

  /// Takes over what a copy of this form, settled elsewhere, found out about the same values.
  public mutating func adoptFindings(of copy: Form) {
    guard copy.specs == specs else { return }
    for index in fields.indices {
      fields[index].liveCheck = copy.fields[index].liveCheck
      // A field that was left since has been checked since.
      if fields[index].wasLeft == copy.fields[index].wasLeft { fields[index].error = copy.fields[index].error }
    }
    if copy.showsAdvanced { showsAdvanced = true }
  }

  /// So much stands in it that reading its values takes longer than a key should.
  public var isLong: Bool { fields.contains { $0.byteCount ?? 0 > FormField.liveCheckLimit } }
  /// UTF-8 bytes of the texts in it, known without counting.
  public var byteCount: Int { fields.reduce(0) { $0 + ($1.byteCount ?? 0) } }

  /// The rows that it takes with everything in view.
  public func rowCount(columns: Int) -> Int { FormLayout(self, in: Size(columns: columns, rows: 1000)).rowCount }

  /// Whether the caret is in the last field before the buttons.
  public var isInLastField: Bool {
    guard case .field = focus else { return false }
    return focusOrder.last { if case .field = $0 { true } else { false } } == focus && overlay == nil
  }

  func index(of key: String) -> Int? { fields.firstIndex { $0.spec.key == key } }
}
