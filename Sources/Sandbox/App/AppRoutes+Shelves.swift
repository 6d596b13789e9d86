/// Where on the shelves of the account's content something stands.
typealias ShelfPath = WritableKeyPath<Content, Content.Shelf> & Sendable

extension AppRoutes {
  /// The list and the single entry of a kind of content, under the names the App API gives them.
  mutating func addShelf(_ path: String, _ parameter: String, many: String, one: String, _ shelf: ShelfPath) {
    get(path) { _, workspace in
      .ok(.object(JSONObject(many, .array(workspace.content[keyPath: shelf].values.map { .object($0) }))))
    }
    get("\(path)/{\(parameter)}") { call, workspace in
      guard let entry = workspace.content[keyPath: shelf][Self.integer(call, parameter)] else {
        return AppAnswer.notFound
      }
      return .ok(.object(JSONObject(one, .object(entry))))
    }
  }

  /// Changes an entry by a body's members; what it is and whose it is stays.
  static func update(
    _ call: Call, _ workspace: inout Workspace, _ shelf: ShelfPath, id: Int, named one: String
  ) -> Answer {
    guard var entry = workspace.content[keyPath: shelf][id] else { return AppAnswer.notFound }
    return withObject(call) { body in
      for member in body.members where !immutable.contains(member.name) { entry[member.name] = member.value }
      entry["updated"] = .integer(call.now)
      entry["deduplicate_id"] = .string("\(id):\(call.now)")
      workspace.content[keyPath: shelf][id] = entry
      return .ok(.object(JSONObject(one, .object(entry))))
    }
  }

  private static let immutable: Set<String> = [
    "id", "campaign_id", "broadcast_id", "newsletter_id", "transactional_id", "created", "updated", "deduplicate_id",
  ]

  /// What belongs to one owner on a shelf.
  static func owned(_ shelf: Content.Shelf, by key: String, _ id: Int) -> [JSONObject] {
    shelf.values.filter { $0[key]?.integer == id }
  }

  /// The translation of an action or a variant: written when first asked for, changed by PUT.
  static func translation(
    _ call: Call, _ workspace: inout Workspace, owner: String, of base: JSONObject?, named one: String
  ) -> Answer {
    guard var entry = base else { return AppAnswer.notFound }
    let language = call["language"]
    guard !language.isEmpty, language.utf8.count <= 35 else { return AppAnswer.badRequest("invalid language") }
    let key = "\(owner)/\(language)"
    if call.method == "DELETE" {
      guard workspace.content.translations.removeValue(forKey: key) != nil else { return AppAnswer.notFound }
      return .empty(204)
    }
    if let stored = workspace.content.translations[key] {
      entry = stored
    } else if call.method == "GET" {
      return AppAnswer.notFound
    }
    entry["language"] = .string(language)
    guard call.method != "GET" else { return .ok(.object(JSONObject(one, .object(entry)))) }
    return withObject(call) { body in
      for member in body.members where !immutable.contains(member.name) { entry[member.name] = member.value }
      entry["updated"] = .integer(call.now)
      workspace.content.translations[key] = entry
      return .ok(.object(JSONObject(one, .object(entry))))
    }
  }
}

extension JSONObject {
  /// An object with one member.
  init(_ name: String, _ value: JSON) { self.init([Member(name: name, value: value)]) }
}
