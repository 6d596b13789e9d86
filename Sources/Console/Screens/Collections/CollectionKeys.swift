import Terminal

/// What can be done with saved calls.
enum CollectionKeys {
  static let send = Command("collections.send", "Send it as it is saved", hint: "Send", keys: Key("R"))
  static let delete = Command(
    "collections.delete", "Delete the call, or the collection", hint: "Delete", keys: Key("D"))
  static let importFile = Command(
    "collections.import", "Import curl, Postman or OpenAPI from a file; pasting does the same", hint: "Import",
    keys: Key("i"))
  static let pane = Command("collections.pane", "What the call sends", hint: "About it", keys: .function(3))
}
