/// A change to a person's attributes, whatever route it came by.
struct AttributeUpdate: Sendable {
  var attributes: JSONObject
  /// When it is said to have happened; an older change than what is there is not applied.
  var timestamp: Int?
  /// Never creates anybody.
  var updateOnly = false
  /// Whether an address that is already set may be changed: by id and `cio_id` it may.
  var reference: Reference
}

extension Workspace {
  /// How many attributes one person can have.
  static let attributeLimit = 300

  /// Creates or updates a person. What the real server drops in silence is dropped here too, with an entry in the log.
  @discardableResult
  mutating func identify(_ update: AttributeUpdate, at now: Int) -> Person? {
    if let key = update.reference.suppressionKey, suppressed.contains(key) {
      log("skipped_update", nil, at: now, data: ["reason": "suppressed", "identifier": .string(key.text)])
      return nil
    }
    guard let found = target(of: update, at: now) else { return nil }
    var person = found
    apply(update, to: &person, at: now)
    return person
  }

  private mutating func target(of update: AttributeUpdate, at now: Int) -> Person? {
    if let person = find(update.reference) { return person }
    let email = update.attributes["email"]?.string
    if case .id(let id) = update.reference, let email, var person = find(.email(email)), person.id == nil {
      person.id = id
      store(person)
      return person
    }
    if case .email(let email) = update.reference, let id = update.attributes["id"]?.string,
      var person = find(.id(id)), person.email == nil
    {
      person.email = email
      store(person)
      return person
    }
    if update.updateOnly {
      log(
        "failed_attribute_change", nil, at: now,
        data: ["reason": "no such person and _update is true", "identifier": update.reference.json])
      return nil
    }
    switch update.reference {
    case .id(let id): return create(id: id, email: nil, at: now)
    case .email(let email): return create(id: nil, email: email, at: now)
    case .phone(let phone): return create(id: nil, email: nil, phone: phone, at: now)
    case .cioID, .anonymous:
      log(
        "failed_attribute_change", nil, at: now,
        data: ["reason": "no such person", "identifier": update.reference.json])
      return nil
    }
  }

  private mutating func apply(_ update: AttributeUpdate, to person: inout Person, at now: Int) {
    var changes = JSONObject()
    var failures = JSONObject()
    for member in update.attributes.members {
      switch member.name {
      case "id": setID(member.value, of: &person, by: update.reference, failures: &failures)
      case "email": setEmail(member.value, of: &person, by: update.reference, changes: &changes, failures: &failures)
      case "anonymous_id": if let text = member.value.string { adopt(text, by: &person, at: now) }
      case "cio_id", "_timestamp", "_update", "cio_relationships": break
      default: set(member, of: &person, update: update, at: now, changes: &changes, failures: &failures)
      }
    }
    store(person)
    if !changes.isEmpty { log("attribute_change", person, at: now, data: .object(changes)) }
    if !failures.isEmpty { log("failed_attribute_change", person, at: now, data: .object(failures)) }
  }

  private func set(
    _ member: JSONObject.Member, of person: inout Person, update: AttributeUpdate, at now: Int,
    changes: inout JSONObject, failures: inout JSONObject
  ) {
    let time = update.timestamp ?? now
    var name = member.name
    var value = member.value
    if name.hasPrefix("cio_subscription_preferences.topics.") {
      let topic = String(name.dropFirst("cio_subscription_preferences.topics.".count))
      var topics = person[attribute: "cio_subscription_preferences"]?.object?["topics"]?.object ?? JSONObject()
      topics[topic] = .bool(value.isTruthy)
      name = "cio_subscription_preferences"
      value = ["topics": .object(topics)]
    }
    let index = person.attributes.firstIndex { sameBytes($0.name, name) }
    let old = index.map { person.attributes[$0] }
    if let old, update.timestamp != nil, time < old.changed { return }
    if old == nil, person.attributes.count >= Self.attributeLimit {
      failures.append(name, ["from": nil, "to": .string(value.attributeText), "reason": "more than 300 attributes"])
      return
    }
    if value.isEmpty {
      guard let index, let old else { return }
      person.attributes.remove(at: index)
      changes.append(name, ["from": .string(old.value.attributeText), "to": nil])
    } else if let index, let old {
      person.attributes[index].changed = time
      if old.value == value { return }
      person.attributes[index].value = value
      changes[name] = ["from": .string(old.value.attributeText), "to": .string(value.attributeText)]
    } else {
      person.attributes.append(Person.Attribute(name: name, value: value, changed: time))
      changes[name] = ["from": nil, "to": .string(value.attributeText)]
    }
  }

  private func setID(
    _ value: JSON, of person: inout Person, by reference: Reference, failures: inout JSONObject
  ) {
    guard let id = value.string, !id.isEmpty, person.id.map({ !sameBytes($0, id) }) ?? true else { return }
    let taken = number(of: .id(id)).map { $0 != person.number } ?? false
    var mayChange = person.id == nil
    if case .cioID = reference { mayChange = true }
    if taken || !mayChange {
      failures.append(
        "id",
        [
          "from": .text(person.id), "to": .string(id),
          "reason": .string(taken ? "id already belongs to another profile" : "id is already set"),
        ])
    } else {
      person.id = id
    }
  }

  private func setEmail(
    _ value: JSON, of person: inout Person, by reference: Reference, changes: inout JSONObject,
    failures: inout JSONObject
  ) {
    guard !value.isEmpty else {
      if let old = person.email {
        changes.append("email", ["from": .string(old), "to": nil])
        person.email = nil
      }
      return
    }
    let email = value.attributeText
    if let old = person.email, sameBytes(old, email) { return }
    let holders = numbers(email: email)
    let taken = !holders.isEmpty && !holders.contains(person.number)
    var mayChange = true
    if case .email(let asked) = reference, asked.lowercased() != email.lowercased() { mayChange = false }
    if taken || !mayChange {
      failures.append(
        "email",
        [
          "from": .text(person.email), "to": .string(email),
          "reason": .string(taken ? "email already belongs to another profile" : "email is already set"),
        ])
    } else {
      changes.append("email", ["from": .text(person.email), "to": .string(email)])
      person.email = email
    }
  }

  /// Makes an anonymous visitor's events of the last thirty days a person's own.
  private mutating func adopt(_ anonymousID: String, by person: inout Person, at now: Int) {
    let key = ExactText(anonymousID)
    guard !anonymousID.isEmpty, anonymousIndex[key] == nil else { return }
    person.anonymousIDs.append(anonymousID)
    anonymousIndex[key] = person.number
    let recent = (anonymousEvents[key] ?? []).filter { $0.time >= now - 30 * HistoryBuilder.day }
    anonymousEvents[key] = nil
    adoptObjects(of: anonymousID, by: person, at: now)
    for event in recent {
      log(event.type, person, at: event.time, data: event.data) { activity in
        activity.name = event.name
        activity.url = event.url
        activity.eventID = event.eventID
        activity.anonymousID = event.anonymousID
      }
    }
    log("anon_merge", person, at: now, data: ["anonymous_id": .string(anonymousID), "events": .integer(recent.count)])
  }
}

extension Reference {
  /// As it is named in the log.
  var json: JSON {
    switch self {
    case .id(let text): return ["id": .string(text)]
    case .email(let text): return ["email": .string(text)]
    case .phone(let text): return ["phone": .string(text)]
    case .cioID(let text): return ["cio_id": .string(text)]
    case .anonymous(let text): return ["anonymous_id": .string(text)]
    }
  }
}
