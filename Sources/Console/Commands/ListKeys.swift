import Terminal

/// What can be done in any list of records.
enum ListKeys {
  static let count = Command("list.count", "Count a column's values, filter by one", keys: Key("#"))
  static let order = Command("list.order", "In the order of a column", hint: "Order", priority: 60, keys: Key("o"))
  static let next = Command("list.next", "Next row that holds what was looked for", hint: "Next", keys: Key("n"))
  static let previous = Command("list.previous", "The one before", keys: Key("N"))
  static let follow = Command("list.follow", "Follow: read on while it is shown", hint: "Follow", keys: Key("f"))
}
