import Terminal
import Widgets

/// A few questions over a screen, answered in a form; Escape leaves everything as it was.
@MainActor final class FormLayer: Layer {
  private let shell: any Shell
  private let title: String
  private let submitTitle: String
  /// What is to be known before answering.
  private let note: String
  private(set) var form: Form
  private let submit: ([String: FormValue], FormLayer) -> Void
  private var size = Size(columns: 80, rows: 20)
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  /// - Parameter submit: does what was asked; closes the layer when it is done, or shows in it what is wrong.
  init(
    shell: any Shell, title: String, note: String = "", specs: [FormFieldSpec], values: [String: FormValue] = [:],
    submitTitle: String, validate: (@Sendable ([String: FormValue]) -> [String: String])? = nil,
    submit: @escaping ([String: FormValue], FormLayer) -> Void
  ) {
    self.shell = shell
    self.title = title
    self.note = note
    self.submitTitle = submitTitle
    self.submit = submit
    form = Form(specs: specs, submitTitle: submitTitle, values: values)
    form.validate = validate
    form.selectsText = true
    form.focusFirstEmpty()
  }

  var isTyping: Bool { form.isTyping }
  var waiting: Waiting? { work.waiting }
  func cancel() { work.cancelAll() }
  var status: StatusLine? { StatusLine(text: form.focusedHelp) }

  var actions: [Action] {
    [
      Action(FormLayerKeys.submit(submitTitle)) { [weak self] in self?.take(.key(.function(10))) },
      Action(ModuleFormKeys.nextField) { [weak self] in self?.take(.key(.tab)) },
      Action(
        ModuleFormKeys.choose, unless: form.chooseTitle == nil ? "There is nothing to choose in this field." : nil
      ) { [weak self] in self?.take(.key(.function(2))) },
      Action(PaletteKeys.close) { [weak self] in self.map { $0.shell.close($0) } },
    ]
  }

  func setOptions(_ options: [FormOption], for key: String) { form.setOptions(options, for: key) }
  func show(errors: [String: String]) {
    form.setErrors(errors)
    form.focusFirstError()
    shell.setNeedsFrame()
  }

  private func area(in size: Size) -> Rect {
    let top = note.isEmpty ? 2 : 4
    return Rect(column: 0, row: top, columns: size.columns, rows: max(0, size.rows - top))
  }

  func layout(in size: Size) {
    self.size = size
    form.layout(in: area(in: size).size)
  }

  func draw(on canvas: inout Canvas) {
    canvas.fill(canvas.bounds)
    canvas.rule(atRow: 0)
    canvas.put(" \(title) ", at: Point(column: 2, row: 0), role: .title)
    canvas.put(note, at: Point(column: 2, row: 2), role: .muted, columns: canvas.size.columns - 3)
    canvas.within(area(in: canvas.size)) { form.draw(on: &$0, focused: true) }
  }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: area(in: size)) else { return true }
    return take(event)
  }

  @discardableResult
  private func take(_ event: Event) -> Bool {
    switch form.handle(event) {
    case .submit: submit(form.values, self)
    case .refused(let reason): shell.tell(Toast(.warning, reason))
    case .cancel, .ignored: return false
    default: break
    }
    return true
  }
}

enum FormLayerKeys {
  static func submit(_ title: String) -> Command {
    Command("form.submit", title, hint: title, priority: 150, keys: .function(10), .control("s"))
  }
}
