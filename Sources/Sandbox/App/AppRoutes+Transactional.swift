extension AppRoutes {
  mutating func addTransactional() {
    addShelf("/v1/transactional", "transactional_id", many: "messages", one: "message", \.transactional)
    addMetrics("/v1/transactional/{transactional_id}", \.transactional, "transactional_id") { $0.transactional == $1 }
    get("/v1/transactional/{transactional_id}/messages") { call, workspace in
      Self.withTransactional(call, &workspace) { id, workspace in
        Self.answer(workspace.allMessages().filter { $0.transactional == id }, call, workspace)
      }
    }
    get("/v1/transactional/{transactional_id}/contents") { call, workspace in
      Self.withTransactional(call, &workspace) { id, workspace in
        .ok(["contents": .array(Self.owned(workspace.content.contents, by: "transactional_id", id).map { .object($0) })]
        )
      }
    }
    get("/v1/transactional/{transactional_id}/contents/{content_id}") { call, workspace in
      guard let content = Self.content(call, workspace, "transactional_id") else { return AppAnswer.notFound }
      return .ok(["content": .object(content)])
    }
    put("/v1/transactional/{transactional_id}/content/{content_id}") { call, workspace in
      guard Self.content(call, workspace, "transactional_id") != nil else { return AppAnswer.notFound }
      return Self.update(call, &workspace, \.contents, id: Self.integer(call, "content_id"), named: "content")
    }
    for method in ["GET", "PUT"] {
      add(method, "/v1/transactional/{transactional_id}/language/{language}") { call, workspace in
        Self.withTransactional(call, &workspace) { id, workspace in
          let base = Self.owned(workspace.content.contents, by: "transactional_id", id).first
          return Self.translation(call, &workspace, owner: "transactional/\(id)", of: base, named: "content")
        }
      }
    }
  }

  private static func withTransactional(
    _ call: Call, _ workspace: inout Workspace, _ body: (Int, inout Workspace) -> Answer
  ) -> Answer {
    let id = integer(call, "transactional_id")
    guard workspace.content.transactional[id] != nil else { return AppAnswer.notFound }
    return body(id, &workspace)
  }
}
