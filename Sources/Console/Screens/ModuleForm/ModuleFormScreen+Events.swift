import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// What each event does to a dialog.
extension ModuleFormScreen {
  var actions: [Action] { focus == .pane ? paneActions : formActions }

  private var formActions: [Action] {
    [
      Action(submitCommand) { [weak self] in self?.submit() },
      Action(ModuleFormKeys.nextField) { [weak self] in self?.take(.key(.tab)) },
      Action(chooseCommand, unless: chooseTitle == nil ? "There is nothing to choose in this field." : nil) {
        [weak self] in self?.choose()
      },
      Action(ModuleFormKeys.type, unless: form.isOnTypedRow ? nil : "Only a value in a row of a table has a type.") {
        [weak self] in self?.take(.key(.alt("t")))
      },
      Action(
        outcome == nil ? ModuleFormKeys.pane : ModuleFormKeys.outcome,
        unless: hasPane ? nil : "No request to look at: the keys are tested, then kept on this machine."
      ) {
        [weak self] in self?.lookAtPane()
      },
      Action(
        ModuleFormKeys.editor,
        unless: form.focusedTextCanOpenInEditor ? nil : "There is no text here that an editor could open."
      ) { [weak self] in self?.openEditor() },
      Action(
        ModuleFormKeys.format, unless: formatRefusal
      ) { [weak self] in self?.formatJSON() },
      Action(
        ModuleFormKeys.routes, unless: definition.id == .apiCall ? nil : "Only an API call has a route to choose."
      ) { [weak self] in self?.chooseEndpoint() },
      Action(
        ModuleFormKeys.variable, unless: definition.id == .apiCall ? nil : "Only API calls have variables."
      ) { [weak self] in self?.askForVariable() },
      Action(ModuleFormKeys.variableSet, unless: variableSetRefusal) { [weak self] in self?.chooseVariableSet() },
      Action(ModuleFormKeys.save, unless: saveRefusal) { [weak self] in self?.saveCall() },
      Action(ModuleFormKeys.back) { [weak self] in self?.shell.goBack() },
    ]
  }

  private var paneActions: [Action] {
    var actions: [Action] = []
    if let arriving {
      let open = Action(ModuleFormKeys.whole) { [weak self] in self?.openArriving() }
      return arriving.actions + (arriving.isTyping ? [] : [open])
    }
    if isTyping { return outcome?.answer?.actions ?? [] }
    if let outcome {
      if !showsRequest { actions += outcome.answer?.actions ?? [] }
      actions.append(
        Action(ModuleFormKeys.whole, unless: outcome.run.bundle == nil ? "There was no answer." : nil) {
          [weak self] in self?.openAnswer()
        })
      let command = Command(
        ModuleFormKeys.showRequest.id, ModuleFormKeys.showRequest.title, hint: showsRequest ? "Outcome" : "Request",
        keys: Key("v"))
      actions.append(Action(command) { [weak self] in self?.showsRequest.toggle() })
      actions.append(Action(loadAllCommand, unless: loadAllRefusal) { [weak self] in self?.loadAll() })
      actions.append(Action(ModuleFormKeys.saveSent, unless: saveRefusal) { [weak self] in self?.saveCall() })
      actions.append(Action(ModuleFormKeys.again) { [weak self] in self?.beginAgain() })
      actions.append(
        Action(ModuleFormKeys.person, unless: outcome.person == nil ? "This is about no single person." : nil) {
          [weak self] in self?.lookAtPerson()
        })
      actions.append(
        Action(
          outcome.canRetry ? ModuleFormKeys.tryAgain : .retry,
          unless: outcome.canRetry ? nil : "It was sent: a sends another one."
        ) { [weak self] in self?.submit() })
    }
    // Whoever has read the request sends it from there.
    if !showsOutcome { actions.insert(Action(submitCommand) { [weak self] in self?.submit() }, at: 0) }
    actions.append(Action(ModuleFormKeys.form) { [weak self] in self?.focus = .form })
    actions.append(Action(ModuleFormKeys.back) { [weak self] in self?.focus = .form })
    return actions
  }

  /// The command that sends, in the words of the dialog's own button.
  private var submitCommand: Command {
    Command(
      ModuleFormKeys.submit.id, definition.submitTitle,
      hint: definition.submitTitle.split(separator: " ").first.map(String.init), priority: 150,
      keys: .control("s"), .function(10))
  }

  private var chooseCommand: Command {
    Command(
      ModuleFormKeys.choose.id, "Choose, or what else the field offers", hint: chooseTitle, priority: 90,
      keys: .function(2))
  }

  /// A dialog that only saves has no request to show.
  var hasPane: Bool { definition.id != .createConnection }

  var movement: Movement? { focus == .form ? .form : .tree }
  var introduction: String { definition.summary }

  func layout(in size: Size) {
    self.size = size
    let layout = ModuleFormView.layout(of: self, in: size)
    form.layout(in: layout.form.size)
    request.layout(in: layout.pane.size)
    outcome?.layout(in: layout.pane.size)
    arriving?.layout(in: ModuleFormView.arrivingArea(in: layout.pane.size).size)
  }

