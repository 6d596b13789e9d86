import JSONText

/// A workspace with its counts, which Customer.io takes up to two hours ago.
public struct WorkspaceRecord: APIRecord, Hashable {
  public let id: Int
  public let name: String
  public let people: Int?
  public let messagesSent: Int?
  public let billableMessagesSent: Int?
  public let objects: Int?
  public let objectTypes: Int?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.integer("id") else { return nil }
    self.id = id
    name = json.text("name") ?? "\(id)"
    people = json.integer("people")
    messagesSent = json.integer("messages_sent")
    billableMessagesSent = json.integer("billable_messages_sent")
    objects = json.integer("objects")
    objectTypes = json.integer("object_types")
    raw = json
  }
}

/// Something with a name that lists show: a topic, a channel, an object type, a collection, a webhook, a sender.
public struct NamedRecord: APIRecord, Hashable {
  public let id: String
  public let name: String
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.text("id") ?? json.text("name") else { return nil }
    self.id = id
    name = json.text("name") ?? json.text("email") ?? id
    raw = json
  }

  public subscript(key: String) -> JSONValue? { raw[key] }
}

/// An object with its attributes.
public struct ObjectRecord: APIRecord, Hashable {
  public let objectTypeID: String?
  public let objectID: String?
  public let cioObjectID: String?
  public let attributes: [JSONMember]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    let identifiers = json["identifiers"] ?? json
    objectTypeID = json.text("object_type_id") ?? identifiers.text("object_type_id")
    objectID = identifiers.text("object_id")
    cioObjectID = identifiers.text("cio_object_id")
    attributes = json["attributes"]?.objectValue ?? []
    raw = json
  }
}

/// An answer of any shape, such as the content of a collection.
public struct AnyRecord: APIRecord, Hashable {
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    raw = json
  }
}

extension AppQuery where Answer == Page<WorkspaceRecord> {
  public static func workspaces() -> AppQuery { .list(.reading("/v1/workspaces"), "workspaces") }
}

extension AppQuery where Answer == Page<NamedRecord> {
  public static func subscriptionTopics() -> AppQuery { .list(.reading("/v1/subscription_topics"), "topics") }
  public static func subscriptionChannels() -> AppQuery { .list(.reading("/v1/subscription_channels"), "channels") }
  public static func objectTypes() -> AppQuery { .list(.reading("/v1/object_types"), "types") }
  public static func collections() -> AppQuery { .list(.reading("/v1/collections"), "collections") }
  public static func snippets() -> AppQuery { .list(.reading("/v1/snippets"), "snippets") }
  public static func reportingWebhooks() -> AppQuery { .list(.reading("/v1/reporting_webhooks"), "reporting_webhooks") }

  public static func senders(start: String? = nil, limit: Int? = nil) -> AppQuery {
    .list(
      .reading("/v1/sender_identities", query: [.optional("start", start), .optional("limit", limit)]),
      "sender_identities")
  }
}

extension AppQuery where Answer == NamedRecord {
  public static func sender(id: Int) -> AppQuery { .one(.reading("/v1/sender_identities/\(id)"), "sender_identity") }
  public static func collection(id: Int) -> AppQuery { .one(.reading("/v1/collections/\(id)"), "collection") }
  public static func reportingWebhook(id: Int) -> AppQuery { .one(.reading("/v1/reporting_webhooks/\(id)")) }
}

extension AppQuery where Answer == AnyRecord {
  public static func collectionContent(id: Int) -> AppQuery { .one(.reading("/v1/collections/\(id)/content")) }
}

extension AppQuery where Answer == Page<ObjectRecord> {
  /// - Parameter filter: the body, as the route takes it.
  public static func searchObjects(filter: JSONValue, start: String? = nil, limit: Int? = nil) -> AppQuery {
    AppQuery(
      .reading("/v1/objects", query: [.optional("start", start), .optional("limit", limit)], body: filter)
    ) { json in
      guard json.objectValue != nil else { return nil }
      let key = json["identifiers"] == nil ? "objects" : "identifiers"
      return Page(items: json.records(key), next: json.text("next"), raw: json)
    }
  }
}

extension AppQuery where Answer == ObjectRecord {
  public static func object(typeID: String, id: String) throws(RequestError) -> AppQuery {
    .one(.reading(try objectPath(typeID: typeID, id: id) + "/attributes"), "object")
  }
}

extension AppQuery where Answer == Page<Relationship> {
  /// The people that an object is related to.
  public static func relationships(
    ofObject id: String, typeID: String, start: String? = nil, limit: Int? = nil
  ) throws(RequestError) -> AppQuery {
    .list(
      .reading(
        try objectPath(typeID: typeID, id: id) + "/relationships",
        query: [.optional("start", start), .optional("limit", limit)]), "cio_relationships")
  }
}

private func objectPath(typeID: String, id: String) throws(RequestError) -> String {
  let type = try PathSegment.encode(typeID, action: "read an object")
  return "/v1/objects/\(type)/\(try PathSegment.encode(id, action: "read an object"))"
}
