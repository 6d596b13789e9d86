extension AppRoutes {
  /// Collections and snippets.
  mutating func addCollections() {
    addShelf("/v1/collections", "collection_id", many: "collections", one: "collection", \.collections)
    post("/v1/collections") { call, workspace in
      Self.withObject(call) { body in
        guard let name = body["name"]?.string, !name.isEmpty else {
          return AppAnswer.badRequest("name is required", pointer: "/data/name")
        }
        guard body["data"]?.array != nil || body["url"]?.string != nil else {
          return AppAnswer.badRequest("data or url is required", pointer: "/data/data")
        }
        let id = Content.nextID(workspace.content.collections)
        workspace.content.setCollection(
          id, name: name, rows: body["data"]?.array ?? [], created: call.now, now: call.now)
        return .ok(["collection": .object(workspace.content.collections[id] ?? JSONObject())])
      }
    }
    put("/v1/collections/{collection_id}") { call, workspace in
      Self.withObject(call) { body in
        Self.setCollection(call, &workspace, name: body["name"]?.string, rows: body["data"]?.array)
      }
    }
    put("/v1/collections/{collection_id}/content") { call, workspace in
      switch call.json {
      case .success(.array(let rows)): return Self.setCollection(call, &workspace, name: nil, rows: rows)
      case .success(.object(let row)):
        return Self.setCollection(call, &workspace, name: nil, rows: row["data"]?.array ?? [.object(row)])
      default: return AppAnswer.badRequest("the body must be a list of objects")
      }
    }
    get("/v1/collections/{collection_id}/content") { call, workspace in
      guard let rows = workspace.content.collectionRows[Self.integer(call, "collection_id")] else {
        return AppAnswer.notFound
      }
      return .ok(.array(rows))
    }
    delete("/v1/collections/{collection_id}") { call, workspace in
      let id = Self.integer(call, "collection_id")
      guard workspace.content.collections.removeValue(forKey: id) != nil else { return AppAnswer.notFound }
      workspace.content.collectionRows[id] = nil
      return .empty(204)
    }
    addSnippets()
  }

  private static func setCollection(_ call: Call, _ workspace: inout Workspace, name: String?, rows: [JSON]?) -> Answer
  {
    let id = integer(call, "collection_id")
    guard let old = workspace.content.collections[id] else { return AppAnswer.notFound }
    workspace.content.setCollection(
      id, name: name ?? old["name"]?.string ?? "", rows: rows ?? workspace.content.collectionRows[id] ?? [],
      created: old["created_at"]?.integer ?? call.now, now: call.now)
    return .ok(["collection": .object(workspace.content.collections[id] ?? JSONObject())])
  }

  private mutating func addSnippets() {
    get("/v1/snippets") { _, workspace in
      .ok(["snippets": .array(workspace.content.snippets.values.map { .object($0) })])
    }
    for method in ["POST", "PUT"] {
      add(method, "/v1/snippets") { call, workspace in
        Self.withObject(call) { body in
          guard let name = body["name"]?.string, !name.isEmpty, let value = body["value"]?.string else {
            return AppAnswer.badRequest("name and value are required")
          }
          if method == "POST", workspace.content.snippets[name] != nil {
            return AppAnswer.error(422, "a snippet of this name exists", pointer: "/data/name")
          }
          let snippet: JSONObject = ["name": .string(name), "value": .string(value), "updated_at": .integer(call.now)]
          workspace.content.snippets[name] = snippet
          return .ok(["snippet": .object(snippet)])
        }
      }
    }
    delete("/v1/snippets/{snippet_name}") { call, workspace in
      guard workspace.content.snippets[call["snippet_name"]] != nil else { return AppAnswer.notFound }
      // The footer stands in every seeded layout.
      if call["snippet_name"] == "footer" { return AppAnswer.badRequest("unable to delete snippet in use") }
      workspace.content.snippets[call["snippet_name"]] = nil
      return .empty(204)
    }
  }
}
