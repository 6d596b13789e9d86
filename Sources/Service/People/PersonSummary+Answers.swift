import CustomerIO
import Foundation
import Store

extension PersonSummary {
  init(_ person: Person) {
    self.init(customerID: person.id, email: person.email, cioID: person.cioID?.withoutCioPrefix)
  }

  init(_ answer: PersonAttributes) {
    func text(_ name: String) -> String? {
      guard let attribute = answer.attributes.last(where: { $0.name == name }), !attribute.value.isNull else {
        return nil
      }
      return attribute.text.filled
    }
    let parts = [text("first_name"), text("last_name")].compactMap { $0 }.joined(separator: " ")
    self.init(
      customerID: answer.person.id ?? text("id"), email: answer.person.email ?? text("email"),
      cioID: (answer.person.cioID ?? text("cio_id"))?.withoutCioPrefix,
      name: text("name") ?? text("full_name") ?? parts.filled,
      createdAt: text("created_at").flatMap(Double.init).map { Date(timeIntervalSince1970: $0) })
  }

  /// As far as a name tells.
  init(_ reference: PersonReference) {
    self.init(
      customerID: reference.idType == .id ? reference.text : nil,
      email: reference.idType == .email ? reference.text : nil,
      cioID: reference.idType == .cioID ? reference.text.withoutCioPrefix : nil)
  }

  init(_ seen: SeenPerson) {
    self.init(customerID: seen.id, email: seen.email, cioID: seen.cioID, name: seen.name, lastSeen: seen.seenAt)
  }
}

extension String {
  /// Answers give Customer.io's identifier with its prefix or without; it is kept without.
  fileprivate var withoutCioPrefix: String { after("cio_") ?? self }

  fileprivate var filled: String? { isEmpty ? nil : self }
}
