import Service
import Terminal
import Widgets

/// Giving a variable of an API call a value, and a connection a set of them, without leaving the form.
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
          key: Key.set, label: "Set", help: "default serves every connection, beside the connection's own set.",
          isMandatory: true,
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
    layer.work.start("sets") { [weak self, weak layer] in
      guard let self else { return }
      layer?.setOptions(await setOptions(), for: Key.set)
    }
  }

  /// Every set that there is, and those that a connection takes by itself.
  private func setOptions() async -> [FormOption] {
    var names = [Variables.defaultSet]
    if let connection { names.append(connection.name) }
    let sets = await shell.session.services.variables.sets().sets
    for set in sets where !names.contains(set.name) { names.append(set.name) }
    return names.map { name in
      let count = Set(sets.filter { $0.name == name }.flatMap(\.values.keys)).count
      let use = name == Variables.defaultSet ? "for every connection" : name == variables.set ? "used here" : ""
      let size = count == 0 ? "empty yet" : Quantity.text(count, "variable", "variables")
      return FormOption(name, detail: [use, size].filter { !$0.isEmpty }.joined(separator: " · "))
    }
  }

  var variableSetRefusal: String? {
    guard definition.id == .apiCall else { return "Only API calls have variables." }
    return connection == nil ? "Choose a connection first." : nil
  }

  /// The sets there are; the chosen one is the connection's from then on.
  func chooseVariableSet() {
    guard let connection else { return }
    work.start("sets", "Reading the sets") { [weak self] in
      guard let self else { return }
      let options = await setOptions()
      guard !Task.isCancelled else { return }
      let entries = options.map { option in
        PaletteLayer.Entry(Widgets.Palette.Entry(id: option.value, title: option.value, detail: option.detail)) {
          [weak self] in self?.use(option.value, on: connection.name)
        }
      }
      let layer = PaletteLayer(shell: shell, entries: entries, placeholder: "Which set of variables?")
      layer.note = "What \(connection.name) uses beside default; kept in variables.toml."
      shell.show(layer)
    }
  }

  private func use(_ set: String, on connection: String) {
    work.start("use", "Writing the variables") { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        try await shell.session.services.variables.use(set, for: connection)
        loadVariables()
        shell.tell(Toast(.success, "\(connection) uses the set \(set) now."))
      } catch { shell.tell(Toast(.failure, error.text)) }
    }
  }

  /// A value that does not count on this connection: why, and how it comes to.
  private func explain(_ name: String, isIn set: String) {
    guard let connection = connection?.name else {
      return shell.tell(Toast(.warning, "{{\(name)}} is in the set \(set) now. Choose a connection that uses the set."))
    }
    guard set != Variables.defaultSet else {
      let own = variables.set ?? ""
      return shell.tell(
        Toast(
          .warning,
          "{{\(name)}} is in the set default now; here the value of \(connection)'s own set, \(own), goes first."))
    }
    shell.show(
      ConfirmLayer(
        shell: shell, title: "The set \(set) is not in use here",
        lines: [
          "{{\(name)}} is in the set \(set) now, which \(connection) does not use: it uses "
            + "\(variables.set.map { "\($0), and " } ?? "")default.",
          "If it uses \(set), that stands in variables.toml: [connections] \"\(connection)\" = \"\(set)\".",
        ], confirmTitle: "Use \(set) here", cancelTitle: "Leave it"
      ) { [weak self] in self?.use(set, on: connection) })
  }

  private func setVariable(_ answers: [String: FormValue], _ layer: FormLayer) async {
    let name = answers[Key.name]?.plainText ?? ""
    let value = answers[Key.value]?.plainText ?? ""
    let set = answers[Key.set]?.plainText ?? Variables.defaultSet
    do throws(ServiceError) {
      try await shell.session.services.variables.set(value, for: name, in: set)
      let read = await shell.session.services.variables.values(for: connection, collection: collection)
      guard !Task.isCancelled else { return }
      shell.close(layer)
      loadVariables()
      guard read.values[name] == value else { return explain(name, isIn: set) }
      shell.tell(Toast(.success, "{{\(name)}} is \(value) now."))
    } catch { layer.show(errors: [Key.name: error.text]) }
  }
}