  func draw(on canvas: inout Canvas) { ModuleFormView.draw(self, on: &canvas) }

  func handle(_ event: Event) -> Bool {
    let layout = ModuleFormView.layout(of: self, in: size)
    if case .mouse(let mouse) = event, isWide, mouse.action == .press {
      focus = hasPane && layout.pane.contains(mouse.place) ? .pane : .form
    }
    if focus == .pane {
      guard let event = event.relative(to: layout.pane) else { return false }
      if let arriving {
        let area = ModuleFormView.arrivingArea(in: layout.pane.size)
        return event.relative(to: area).map(arriving.handle) ?? false
      }
      return showsOutcome ? outcome?.handle(event) ?? false : request.handle(event)
    }
    if case .paste(let text) = event, offersToTakeApart(text) { return true }
    guard let event = event.relative(to: layout.form) else { return false }
    return take(event)
  }

  var showsOutcome: Bool { outcome != nil && !showsRequest }

  func lookAtPane() {
    focus = .pane
    if outcome == nil { showsRequest = false }
  }

  func beginAgain() {
    focus = .form
    (outcome, showsRequest) = (nil, false)
    form.focusSubmit()
    updatePreview(after: .zero)
  }

  /// The answer on a whole screen, with all views of it.
  func openAnswer() {
    guard let exchange = outcome?.run.bundle else { return }
    if let answer = outcome?.answer, !answer.isBundle {
      // It is in memory already.
      shell.open(
        AnswerScreen(
          shell: shell, title: "Answer", above: breadcrumb, route: route, document: answer.reader.document,
          facts: AnswerFacts(exchange)))
    } else {
      shell.open(AnswerScreen(shell: shell, title: "Answer", above: breadcrumb, exchange: exchange, route: route))
    }
  }

  func lookAtPerson() {
    guard let person = outcome?.person else { return }
    shell.go(to: .person(person))
  }

  /// Gives an event to the form and acts on what it says; false where it had no use for it.
  @discardableResult
  func take(_ event: Event) -> Bool {
    let outcome = form.handle(event)
    switch outcome {
    case .changed(let key): changed(FieldKey(rawValue: key))
    case .left(let key): left(FieldKey(rawValue: key))
    case .submit, .invalid: submit()
    case .openChoice(let key): loadChoices(FieldKey(rawValue: key))
    case .addChoice: addConnection()
    case .openEditor: openEditor()
    case .cleared:
      refreshSpecs()
      changed(nil)
    case .refused(let reason): shell.tell(Toast(.warning, reason))
    case .button, .handled: break
    case .cancel, .ignored: return false
    }
    return true
  }

  func submit() {
    focus = .form
    // Keys may come before the store is open: what they ask for is done as soon as it is.
    shell.whenOpen("submit", for: self) { [weak self] in self?.submitNow() }
  }

  private func submitNow() {
    // Without its store nothing can be sent, and no field is to blame for that.
    if case .failed(let error) = shell.session.opening { return show(error) }
    followPinnedConnection()
    offerConnections()
    switch form.submit() {
    case .submit: confirmAndSend()
    default: tellInvalid()
    }
  }

  private func tellInvalid() {
    let count = form.errors.count
    shell.tell(
      Toast(
        .failure,
        count == 1
          ? "One field needs attention. Nothing was sent." : "\(count) fields need attention. Nothing was sent."))
  }

  /// A field holds something else now. What costs more than a moment follows a pause.
  func changed(_ key: FieldKey?) {
    if key == .region { refreshSpecs() }
    if definition.id == .apiCall { callChanged(key) }
    if key == .customerID { form.setNote(nil, for: FieldKey.customerID.rawValue) }
    if outcome != nil { showsRequest = true }
    updatePreview(after: .milliseconds(150))
    keepDraft()
    if key == .customerID {
      work.start("person", after: .milliseconds(600)) { [weak self] in await self?.lookUpPerson() }
    }
    if key == .connection { lookUpPersonSoon() }
  }

  func left(_ key: FieldKey) {
    if key == .customerID { lookUpPersonSoon() }
    if key == .url { followURL() }
  }

  func lookUpPersonSoon() {
    work.start("person") { [weak self] in await self?.lookUpPerson() }
  }

  /// Tells under the field whose identifier it is, where the connection can read people.
  private func lookUpPerson() async {
    let identifier = text(of: .customerID)
    guard definition[.customerID] != nil, !identifier.isEmpty, let connection, connection.hasAppAPIKey,
      form.errors[FieldKey.customerID.rawValue] == nil, let workspace = try? await openWorkspace(keys: .onlyKnown)
    else { return }
    let note = await PersonNote.lookUp(
      identifier, for: definition.id, isUpdateOnly: form.value(for: FieldKey.updateOnly.rawValue) == .toggle(true),
      in: workspace)
    guard !Task.isCancelled, text(of: .customerID) == identifier else { return }
    person = note
    form.setNote(note?.text, for: FieldKey.customerID.rawValue)
  }

