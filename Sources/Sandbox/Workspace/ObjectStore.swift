import Collections

/// The things that people are related to, by type and id, and the relationships.
struct ObjectStore: Sendable, Codable {
  struct Key: Hashable, Sendable, Codable {
    let type: String
    let id: ExactText

    init(type: String, id: String) {
      self.type = type
      self.id = ExactText(id)
    }
  }

  struct Object: Sendable, Codable {
    let number: Int
    let type: String
    let id: String
    var attributes: JSONObject
    var created: Int
    var changed: Int
    /// By the person's number.
    var relationships: OrderedDictionary<Int, JSONObject> = [:]
    /// Waiting for a visitor to be identified, by anonymous id.
    var anonymous: [String: JSONObject] = [:]

    var cioID: String { "ob" + String(10_000_000 + number, radix: 16) }
  }

  struct ObjectType: Sendable, Codable {
    let id: Int
    var name: String
    var singular: String
    var slug: String
    var singularSlug: String
    var icon: String
  }

  var types: [ObjectType] = []
  var objects: OrderedDictionary<Key, Object> = [:]
  var nextNumber = 1

  func find(_ key: Key) -> Object? { objects[key] }

  func find(cioID: String) -> Object? { objects.values.first { $0.cioID == cioID } }

  mutating func removeRelationships(of number: Int) {
    for (key, object) in objects where object.relationships[number] != nil { objects[key]?.relationships[number] = nil }
  }

  mutating func moveRelationships(from old: Int, to new: Int) {
    for (key, object) in objects {
      guard let attributes = object.relationships[old] else { continue }
      objects[key]?.relationships[old] = nil
      if objects[key]?.relationships[new] == nil { objects[key]?.relationships[new] = attributes }
    }
  }

  /// Creates an object or changes its attributes; null and the empty string take one away.
  mutating func identify(_ key: Key, attributes: JSONObject, at now: Int) {
    if objects[key] == nil {
      objects[key] = Object(
        number: nextNumber, type: key.type, id: key.id.text, attributes: JSONObject(), created: now, changed: now)
      nextNumber += 1
      if let type = Int(key.type), !types.contains(where: { $0.id == type }) {
        types.append(
          ObjectType(
            id: type, name: "Object type \(type)", singular: "Object", slug: "object_type_\(type)",
            singularSlug: "object", icon: "custom"))
      }
    }
    objects[key]?.changed = now
    for member in attributes.members {
      objects[key]?.attributes[member.name] = member.value.isEmpty ? JSON?.none : member.value
    }
  }

  mutating func relate(_ key: Key, to number: Int, attributes: JSONObject) {
    var merged = objects[key]?.relationships[number] ?? JSONObject()
    for member in attributes.members { merged[member.name] = member.value.isEmpty ? JSON?.none : member.value }
    objects[key]?.relationships[number] = merged
  }

  mutating func unrelate(_ key: Key, from number: Int) { objects[key]?.relationships[number] = nil }

  mutating func delete(_ key: Key) { objects.removeValue(forKey: key) }

  static func seeded(now: Int) -> ObjectStore {
    var store = ObjectStore()
    store.types = [
      ObjectType(
        id: 1, name: "Companies", singular: "Company", slug: "companies", singularSlug: "company", icon: "company"),
      ObjectType(id: 2, name: "Courses", singular: "Course", slug: "courses", singularSlug: "course", icon: "book"),
    ]
    let companies: [(String, JSONObject)] = [
      ("acme", JSONObject([.init(name: "name", value: "Acme GmbH"), .init(name: "employees", value: 120)])),
      (
        "analytical",
        JSONObject([.init(name: "name", value: "Analytical Engines Ltd"), .init(name: "employees", value: 2)])
      ),
      ("navy", JSONObject([.init(name: "name", value: "U.S. Navy ⚓️"), .init(name: "employees", value: 340_000)])),
    ]
    for (id, attributes) in companies {
      store.identify(Key(type: "1", id: id), attributes: attributes, at: now - 9_000_000)
    }
    store.identify(
      Key(type: "2", id: "swift-101"), attributes: JSONObject([.init(name: "name", value: "Swift 101")]),
      at: now - 8_000_000)
    store.relate(Key(type: "1", id: "analytical"), to: 1, attributes: JSONObject([.init(name: "role", value: "owner")]))
    store.relate(Key(type: "1", id: "acme"), to: 2, attributes: JSONObject([.init(name: "role", value: "buyer")]))
    store.relate(Key(type: "1", id: "navy"), to: 3, attributes: JSONObject([.init(name: "role", value: "admiral")]))
    store.relate(Key(type: "2", id: "swift-101"), to: 1, attributes: JSONObject([.init(name: "progress", value: 80)]))
    store.relate(Key(type: "2", id: "swift-101"), to: 3, attributes: JSONObject())
    return store
  }
}
