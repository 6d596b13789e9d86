import JSONText

/// Something that somebody did or that happened to them.
public struct Activity: APIRecord, Hashable {
  /// A ULID.
  public let id: String
  /// "event", "sent_email", "attribute_change", …; the list is open.
  public let type: String
  /// Unix seconds.
  public let timestamp: Int?
  public let person: Person?
  /// Of an event or a screen.
  public let name: String?
  /// Of a page.
  public let url: String?
  public let deliveryID: String?
  public let deliveryType: String?
  public let data: JSONValue?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let type = json.text("type") else { return nil }
    self.type = type
    id = json.text("id") ?? ""
    timestamp = json.integer("timestamp")
    person = json["customer_identifiers"].flatMap(Person.init)
    name = json.text("name")
    url = json.text("url")
    deliveryID = json.text("delivery_id")
    deliveryType = json.text("delivery_type")
    data = json["data"]
    raw = json
  }

  /// One attribute that changed.
  public struct Change: Hashable, Sendable {
    public let attribute: String
    public let from: JSONValue?
    public let to: JSONValue?
  }

  /// What an attribute change changed; nothing for any other activity.
  public var changes: [Change] {
    guard type.hasSuffix("attribute_change") else { return [] }
    return (data?.objectValue ?? []).map { member in
      Change(attribute: member.key, from: member.value["from"], to: member.value["to"])
    }
  }
}

extension AppQuery where Answer == Page<Activity> {
  /// What somebody did, newest first.
  /// - Parameters:
  ///   - type: one activity type.
  ///   - name: of an event.
  ///   - limit: a page's size, at most 100.
  public static func activities(
    of person: some PersonNaming, type: String? = nil, name: String? = nil, start: String? = nil, limit: Int? = nil
  ) throws(RequestError) -> AppQuery {
    let (segment, idType) = try person.personReference.appSegment(action: "list a person's activities")
    return .list(
      .reading(
        "/v1/customers/\(segment)/activities",
        query: [
          idType, .optional("type", type), .optional("name", name), .optional("start", start),
          .optional("limit", limit),
        ]), "activities")
  }

  /// What happened in the workspace, newest first.
  /// - Parameter deleted: of deleted people too.
  public static func activities(
    type: String? = nil, name: String? = nil, of person: PersonReference? = nil, deleted: Bool = false,
    start: String? = nil, limit: Int? = nil
  ) -> AppQuery {
    var query: [NameValue?] = [
      .optional("type", type), .optional("name", name), deleted ? NameValue("deleted", "true") : nil,
      .optional("start", start), .optional("limit", limit),
    ]
    if let person {
      query.append(NameValue("customer_id", person.resolved.text))
      query.append(NameValue("id_type", person.idType.rawValue))
    }
    return .list(.reading("/v1/activities", query: query), "activities")
  }
}

extension PersonReference {
  /// What kind of identifier it is, decided by shape where that was left open.
  public var idType: IDType {
    switch resolved {
    case .customerID, .id: .id
    case .email: .email
    case .cioID: .cioID
    case .phone: .phone
    }
  }
}