  /// Fetches what a picker offers.
  func loadChoices(_ key: FieldKey) {
    if key == .query || key == .headers || PathField.name(ofKey: key.rawValue) != nil { return loadKnownValues(key) }
    guard key == .segmentID else { return offerConnections() }
    form.setOptions([], status: .loading, for: key.rawValue)
    shell.whenOpen("choices", for: self) { [weak self] in self?.loadSegments(key) }
  }

  private func loadSegments(_ key: FieldKey) {
    work.start("segments") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        let segments = try await openWorkspace().segments.manual()
        form.setOptions(
          segments.map { FormOption("\($0.id)", title: $0.name, detail: "\($0.id)") }, for: key.rawValue)
      } catch {
        form.setOptions([], status: .failed(error.text), for: key.rawValue)
      }
    }
  }

  /// Opens Create a connection; when it is saved, comes back here with the new one chosen.
  private func addConnection() {
    keepDraft()
    shell.open(
      ModuleFormScreen(
        shell: shell, definition: .definition(.createConnection), values: nil,
        purpose: .add { [weak self] connection in
          guard let self else { return }
          offerConnections()
          form.setValue(.text(connection.name), for: FieldKey.connection.rawValue)
          updatePreview(after: .zero)
        }))
  }

  /// The text of the field at hand in the person's own editor, and back into the same field.
  func openEditor() {
    guard let key = form.focusedKey, case .text(let text)? = form.value(for: key).map(FieldValueText.init) else {
      return
    }
    let isJSON = definition[FieldKey(rawValue: key)]?.kind.isJSON ?? false
    work.start("editor") { [weak self] in
      guard let self else { return }
      switch await shell.edit(text, fileExtension: isJSON ? "json" : "txt") {
      case .saved(let edited):
        form.setValue(FieldValueText.value(edited, like: form.value(for: key)), for: key)
        changed(FieldKey(rawValue: key))
      case .unchanged: shell.tell(Toast(.info, "Nothing was changed in the editor."))
      case .failed(let reason): shell.tell(Toast(.failure, reason))
      }
    }
  }

  /// The exact request, after a pause; where it can't be made yet, what is missing.
  func updatePreview(after pause: Duration) {
    guard hasPane else { return }
    work.start("preview", after: pause) { [weak self] in
      guard let self else { return }
      // Whatever changes meanwhile begins this anew.
      let (settled, values, problems) = await reading.checked()
      guard !Task.isCancelled else { return }
      form.adoptFindings(of: settled)
      await askAboutPackedLines(values)
      guard !Task.isCancelled else { return }
      if !problems.isEmpty || !openPathFields.isEmpty {
        request.showMissing(problems.compactMap { self.definition[$0.key]?.label } + openPathFields.map { "{\($0)}" })
        return
      }
      do throws(ServiceError) {
        let pane = try await Self.pane(
          request, of: definition, values, variables, shell.session.services, chosenConnection)
        guard !Task.isCancelled else { return }
        request = pane
      } catch {
        guard !Task.isCancelled else { return }
        request.showProblem(error.text)
      }
    }
  }

  /// The pane with the requests in it, their lines laid out: that may be long, so it is done apart from the main thread.
  private nonisolated static func pane(
    _ pane: RequestPane, of definition: ModuleDefinition, _ values: ModuleValues, _ variables: VariableValues,
    _ services: ServiceLayer, _ connection: Connection
  ) async throws(ServiceError) -> RequestPane {
    var pane = pane
    let resolved = definition.id == .apiCall ? variables.substituted(values).values : values
    pane.show(try await preview(definition, resolved, services, connection), remark: definition.remark(values))
    return pane
  }

  func preview(_ values: ModuleValues) async throws(ServiceError) -> [PreparedRequest] {
    try await Self.preview(definition, resolved(values), shell.session.services, chosenConnection)
  }

  private nonisolated static func preview(
    _ definition: ModuleDefinition, _ values: ModuleValues, _ services: ServiceLayer, _ connection: Connection
  ) async throws(ServiceError) -> [PreparedRequest] {
    do throws(RunError) {
      return try await services.preview(definition, values, on: connection)
    } catch {
      switch error {
      case .refused(let reason): throw reason
      case .invalid(let reason):
        throw ServiceError(reason.problems.first?.message ?? "Something is missing.", exitStatus: .usage)
      }
    }
  }
}

extension FieldKind {
  fileprivate var isJSON: Bool {
    switch self {
    case .object, .body: true
    default: false
    }
  }
}

/// A field's value as one text, for an editor, and back.
private enum FieldValueText {
  case text(String)

  init(_ value: FormValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .list(let lines): self = .text(lines.joined(separator: "\n"))
    case .pairs, .toggle: self = .text("")
    }
  }

  static func value(_ text: String, like value: FormValue?) -> FormValue {
    if case .list? = value {
      return .list(text.split(whereSeparator: \.isNewline).map(String.init).filter { !$0.isEmpty })
    }
    return .text(text)
  }
}
