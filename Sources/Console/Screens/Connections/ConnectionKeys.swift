import Terminal

/// What can be done with a connection.
enum ConnectionKeys {
  static let add = Command("connection.add", "Add a connection", hint: "Add", keys: Key("a"))
  static let use = Command("connection.use", "Use it in this console", hint: "Use", keys: Key("u"))
  static let edit = Command("connection.edit", "Edit it", hint: "Edit", keys: Key("e"), .enter)
  static let test = Command("connection.test", "Test its keys", hint: "Test", keys: Key("t"))
  static let makeDefault = Command("connection.default", "Make it the default", hint: "Default", keys: Key("d"))
  static let remove = Command("connection.remove", "Remove it and its keys", hint: "Remove", keys: Key("D"))
}
