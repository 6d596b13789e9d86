/// The people a workspace starts with. None of them is stored: each is a pure function of the seed and their number,
/// so a million of them cost nothing until they are looked at. The first few are the people of the stories.
struct Population: Sendable {
  let dice: Dice
  let count: Int
  /// The moment that all seeded times are relative to, in Unix seconds.
  let now: Int
  let stories: [Story]
  private let storyIDs: [ExactText: Int]
  private let storyEmails: [ExactText: [Int]]

  init(seed: UInt64, count: Int, now: Int) {
    dice = Dice(seed: seed)
    self.count = count
    self.now = now
    stories = Array(Story.all(now: now).prefix(count))
    var ids: [ExactText: Int] = [:]
    var emails: [ExactText: [Int]] = [:]
    for story in stories {
      if let id = story.person.id { ids[ExactText(id)] = story.person.number }
      if let email = story.person.emailKey { emails[email, default: []].append(story.person.number) }
    }
    storyIDs = ids
    storyEmails = emails
  }

  func contains(_ number: Int) -> Bool { number >= 1 && number <= count }

  func number(id: String) -> Int? {
    if let number = storyIDs[ExactText(id)] { return number }
    guard id.utf8.count >= 8, id.hasPrefix("u-"), let value = Int(id.dropFirst(2)) else { return nil }
    let number = value - Self.firstID
    guard number > stories.count, number <= count, Self.id(number) == id else { return nil }
    return number
  }

  func numbers(email: String) -> [Int] {
    let key = email.lowercased()
    if let numbers = storyEmails[ExactText(key)] { return numbers }
    guard let at = key.firstIndex(of: "@"), let dot = key[..<at].lastIndex(of: "."),
      let number = Int(key[key.index(after: dot)..<at]), number > stories.count, number <= count,
      sameBytes(self.email(number), key)
    else { return [] }
    return [number]
  }

  func person(_ number: Int) -> Person? {
    guard contains(number) else { return nil }
    if number <= stories.count { return stories[number - 1].person }
    var person = Person(number: number, id: Self.id(number), email: email(number), created: created(number))
    for name in Self.attributeNames {
      if let value = value(name, number) {
        person.attributes.append(
          Person.Attribute(name: name, value: value, changed: min(now, person.created + 86_400)))
      }
    }
    person.devices = devices(number, created: person.created)
    return person
  }

  /// One attribute, without the rest of the person: what segments and searches over many people need.
  func value(_ name: String, _ number: Int) -> JSON? {
    if name == "cio_id" { return .string(Person.cioID(number)) }
    if number <= stories.count {
      let person = stories[number - 1].person
      if name == "id" { return person.id.map { .string($0) } }
      if name == "email" { return person.email.map { .string($0) } }
      return person[attribute: name]
    }
    switch name {
    case "id": return .string(Self.id(number))
    case "email": return .string(email(number))
    case "first_name": return .string(firstName(number))
    case "last_name": return .string(lastName(number))
    case "plan": return .string(plan(number))
    case "mrr": return .number(Names.prices[plan(number)] ?? "0")
    case "city": return .string(place(number).city)
    case "country": return .string(place(number).country)
    case "timezone": return .string(place(number).timezone)
    case "seats": return .integer(dice.range(1...40, number, 5))
    case "signup_source": return .string(dice.pick(Names.sources, number, 6))
    case "onboarded": return dice.percent(70, number, 7) ? .bool(true) : nil
    case "created_at": return .integer(created(number))
    case "unsubscribed": return dice.percent(6, number, 8) ? .bool(true) : nil
    default: return nil
    }
  }

  static let attributeNames = [
    "first_name", "last_name", "plan", "mrr", "city", "country", "timezone", "seats", "signup_source", "onboarded",
    "created_at", "unsubscribed",
  ]

  func created(_ number: Int) -> Int {
    now - 86_400 * dice.range(100...1400, number, 10) - dice.range(0...86_399, number, 11)
  }

  func hasDevice(_ number: Int) -> Bool {
    number <= stories.count ? !stories[number - 1].person.devices.isEmpty : dice.percent(35, number, 12)
  }

  static let firstID = 100_000
  static func id(_ number: Int) -> String { "u-\(firstID + number)" }

  private func firstName(_ number: Int) -> String { dice.pick(Names.first, number, 1) }
  private func lastName(_ number: Int) -> String { dice.pick(Names.last, number, 2) }
  private func plan(_ number: Int) -> String { dice.pick(Names.plans, number, 3) }
  private func place(_ number: Int) -> (city: String, country: String, timezone: String) {
    dice.pick(Names.places, number, 4)
  }

  func email(_ number: Int) -> String {
    let first = Names.addressPart(firstName(number))
    return "\(first).\(Names.addressPart(lastName(number))).\(number)@\(dice.pick(Names.hosts, number, 9))"
  }

  private func devices(_ number: Int, created: Int) -> [Device] {
    guard hasDevice(number) else { return [] }
    let apple = dice.percent(55, number, 13)
    let attributes: JSONObject = JSONObject([
      .init(name: "device_os", value: apple ? "17.5.1" : "14"),
      .init(name: "device_model", value: apple ? "iPhone15,2" : "Pixel 8"),
      .init(name: "app_version", value: "4.2.0"),
      .init(name: "device_locale", value: "en-GB"),
      .init(name: "push_enabled", value: dice.percent(80, number, 14) ? "true" : "false"),
      .init(name: "_last_status", value: ""),
    ])
    let token = String(dice.roll(number, 15), radix: 16) + String(dice.roll(number, 16), radix: 16)
    return [
      Device(
        token: token, platform: apple ? "ios" : "android",
        lastUsed: max(created, now - dice.range(60...900_000, number, 17)),
        attributes: attributes)
    ]
  }
}
