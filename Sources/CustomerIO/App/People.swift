import JSONText

/// Who somebody is: each identifier where it is set.
public struct Person: APIRecord, Hashable {
  public let id: String?
  public let email: String?
  /// With the prefix where the answer has one.
  public let cioID: String?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    id = json.text("id")
    email = json.text("email")
    cioID = json.text("cio_id")
    raw = json
  }

  /// The surest way to name them: what never changes first.
  public var reference: PersonReference? {
    if let cioID { return .cioID(cioID.after("cio_") ?? cioID) }
    return id.map(PersonReference.id) ?? email.map(PersonReference.email)
  }
}

/// One person with everything the App API knows of them.
public struct PersonAttributes: APIRecord, Hashable {
  /// One attribute; the API gives every value back as text, whatever it was sent as.
  public struct Attribute: Hashable, Sendable {
    public let name: String
    public let value: JSONValue
    /// When it was set last, in Unix seconds.
    public let changedAt: Int?

    /// The value as people read it.
    public var text: String {
      if case .string(let text) = value { text } else { value.compactText }
    }
  }

  public let person: Person
  /// In the order received.
  public let attributes: [Attribute]
  public let devices: [Device]
  public let isUnsubscribed: Bool
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    let values = json["attributes"]?.objectValue ?? []
    guard let person = Person(json["identifiers"] ?? json["attributes"] ?? json) else { return nil }
    self.person = person
    let timestamps = json["timestamps"]
    attributes = values.map { member in
      Attribute(name: member.key, value: member.value, changedAt: timestamps?.integer(member.key))
    }
    devices = json.records("devices")
    isUnsubscribed = json.flag("unsubscribed") ?? json["attributes"]?.flag("unsubscribed") ?? false
    raw = json
  }

  public subscript(name: String) -> JSONValue? { attributes.last { $0.name == name }?.value }
}

/// A device that can get push messages.
public struct Device: APIRecord, Hashable {
  /// The token.
  public let id: String
  public let platform: String?
  /// Unix seconds.
  public let lastUsed: Int?
  /// "", "sent", "bounced", "suppressed".
  public let lastStatus: String?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.text("id") ?? json.text("token") else { return nil }
    self.id = id
    platform = json.text("platform")
    lastUsed = json.integer("last_used")
    lastStatus = json["attributes"]?.text("_last_status")
    raw = json
  }
}

/// An object that a person is related to, or a person that an object is related to.
public struct Relationship: APIRecord, Hashable {
  public let objectTypeID: String?
  public let objectID: String?
  public let cioObjectID: String?
  /// Where the other end is a person.
  public let person: Person?
  public let attributes: [JSONMember]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    let identifiers = json["identifiers"]
    objectTypeID = json.text("object_type_id") ?? identifiers?.text("object_type_id")
    objectID = identifiers?.text("object_id")
    cioObjectID = identifiers?.text("cio_object_id")
    person = identifiers.flatMap(Person.init).flatMap { $0.reference == nil ? nil : $0 }
    attributes = json["attributes"]?.objectValue ?? json["relationship_attributes"]?.objectValue ?? []
    raw = json
  }
}

/// What somebody wants to hear of.
public struct SubscriptionPreferences: APIRecord, Hashable {
  public struct Topic: APIRecord, Hashable {
    public let id: String
    public let name: String?
    public let description: String?
    public let isSubscribed: Bool
    public let raw: JSONValue

    public init?(_ json: JSONValue) {
      guard let id = json.text("id") else { return nil }
      self.id = id
      name = json.text("name")
      description = json.text("description")
      isSubscribed = json.flag("subscribed") ?? false
      raw = json
    }
  }

  public let isUnsubscribed: Bool
  public let topics: [Topic]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    isUnsubscribed = json.flag("unsubscribed") ?? false
    topics = json.records("topics")
    raw = json
  }
}

/// Whoever refused messages from a sender.
public struct OptOut: APIRecord, Hashable {
  /// "sms", "whatsapp".
  public let channel: String?
  public let from: String?
  /// Set in lists that span people, which then hold the opt-outs of each.
  public let customerID: String?
  public let cioID: String?
  public let optOuts: [OptOut]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    channel = json.text("channel")
    from = json.text("from")
    customerID = json.text("customer_id")
    cioID = json.text("cio_id")
    optOuts = json.records("optouts")
    raw = json
  }
}
