import Foundation
import Service
import Widgets

/// A form as it stands at one moment, to be read apart from the main thread: a form may hold a hundred thousand lines.
struct FormReading: Sendable {
  let definition: ModuleDefinition
  var form: Form
  /// The values that count as nothing unsent.
  let sent: ModuleValues
  let route: Route
  let keepsSecrets: Bool
  let variables: VariableValues

  var values: ModuleValues { Self.values(of: form) }

  /// What a form holds of its dialog; the parts of a path stand in the URL already.
  static func values(of form: Form) -> ModuleValues {
    ModuleValues(form.values.filter { PathField.name(ofKey: $0.key) == nil })
  }

  /// What a draft keeps, and whether any of it has not been sent.
  func draft() async -> (values: ModuleValues, isUnsent: Bool) {
    let values = values
    return (values, Self.isUnsent(values, beside: sent, of: definition))
  }

  /// The form settled, its values, and what is wrong with them.
  func checked() async -> (form: Form, values: ModuleValues, problems: [FieldProblem]) {
    var form = form
    form.settle()
    let values = Self.values(of: form)
    let problems = ModuleFormScreen.problems(
      definition, values, keepsSecrets: keepsSecrets, variables: variables)
    return (form, values, problems)
  }

  static func isUnsent(_ values: ModuleValues, beside sent: ModuleValues, of definition: ModuleDefinition) -> Bool {
    definition.fields.contains { field in
      guard field.key != .connection, field.key != .eventID else { return false }
      let (current, sent) = (values[field.key], sent[field.key])
      if current?.isEmpty ?? true, sent?.isEmpty ?? true { return false }
      return current != sent
    }
  }
}
