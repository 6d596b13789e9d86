extension Workspace {
  mutating func delete(_ reference: Reference, at now: Int) {
    guard let person = find(reference) else { return }
    log("profile_delete", person, at: now)
    remove(person)
  }

  /// Deletes a person and refuses everything under their identifiers from then on.
  mutating func suppress(_ reference: Reference, at now: Int) {
    if let key = reference.suppressionKey { suppressed.append(key) }
    guard let person = find(reference) else { return }
    for key in Self.suppressionKeys(of: person) { suppressed.append(key) }
    log("profile_delete", person, at: now, data: ["reason": "suppressed"])
    remove(person)
  }

  mutating func unsuppress(_ reference: Reference) {
    if let key = reference.suppressionKey { suppressed.remove(key) }
  }

  private static func suppressionKeys(of person: Person) -> [ExactText] {
    let references: [Reference?] = [
      person.id.map { .id($0) }, person.email.map { .email($0) }, person.phone.map { .phone($0) },
    ]
    return references.compactMap { $0?.suppressionKey }
  }

  /// Merges the second person into the first. Nothing happens where either is missing.
  mutating func merge(_ primary: Reference, _ secondary: Reference, at now: Int) {
    guard var kept = find(primary), let gone = find(secondary), kept.number != gone.number else {
      log(
        "skipped_update", find(primary), at: now,
        data: ["reason": "merge of unknown people", "primary": primary.json, "secondary": secondary.json])
      return
    }
    for attribute in gone.attributes where kept[attribute: attribute.name]?.isEmpty ?? true {
      kept.set(attribute.name, attribute.value, at: attribute.changed)
    }
    for device in gone.devices where !kept.devices.contains(where: { sameBytes($0.token, device.token) }) {
      kept.devices.append(device)
    }
    kept.absorbed.append(Person.Absorbed(number: gone.number, time: now))
    let memberships = segments.values.filter { $0.isManual && isMember(gone.number, of: $0) }.map(\.id)
    objects.moveRelationships(from: gone.number, to: kept.number)
    remove(gone)
    if kept.id == nil { kept.id = gone.id }
    if kept.email == nil { kept.email = gone.email }
    if kept.phone == nil { kept.phone = gone.phone }
    kept.anonymousIDs += gone.anonymousIDs
    store(kept)
    for id in memberships { add(kept.number, toSegment: id) }
    log("profile_merge", kept, at: now, data: ["primary": kept.identifiers, "secondary": gone.identifiers])
  }

  /// Adds a device or brings it up to date; creates its person where only an id or an address is known.
  mutating func addDevice(_ device: Device, to reference: Reference, at now: Int) {
    guard var person = findOrCreate(reference, at: now) else { return }
    if let index = person.devices.firstIndex(where: { sameBytes($0.token, device.token) }) {
      person.devices[index].lastUsed = device.lastUsed
      person.devices[index].platform = device.platform
      for member in device.attributes.members { person.devices[index].attributes[member.name] = member.value }
    } else {
      person.devices.append(device)
    }
    store(person)
    log("device_change", person, at: now, data: ["action": "added", "device": .string(device.token)])
  }

  mutating func deleteDevice(_ token: String, of reference: Reference, at now: Int) {
    guard var person = find(reference),
      let index = person.devices.firstIndex(where: { sameBytes($0.token, token) })
    else { return }
    person.devices.remove(at: index)
    store(person)
    log("device_change", person, at: now, data: ["action": "deleted", "device": .string(token)])
  }
}
