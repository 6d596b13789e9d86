extension Workspace {
  /// Relates a person to objects, which are created when they are new.
  mutating func relate(_ person: Person, _ list: [JSON], at now: Int) {
    for item in list {
      guard let relationship = item.object, let identifiers = relationship["identifiers"]?.object,
        let key = objectKey(identifiers)
      else { continue }
      if objects.find(key) == nil {
        guard identifiers["cio_object_id"] == nil else { continue }
        objects.identify(key, attributes: JSONObject(), at: now)
      }
      objects.relate(
        key, to: person.number, attributes: relationship["relationship_attributes"]?.object ?? JSONObject())
      log("add_relationship", person, at: now, data: Self.naming(key))
    }
  }

  mutating func unrelate(_ person: Person, _ list: [JSON], at now: Int) {
    for item in list {
      guard let identifiers = item.object?["identifiers"]?.object, let key = objectKey(identifiers),
        objects.find(key)?.relationships[person.number] != nil
      else { continue }
      objects.unrelate(key, from: person.number)
      log("delete_relationship", person, at: now, data: Self.naming(key))
    }
  }

  /// The object that a body's identifiers stand for. One that is named by its `cio_object_id` must exist.
  func objectKey(_ identifiers: JSONObject) -> ObjectStore.Key? {
    if let cioID = identifiers["cio_object_id"]?.string {
      return objects.find(cioID: cioID).map { ObjectStore.Key(type: $0.type, id: $0.id) }
    }
    guard let type = identifiers["object_type_id"]?.attributeText, let id = identifiers["object_id"]?.attributeText,
      !type.isEmpty, !id.isEmpty
    else { return nil }
    return ObjectStore.Key(type: type, id: id)
  }

  private static func naming(_ key: ObjectStore.Key) -> JSON {
    ["object_type_id": .string(key.type), "object_id": .string(key.id.text)]
  }
}
