/// One profile of the workspace.
struct Person: Sendable, Codable {
  struct Attribute: Sendable, Codable {
    var name: String
    var value: JSON
    /// When it was last set, in Unix seconds.
    var changed: Int
  }

  /// A profile that was merged into this one, and when: its history counts as this person's.
  struct Absorbed: Sendable, Codable {
    var number: Int
    var time: Int
  }

  /// The sandbox's own number, from 1; `cio_id` is made of it and never changes.
  let number: Int
  var id: String?
  var email: String?
  var phone: String?
  var created: Int
  /// Everything but id and email, in the order it was first set.
  var attributes: [Attribute] = []
  var devices: [Device] = []
  var anonymousIDs: [String] = []
  var absorbed: [Absorbed] = []

  init(number: Int, id: String? = nil, email: String? = nil, created: Int) {
    self.number = number
    self.id = id
    self.email = email
    self.created = created
  }

  var cioID: String { Self.cioID(number) }

  static func cioID(_ number: Int) -> String {
    let digits = String(number, radix: 16)
    return "03" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  static func number(cioID: String) -> Int? {
    guard cioID.utf8.count >= 8, cioID.hasPrefix("03"), let number = Int(cioID.dropFirst(2), radix: 16),
      number > 0, Self.cioID(number) == cioID
    else { return nil }
    return number
  }

  subscript(attribute name: String) -> JSON? {
    attributes.first { sameBytes($0.name, name) }?.value
  }

  mutating func set(_ name: String, _ value: JSON?, at time: Int) {
    if let index = attributes.firstIndex(where: { sameBytes($0.name, name) }) {
      if let value {
        attributes[index] = Attribute(name: name, value: value, changed: time)
      } else {
        attributes.remove(at: index)
      }
    } else if let value {
      attributes.append(Attribute(name: name, value: value, changed: time))
    }
  }

  var isUnsubscribed: Bool { self[attribute: "unsubscribed"]?.isTruthy ?? false }

  /// `{"email":…,"id":…,"cio_id":…}`, null where there is none.
  var identifiers: JSON {
    ["email": .text(email), "id": .text(id), "cio_id": .string(cioID)]
  }

  /// What old answers call `customer_id`: the id where there is one.
  var customerID: String { id ?? "" }

  /// An address as identifiers are compared: without regard to case.
  var emailKey: ExactText? { email.map { ExactText($0.lowercased()) } }
}

/// A device that a person gets push messages on.
struct Device: Sendable, Codable {
  var token: String
  var platform: String
  var lastUsed: Int
  var attributes: JSONObject

  /// As the App API shows it.
  var json: JSON {
    [
      "id": .string(token), "last_used": .integer(lastUsed), "platform": .string(platform),
      "attributes": .object(attributes),
    ]
  }
}
