import Service
import Terminal
import Widgets

/// Giving a variable of an API call a value, without leaving the form.
extension ModuleFormScreen {
  private enum Key {
    static let name = "name"
    static let value = "value"
    static let set = "set"
  }

  func askForVariable() {
    let mentioned = VariableValues.names(in: values)
    let open = mentioned.first { variables.values[$0] == nil } ?? mentioned.first
    let set = variables.set ?? Variables.defaultSet
    let layer = FormLayer(
      shell: shell, title: "Give a variable a value",
      note: "Write {{name}} in URL, headers, query or body.",
      specs: [
        FormFieldSpec(
          key: Key.name, label: "Variable", help: "Its name, without braces.", isMandatory: true,
          kind: .choice(allowsOther: true, addTitle: nil)),
        FormFieldSpec(
          key: Key.value, label: "Value", help: "What stands in its place. Keys don't belong here.", isMandatory: true),
        FormFieldSpec(
          key: Key.set, label: "Set", help: "The default set serves every connection.", isMandatory: true,
          kind: .choice(allowsOther: true, addTitle: nil)),
      ],
      values: [
        Key.name: .text(open ?? ""), Key.value: .text(open.flatMap { variables.values[$0] } ?? ""),
        Key.set: .text(set),
      ], submitTitle: "Set",
      validate: { values in
        if values[Key.name]?.isEmpty ?? true { return [Key.name: "Which variable?"] }
        return values[Key.value]?.isEmpty ?? true ? [Key.value: "What is to stand in its place?"] : [:]
      }
    ) { [weak self] answers, layer in
      layer.work.start("set", "Writing the variable") { await self?.setVariable(answers, layer) }
    }
    shell.show(layer)
    let names = Array(Set(mentioned + variables.values.keys)).sorted()
    layer.setOptions(names.map { FormOption($0, detail: variables.values[$0] ?? "no value yet") }, for: Key.name)
    layer.setOptions(
      [Variables.defaultSet, connection?.name].compactMap { $0 }.map { FormOption($0) }, for: Key.set)
  }

  private func setVariable(_ answers: [String: FormValue], _ layer: FormLayer) async {
    let name = answers[Key.name]?.plainText ?? ""
    let value = answers[Key.value]?.plainText ?? ""
    do throws(ServiceError) {
      try await shell.session.services.variables.set(
        value, for: name, in: answers[Key.set]?.plainText ?? Variables.defaultSet)
      shell.close(layer)
      loadVariables()
      shell.tell(Toast(.success, "{{\(name)}} is \(value) now."))
    } catch { layer.show(errors: [Key.name: error.text]) }
  }
}
