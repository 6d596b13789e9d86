import Terminal

/// What can be done on a person's page beside ``PeopleKeys``.
enum PersonKeys {
  static let raw = Command("person.raw", "The raw answer", keys: Key("x"))
  static let more = Command("person.more", "Read more of it", hint: "More", keys: Key("m"))
}
