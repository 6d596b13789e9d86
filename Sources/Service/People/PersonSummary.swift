import CustomerIO
import Foundation

/// A person as a list shows them.
public struct PersonSummary: Hashable, Sendable, Identifiable {
  public var customerID: String?
  public var email: String?
  public var cioID: String?
  public var name: String?
  public var createdAt: Date?
  /// When this console last saw them; nil for an answer of the API.
  public var lastSeen: Date?

  public init(
    customerID: String? = nil, email: String? = nil, cioID: String? = nil, name: String? = nil, createdAt: Date? = nil,
    lastSeen: Date? = nil
  ) {
    self.customerID = customerID
    self.email = email
    self.cioID = cioID
    self.name = name
    self.createdAt = createdAt
    self.lastSeen = lastSeen
  }

  public var id: String { cioID ?? reference.text }

  /// The surest way to name them: the id, else the email, else Customer.io's own identifier.
  public var reference: PersonReference {
    if let customerID, !customerID.isEmpty { return .id(customerID) }
    if let email, !email.isEmpty { return .email(email) }
    return .cioID(cioID ?? "")
  }

  /// What to call them.
  public var title: String { name ?? email ?? customerID ?? cioID.map { "cio_" + $0 } ?? "nobody" }
}
