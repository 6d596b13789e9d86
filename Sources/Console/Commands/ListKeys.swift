import Terminal

/// What can be done in any list of records.
enum ListKeys {
  static let count = Command("list.count", "Count a column's values, filter by one", keys: Key("#"))
  static let follow = Command("list.follow", "Follow: read on while it is shown", hint: "Follow", keys: Key("f"))
}
