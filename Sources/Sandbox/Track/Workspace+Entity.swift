extension Workspace {
  /// Does what one v2 item asks for.
  mutating func apply(_ entity: Entity, at now: Int) {
    switch entity {
    case .identify(let update, let relationships):
      if let person = identify(update, at: now) { relate(person, relationships, at: now) }
    case .deletePerson(let person): delete(person, at: now)
    case .event(let event, .anonymous(let text)):
      var event = event
      event.anonymousID = text
      trackAnonymous(event, at: now)
    case .event(let event, let person): track(event, by: person, at: now)
    case .relate(let reference, let list):
      if let person = findOrCreate(reference, at: now) { relate(person, list, at: now) }
    case .unrelate(let reference, let list):
      if let person = find(reference) { unrelate(person, list, at: now) }
    case .addDevice(let device, let person): addDevice(device, to: person, at: now)
    case .deleteDevice(let token, let person): deleteDevice(token, of: person, at: now)
    case .merge(let primary, let secondary): merge(primary, secondary, at: now)
    case .suppress(let person): suppress(person, at: now)
    case .unsuppress(let person): unsuppress(person)
    case .identifyObject(let identifiers, let attributes, let people):
      guard let key = objectKey(identifiers) else { return }
      objects.identify(key, attributes: attributes, at: now)
      relate(key, people, at: now)
    case .deleteObject(let identifiers): if let key = objectKey(identifiers) { objects.delete(key) }
    case .relateObject(let identifiers, let people):
      guard let key = objectKey(identifiers) else { return }
      if objects.find(key) == nil { objects.identify(key, attributes: JSONObject(), at: now) }
      relate(key, people, at: now)
    case .unrelateObject(let identifiers, let people):
      guard let key = objectKey(identifiers) else { return }
      for reference in people.compactMap(Self.person) {
        if let person = find(reference) { unrelate(person, [["identifiers": .object(identifiers)]], at: now) }
      }
    case .delivery(let id, let metric, let timestamp):
      report(metric, delivery: id, reason: nil, at: timestamp ?? now)
    }
  }

  private mutating func relate(_ key: ObjectStore.Key, _ people: [JSON], at now: Int) {
    for item in people {
      guard let reference = Self.person(item) else { continue }
      let attributes = item.object?["relationship_attributes"]?.object ?? JSONObject()
      if case .anonymous(let text) = reference, find(reference) == nil {
        objects.objects[key]?.anonymous[text] = attributes
        continue
      }
      guard let person = findOrCreate(reference, at: now) else { continue }
      relate(
        person,
        [
          [
            "identifiers": ["object_type_id": .string(key.type), "object_id": .string(key.id.text)],
            "relationship_attributes": .object(attributes),
          ]
        ], at: now)
    }
  }

  private static func person(_ item: JSON) -> Reference? {
    item.object?["identifiers"]?.object.flatMap { PersonIdentifiers.read($0) }
  }

  /// Somebody who is named by an id, an address or a number comes into being; a `cio_id` must be known.
  mutating func findOrCreate(_ reference: Reference, at now: Int) -> Person? {
    if let person = find(reference) { return person }
    if let key = reference.suppressionKey, suppressed.contains(key) { return nil }
    switch reference {
    case .id(let id): return create(id: id, email: nil, at: now)
    case .email(let email): return create(id: nil, email: email, at: now)
    case .phone(let phone): return create(id: nil, email: nil, phone: phone, at: now)
    case .cioID, .anonymous: return nil
    }
  }

  /// Gives a person who is now known the objects that were related to the anonymous visitor.
  mutating func adoptObjects(of anonymousID: String, by person: Person, at now: Int) {
    for (key, object) in objects.objects {
      guard let attributes = object.anonymous[anonymousID] else { continue }
      objects.objects[key]?.anonymous[anonymousID] = nil
      objects.relate(key, to: person.number, attributes: attributes)
    }
  }
}
