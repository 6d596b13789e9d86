import JSONText

/// One action of the Track API's version 2, sent alone by ``APIRequest/entity(_:)`` or among others by
/// ``TrackBatch``.
public struct TrackEntity: Hashable, Sendable {
  /// What is sent.
  public let json: JSONValue
  /// Whether doing it twice is the same as doing it once.
  public let repeatable: Bool

  /// The kinds of event.
  public enum Event: String, CaseIterable, Hashable, Sendable {
    case event
    case page
    case screen
  }

  /// Any action, as it is given.
  public init(json: JSONValue, repeatable: Bool) {
    self.json = json
    self.repeatable = repeatable
  }

  private init(
    _ type: String, _ action: String, identifiers: JSONValue?, _ extra: [JSONMember], repeatable: Bool = true
  ) {
    var members = [JSONMember(key: "type", value: .string(type))]
    if let identifiers { members.append(JSONMember(key: "identifiers", value: identifiers)) }
    members.append(JSONMember(key: "action", value: .string(action)))
    self.init(json: .object(members + extra), repeatable: repeatable)
  }

  private static func member(_ key: String, _ value: JSONValue?) -> [JSONMember] {
    value.map { [JSONMember(key: key, value: $0)] } ?? []
  }

  private static func member(_ key: String, _ value: Int?) -> [JSONMember] {
    member(key, value.map { .number(JSONNumber($0)) })
  }
}

/// Actions on people.
extension TrackEntity {
  /// - Parameters:
  ///   - attributes: an object; `_update` and `cio_subscription_preferences` belong here too.
  ///   - timestamp: Unix seconds; puts rapid changes in order.
  ///   - relationships: an array of `{identifiers, relationship_attributes}`.
  public static func identify(
    _ person: PersonReference, attributes: JSONValue = [:], timestamp: Int? = nil, relationships: JSONValue? = nil
  ) -> TrackEntity {
    TrackEntity(
      "person", "identify", identifiers: person.identifiers,
      member("attributes", attributes) + member("timestamp", timestamp) + member("cio_relationships", relationships))
  }

  public static func delete(_ person: PersonReference) -> TrackEntity {
    TrackEntity("person", "delete", identifiers: person.identifiers, [])
  }

  /// - Parameter id: a ULID; only an event with one is ever tried again.
  public static func event(
    _ person: PersonReference, _ kind: Event = .event, name: String, attributes: JSONValue? = nil,
    timestamp: Int? = nil, id: String? = nil
  ) -> TrackEntity {
    event(identifiers: person.identifiers, kind, name: name, attributes: attributes, timestamp: timestamp, id: id)
  }

  /// An event of somebody who isn't known yet.
  public static func anonymousEvent(
    anonymousID: String, _ kind: Event = .event, name: String, attributes: JSONValue? = nil, timestamp: Int? = nil,
    id: String? = nil
  ) -> TrackEntity {
    event(
      identifiers: ["anonymous_id": .string(anonymousID)], kind, name: name, attributes: attributes,
      timestamp: timestamp, id: id)
  }

  private static func event(
    identifiers: JSONValue, _ kind: Event, name: String, attributes: JSONValue?, timestamp: Int?, id: String?
  ) -> TrackEntity {
    let id = (id ?? "").isEmpty ? nil : id
    return TrackEntity(
      "person", kind.rawValue, identifiers: identifiers,
      member("name", .string(name)) + member("id", id.map(JSONValue.string)) + member("timestamp", timestamp)
        + member("attributes", attributes ?? [:]),
      repeatable: id != nil)
  }

  /// - Parameter relationships: an array of `{identifiers, relationship_attributes}`, of objects.
  public static func addRelationships(_ person: PersonReference, _ relationships: JSONValue) -> TrackEntity {
    TrackEntity(
      "person", "add_relationships", identifiers: person.identifiers, member("cio_relationships", relationships))
  }

