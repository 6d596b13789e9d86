import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// What an API call can do besides being sent: variables, collections, and being taken from a curl command.
extension ModuleFormScreen {
  func setValidation() {
    let (definition, keepsSecrets, variables) = (definition, purpose.keepsSecrets, variables)
    form.validate = { values in
      let problems = Self.problems(
        definition, ModuleValues(values), keepsSecrets: keepsSecrets, variables: variables)
      return Dictionary(
        problems.map { ($0.key.rawValue, $0.message) } + PathField.problems(in: values),
        uniquingKeysWith: { first, _ in first })
    }
    guard definition.id == .apiCall else { return }
    form.setCheckedText(for: FieldKey.body.rawValue) { text in
      guard text.contains("{{") else { return text }
      return variables.substituted(ModuleValues([.body: .text(text)])).values.text(.body)
    }
  }

  /// Reads what the variables stand for on the connection at hand.
  func loadVariables() {
    guard definition.id == .apiCall else { return }
    work.start("variables") { [weak self] in await self?.readVariables() }
  }

  private func readVariables() async {
    let read = await shell.session.services.variables.values(for: connection, collection: collection)
    guard !Task.isCancelled, read != variables else { return }
    variables = read
    setValidation()
    updatePreview(after: .zero)
  }

  /// Submits once everything that the call needs to know is known.
  func submitWhenReady() {
    work.start("ready") { [weak self] in
      await self?.readVariables()
      guard let self, !Task.isCancelled else { return }
      submit()
    }
  }

  /// The values with every variable replaced: what is previewed and sent.
  func resolved(_ values: ModuleValues) -> ModuleValues {
    definition.id == .apiCall ? variables.substituted(values).values : values
  }

  /// What is left of the rate that a run counted against.
  func budgetText(of run: Run, in workspace: Workspace) -> String? {
    guard definition.id == .apiCall, let domain = Domain(rawValue: run.values.text(.domain)),
      let method = HTTPMethod(rawValue: run.values.text(.method)),
      let request = try? APIRequest.raw(domain: domain, method: method, path: run.values.text(.url))
    else { return nil }
    return workspace.client.budget(for: request).map { "\($0.remaining)/\($0.limit)" }
  }

  var saveRefusal: String? {
    guard definition.id == .apiCall else { return "Only API calls are saved into collections." }
    return values.isEmpty(.url) ? "There is no call yet: the URL is empty." : nil
  }

  func saveCall() {
    CallOpening.save(values, as: savedAs, in: shell) { [weak self] in self?.savedAs = $0 }
  }

  /// A curl command that is pasted into the URL is offered to be taken apart.
  func offersToTakeApart(_ text: String) -> Bool {
    guard definition.id == .apiCall, focus == .form, !form.isChoosing, form.focusedKey == FieldKey.url.rawValue,
      text.drop(while: { $0.isWhitespace || $0 == "$" }).hasPrefix("curl ")
    else { return false }
    shell.show(
      ConfirmLayer(
        shell: shell, title: "A curl command",
        // The text itself may hold a key, so it is not shown.
        lines: [
          "It can be taken apart: method, address, headers, query and body go into their fields. "
            + "Keys in it are dropped. Nothing is sent."
        ],
        choices: [
          Dialog.Choice(id: "apart", title: "Take it apart", key: "t"),
          Dialog.Choice(id: "leave", title: "Leave it", key: "l"),
        ]
      ) { [weak self] choice in
        if choice == "apart" { self?.takeApart(text) }
      })
    return true
  }

  private func takeApart(_ text: String) {
    let addresses = connection?.addresses
    work.start("import", "Taking it apart") { [weak self] in
      let result = await ImportedText.read(text, addresses: addresses)
      guard let self, !Task.isCancelled else { return }
      switch result {
      case .failure(let error): shell.tell(Toast(.failure, "\(error)"))
      case .success(let imported):
        guard let request = imported.requests.first else {
          return shell.tell(Toast(.failure, "There is no call in it."))
        }
        fill(request.values)
        shell.tell(Toast(.success, (["Taken apart. Nothing was sent."] + imported.notes).joined(separator: " ")))
      }
    }
  }

  /// Puts a call's values into the fields, the connection left as it is.
  func fill(_ values: ModuleValues) {
    for key in values.keys where key != .connection && key != .reason {
      if let value = values[key] { form.setValue(FormValue(value), for: key.rawValue) }
    }
    if route == .explorer { showsPathFields = true }
    followURL()
    changed(nil)
  }
}
