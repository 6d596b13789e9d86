extension Workspace {
  func exists(_ number: Int) -> Bool {
    people[number] != nil || (population.contains(number) && !deleted.contains(number))
  }

  func person(_ number: Int) -> Person? {
    if let person = people[number] { return person }
    return deleted.contains(number) ? nil : population.person(number)
  }

  /// How many people there are now.
  var personCount: Int {
    population.count - deleted.count + people.keys.reduce(0) { $0 + (population.contains($1) ? 0 : 1) }
  }

  /// The number of the person with this identifier; of several with one address, the one that came first.
  func number(of reference: Reference) -> Int? {
    switch reference {
    case .id(let id):
      if let number = idIndex[ExactText(id)] { return number }
      guard let number = population.number(id: id), isUntouched(number) else { return nil }
      return number
    case .email(let email): return numbers(email: email).first
    case .phone(let phone): return phoneIndex[ExactText(phone)]
    case .cioID(let text):
      guard let number = Person.number(cioID: text), exists(number) else { return nil }
      return number
    case .anonymous(let text):
      guard let number = anonymousIndex[ExactText(text)], exists(number) else { return nil }
      return number
    }
  }

  func find(_ reference: Reference) -> Person? { number(of: reference).flatMap { person($0) } }

  /// Everyone with an address.
  func numbers(email: String) -> [Int] {
    let seeded = population.numbers(email: email).filter { isUntouched($0) }
    return (seeded + (emailIndex[ExactText(email.lowercased())] ?? [])).sorted()
  }

  private func isUntouched(_ number: Int) -> Bool { people[number] == nil && !deleted.contains(number) }

  /// Puts a changed or new person into place, and keeps the look-ups right.
  mutating func store(_ person: Person) {
    if let old = people[person.number] {
      if old.id == person.id, old.email == person.email, old.phone == person.phone,
        old.anonymousIDs.count == person.anonymousIDs.count
      {
        people[person.number] = person
        return
      }
      unindex(old)
    }
    people[person.number] = person
    if let id = person.id { idIndex[ExactText(id)] = person.number }
    if let key = person.emailKey { emailIndex[key, default: []].append(person.number) }
    if let phone = person.phone { phoneIndex[ExactText(phone)] = person.number }
    for anonymous in person.anonymousIDs { anonymousIndex[ExactText(anonymous)] = person.number }
  }

  private mutating func unindex(_ person: Person) {
    if let id = person.id { idIndex[ExactText(id)] = nil }
    if let key = person.emailKey {
      emailIndex[key]?.removeAll { $0 == person.number }
      if emailIndex[key]?.isEmpty == true { emailIndex[key] = nil }
    }
    if let phone = person.phone { phoneIndex[ExactText(phone)] = nil }
    for anonymous in person.anonymousIDs { anonymousIndex[ExactText(anonymous)] = nil }
  }

  mutating func create(id: String?, email: String?, phone: String? = nil, at time: Int) -> Person {
    var person = Person(number: nextNumber, id: id, email: email, created: time)
    person.phone = phone
    nextNumber += 1
    store(person)
    log("profile_create", person, at: time)
    return person
  }

  /// Takes a person away, from segments and relationships too. Their activities stay in the log.
  mutating func remove(_ person: Person) {
    if let old = people[person.number] { unindex(old) }
    people[person.number] = nil
    if population.contains(person.number) { deleted.insert(person.number) }
    for id in segments.keys {
      segments[id]?.added.remove(person.number)
      segments[id]?.removed.remove(person.number)
    }
    objects.removeRelationships(of: person.number)
  }

  /// The numbers of everyone there is from a place on, in order.
  func numbers(from start: Int) -> some Sequence<Int> {
    let first = max(1, start)
    return (first..<max(first, nextNumber)).lazy.filter { self.exists($0) }
  }

  /// The value of one attribute as the App API would give it, id and email included.
  func attributeText(_ name: String, of number: Int) -> String? {
    guard let person = people[number] else { return population.value(name, number)?.attributeText }
    switch name {
    case "id": return person.id
    case "email": return person.email
    case "cio_id": return person.cioID
    default: return person[attribute: name]?.attributeText
    }
  }
}
