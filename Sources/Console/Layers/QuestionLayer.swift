import Terminal
import Widgets

/// A question over the screen that is answered by filling in a few fields.
@MainActor final class QuestionLayer: Layer {
  private let shell: any Shell
  private var dialog: FormDialog
  private let submit: ([String: FormValue], QuestionLayer) -> Void
  private let giveUp: () -> Void
  private var isAnswered = false

  /// - Parameters:
  ///   - validate: what is wrong with the values, by field.
  ///   - submit: does what was asked; closes the layer when it is done, or shows in it what is wrong.
  ///   - cancelled: called where the question is closed without an answer, whoever closes it.
  init(
    shell: any Shell, title: String, lines: [String], fields: [FormFieldSpec], submitTitle: String,
    values: [String: FormValue] = [:], validate: (@Sendable ([String: FormValue]) -> [String: String])? = nil,
    cancelled: @escaping () -> Void = {}, submit: @escaping ([String: FormValue], QuestionLayer) -> Void
  ) {
    self.shell = shell
    self.submit = submit
    giveUp = cancelled
    var form = Form(specs: fields, submitTitle: submitTitle, values: values)
    form.validate = validate
    form.selectsText = true
    dialog = FormDialog(title: title, lines: lines, form: form)
  }

  /// Shows what is wrong from the beginning.
  func setErrors(_ errors: [String: String]) { dialog.form.setErrors(errors) }

  var isTyping: Bool { true }
  var status: StatusLine? { StatusLine(text: dialog.form.focusedHelp) }

  var actions: [Action] {
    [
      Action(ConfirmKeys.choose) { [weak self] in _ = self?.handle(.key(.enter)) },
      Action(ConfirmKeys.next) { [weak self] in _ = self?.handle(.key(.tab)) },
      Action(ConfirmKeys.close) { [weak self] in _ = self?.handle(.key(.escape)) },
    ]
  }

  func layout(in size: Size) { dialog.layout(in: size) }
  func draw(on canvas: inout Canvas) { dialog.draw(on: &canvas, focused: true) }

  func handle(_ event: Event) -> Bool {
    switch dialog.handle(event) {
    case .submitted: submit(dialog.form.values, self)
    case .cancelled: shell.close(self)
    case .handled: break
    }
    return true
  }

  /// Closes it as answered.
  func finish() {
    isAnswered = true
    shell.close(self)
  }

  func cancel() {
    guard !isAnswered else { return }
    isAnswered = true
    giveUp()
  }
}
