import CustomerIO
import Service

/// What is known of the person whose identifier stands in a form, for the line under the field.
struct PersonNote: Hashable, Sendable {
  /// The identifier that was looked up.
  var identifier: String
  var text: String
  var found: PersonSummary?

  /// Looks a person up. Nil where that can't be done: a form works without.
  static func lookUp(
    _ identifier: String, for module: ModuleID, isUpdateOnly: Bool, in workspace: Workspace
  ) async -> PersonNote? {
    let reference = PersonReference.customerID(identifier).resolved
    do {
      let person = try await workspace.people.person(reference, remembers: false).summary
      return PersonNote(identifier: identifier, text: person.line(without: identifier), found: person)
    } catch {
      if error.apiError?.kind == .notFound {
        return PersonNote(identifier: identifier, text: nobody(module, isUpdateOnly: isUpdateOnly), found: nil)
      }
      guard error.exitStatus == .refusedHere else { return nil }
      return PersonNote(identifier: identifier, text: error.text, found: nil)
    }
  }

  private static func nobody(_ module: ModuleID, isUpdateOnly: Bool) -> String {
    switch module {
    case .upsertCustomer:
      isUpdateOnly ? "Nobody answers to it, and nobody will be created." : "Nobody answers to it yet: a new person."
    case .trackEvent: "Nobody answers to it yet: Customer.io will make a new person."
    default: "Nobody answers to it."
    }
  }
}

extension PersonSummary {
  /// `Ada Lovelace, ada@example.com`
  var line: String { line(without: "") }

  /// The same without what is known already.
  func line(without known: String) -> String {
    var parts = [name, email, customerID].compactMap { $0 }
    if let cioID { parts.append("cio_" + cioID) }
    return parts.uniqued.filter { $0 != known }.prefix(3).joined(separator: ", ")
  }
}
