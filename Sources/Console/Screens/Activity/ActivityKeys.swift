import Terminal

/// What can be done with an entry of the activity.
enum ActivityKeys {
  static let person = Command("activity.person", "Open the person", hint: "Person", keys: Key("p"))
}