  public static func deleteRelationships(_ person: PersonReference, _ relationships: JSONValue) -> TrackEntity {
    TrackEntity(
      "person", "delete_relationships", identifiers: person.identifiers, member("cio_relationships", relationships))
  }

  /// - Parameter device: an object with `token` (or version 1's `id`), `platform`, `last_used`, `attributes`.
  public static func addDevice(_ person: PersonReference, device: JSONValue) -> TrackEntity {
    var device = device
    if case .object(let members) = device, device["token"] == nil {
      device = .object(members.map { JSONMember(key: $0.key == "id" ? "token" : $0.key, value: $0.value) })
    }
    return TrackEntity("person", "add_device", identifiers: person.identifiers, member("device", device))
  }

  public static func deleteDevice(_ person: PersonReference, token: String) -> TrackEntity {
    TrackEntity(
      "person", "delete_device", identifiers: person.identifiers, member("device", ["token": .string(token)]))
  }

  /// The secondary person is deleted. Can't be undone.
  public static func merge(primary: PersonReference, secondary: PersonReference) -> TrackEntity {
    TrackEntity(
      "person", "merge", identifiers: nil,
      member("primary", primary.identifiers) + member("secondary", secondary.identifiers))
  }

  public static func suppress(_ person: PersonReference) -> TrackEntity {
    TrackEntity("person", "suppress", identifiers: person.identifiers, [])
  }

  public static func unsuppress(_ person: PersonReference) -> TrackEntity {
    TrackEntity("person", "unsuppress", identifiers: person.identifiers, [])
  }
}

/// Actions on objects and deliveries.
extension TrackEntity {
  /// Names one object.
  public enum ObjectReference: Hashable, Sendable {
    /// - Parameter typeID: the number of the object type, as text.
    case object(typeID: String, id: String)
    case cioObjectID(String)

    public var identifiers: JSONValue {
      switch self {
      case .object(let typeID, let id): ["object_type_id": .string(typeID), "object_id": .string(id)]
      case .cioObjectID(let id): ["cio_object_id": .string(id)]
      }
    }
  }

  public static func identify(
    _ object: ObjectReference, attributes: JSONValue = [:], relationships: JSONValue? = nil
  ) -> TrackEntity {
    TrackEntity(
      "object", "identify", identifiers: object.identifiers,
      member("attributes", attributes) + member("cio_relationships", relationships))
  }

  /// Relates an object to somebody who isn't known yet.
  public static func identifyAnonymous(
    _ object: ObjectReference, anonymousID: String, attributes: JSONValue = [:]
  ) -> TrackEntity {
    TrackEntity(
      "object", "identify_anonymous", identifiers: object.identifiers,
      member("attributes", attributes)
        + member("cio_relationships", [["identifiers": ["anonymous_id": .string(anonymousID)]]]))
  }

  public static func delete(_ object: ObjectReference) -> TrackEntity {
    TrackEntity("object", "delete", identifiers: object.identifiers, [])
  }

  /// - Parameter relationships: an array of `{identifiers, relationship_attributes}`, of people.
  public static func addRelationships(_ object: ObjectReference, _ relationships: JSONValue) -> TrackEntity {
    TrackEntity(
      "object", "add_relationships", identifiers: object.identifiers, member("cio_relationships", relationships))
  }

  public static func deleteRelationships(_ object: ObjectReference, _ relationships: JSONValue) -> TrackEntity {
    TrackEntity(
      "object", "delete_relationships", identifiers: object.identifiers, member("cio_relationships", relationships))
  }

  /// - Parameter name: `opened`, `converted` or `delivered`.
  public static func deliveryEvent(deliveryID: String, name: String, deviceToken: String) -> TrackEntity {
    TrackEntity(
      "delivery", "event", identifiers: ["id": .string(deliveryID)],
      member("name", .string(name)) + member("attributes", ["device_token": .string(deviceToken)]), repeatable: false)
  }
}
