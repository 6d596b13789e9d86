extension Workspace {
  /// A larger population is not dumped whole: only who was changed.
  private static let dumpLimit = 20_000

  /// The state as JSON, values exactly as they were sent.
  mutating func dump(now: Int) -> JSON {
    let numbers = population.count <= Self.dumpLimit ? Array(self.numbers(from: 1)) : people.keys.sorted()
    var dumped: [JSON] = []
    dumped.reserveCapacity(numbers.count)
    for number in numbers { if let person = person(number) { dumped.append(dump(person)) } }
    let log = allActivities()
    return dump(people: dumped, log: log, messages: allMessages(), now: now)
  }

  /// The same of one person only; `people` is empty where there is none.
  mutating func dump(_ reference: Reference, now: Int) -> JSON {
    var found: [Person] = []
    if case .email(let email) = reference {
      found = numbers(email: email).compactMap { person($0) }
    } else if let person = find(reference) {
      found = [person]
    }
    var log: [Activity] = []
    var list: [Message] = []
    for person in found {
      log += history(person.number)
      list += messages(of: person.number)
    }
    return dump(people: found.map { dump($0) }, log: log, messages: list, now: now)
  }

  private func dump(people: [JSON], log: [Activity], messages: [Message], now: Int) -> JSON {
    let anonymous = anonymousEvents.values.flatMap { $0 }.sorted(by: Activity.isOlder)
    let events = log.filter(\.isEvent).map(\.eventJSON) + anonymous.map(\.eventJSON)
    return [
      "people": .array(people), "people_total": .integer(personCount),
      "segments": .array(segments.values.sorted { $0.id < $1.id }.map { dump($0) }),
      "events": .array(events), "activities": .array(log.map { $0.json(self) }),
      "messages": .array(messages.map { $0.json(self, now: now) }),
      "objects": .array(objects.objects.values.map { dump($0) }),
      "suppressed": .array(suppressed.map { .string($0.text) }),
      "forms": .object(JSONObject(forms.map { .init(name: $0.key, value: .integer($0.value)) })),
    ]
  }

  private func dump(_ person: Person) -> JSON {
    [
      "cio_id": .string(person.cioID), "id": .text(person.id), "email": .text(person.email),
      "phone": .text(person.phone),
      "created": .integer(person.created), "unsubscribed": .bool(person.isUnsubscribed),
      "attributes": .object(JSONObject(person.attributes.map { .init(name: $0.name, value: $0.value) })),
      "timestamps": .object(JSONObject(person.attributes.map { .init(name: $0.name, value: .integer($0.changed)) })),
      "devices": .array(person.devices.map(\.json)), "anonymous_ids": .array(person.anonymousIDs.map { .string($0) }),
      "segments": .array(segments(of: person.number).map { .integer($0.id) }),
    ]
  }

  private func dump(_ segment: Segment) -> JSON {
    var object = segment.json.object ?? JSONObject()
    object.append("added", .array(segment.added.sorted().map { name($0) }))
    object.append("removed", .array(segment.removed.sorted().map { name($0) }))
    return .object(object)
  }

  private func dump(_ object: ObjectStore.Object) -> JSON {
    [
      "object_type_id": .string(object.type), "object_id": .string(object.id), "cio_object_id": .string(object.cioID),
      "attributes": .object(object.attributes),
      "relationships": .array(
        object.relationships.map { number, attributes in
          ["person": name(number), "attributes": .object(attributes)]
        }),
    ]
  }

  /// A person in a list of them: the id, or `cio_…` where there is none.
  private func name(_ number: Int) -> JSON { .string(person(number)?.id ?? "cio_" + Person.cioID(number)) }
}

extension Activity {
  /// An event as it was sent.
  var eventJSON: JSON {
    [
      "id": .text(eventID), "name": .text(name), "type": .string(type), "timestamp": .integer(time),
      "data": data ?? [:], "customer_id": .text(customerID), "cio_id": .text(person.map { Person.cioID($0) }),
      "anonymous_id": .text(anonymousID),
    ]
  }
}
