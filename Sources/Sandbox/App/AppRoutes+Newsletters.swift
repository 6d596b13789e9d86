extension AppRoutes {
  mutating func addNewsletters() {
    addShelf("/v1/newsletters", "newsletter_id", many: "newsletters", one: "newsletter", \.newsletters)
    addMetrics("/v1/newsletters/{newsletter_id}", \.newsletters, "newsletter_id") { $0.newsletter == $1 }
    addMetrics("/v1/newsletters/{newsletter_id}/contents/{content_id}", \.contents, "content_id") { message, id in
      message.content == id || message.newsletter.map { 100 + $0 } == id
    }
    get("/v1/newsletters/{newsletter_id}/messages") { call, workspace in
      Self.withNewsletter(call, &workspace) { id, workspace in
        Self.answer(workspace.allMessages().filter { $0.newsletter == id }, call, workspace)
      }
    }
    addNewsletterChanges()
    addNewsletterContents()
  }

  private mutating func addNewsletterChanges() {
    post("/v1/newsletters") { call, workspace in
      Self.withObject(call) { body in
        let input = body["newsletter"]?.object ?? body
        guard let name = input["name"]?.string, !name.isEmpty else {
          return AppAnswer.error(422, "newsletter name is required", pointer: "/data/name")
        }
        let id = Content.nextID(workspace.content.newsletters)
        var entry = Content.head(id, name, created: call.now, updated: call.now)
        for member in input.members where entry[member.name] == nil { entry.append(member.name, member.value) }
        entry["sent_at"] = .null
        workspace.content.newsletters[id] = entry
        return .ok(["newsletter": .object(entry)])
      }
    }
    delete("/v1/newsletters/{newsletter_id}") { call, workspace in
      Self.withNewsletter(call, &workspace) { id, workspace in
        workspace.content.newsletters[id] = nil
        return .empty(204)
      }
    }
    post("/v1/newsletters/{newsletter_id}/send") { call, workspace in
      Self.withNewsletter(call, &workspace) { id, workspace in
        guard workspace.content.newsletters[id]?["sent_at"]?.integer == nil else {
          return AppAnswer.error(422, "the newsletter was already sent")
        }
        workspace.content.newsletters[id]?["sent_at"] = .integer(call.now)
        workspace.sendNewsletter(id, at: call.now)
        return .ok(["newsletter": .object(workspace.content.newsletters[id] ?? JSONObject())])
      }
    }
    post("/v1/newsletters/{newsletter_id}/schedule") { call, workspace in
      Self.withNewsletter(call, &workspace) { id, workspace in
        Self.withObject(call) { body in
          guard let time = (body["scheduled_at"] ?? body["send_at"] ?? body["timestamp"])?.looseInteger else {
            return AppAnswer.error(422, "scheduled_at is required", pointer: "/data/scheduled_at")
          }
          workspace.content.newsletters[id]?["scheduled_at"] = .integer(time)
          return .ok(["newsletter": .object(workspace.content.newsletters[id] ?? JSONObject())])
        }
      }
    }
  }

  private mutating func addNewsletterContents() {
    get("/v1/newsletters/{newsletter_id}/contents") { call, workspace in
      Self.withNewsletter(call, &workspace) { id, workspace in
        .ok(["contents": .array(Self.owned(workspace.content.contents, by: "newsletter_id", id).map { .object($0) })])
      }
    }
    get("/v1/newsletters/{newsletter_id}/contents/{content_id}") { call, workspace in
      guard let content = Self.content(call, workspace, "newsletter_id") else { return AppAnswer.notFound }
      return .ok(["content": .object(content)])
    }
    put("/v1/newsletters/{newsletter_id}/contents/{content_id}") { call, workspace in
      guard Self.content(call, workspace, "newsletter_id") != nil else { return AppAnswer.notFound }
      return Self.update(call, &workspace, \.contents, id: Self.integer(call, "content_id"), named: "content")
    }
    get("/v1/newsletters/{newsletter_id}/test_groups") { call, workspace in
      Self.withNewsletter(call, &workspace) { id, workspace in
        .ok([
          "test_groups": .array(Self.owned(workspace.content.testGroups, by: "newsletter_id", id).map { .object($0) })
        ])
      }
    }
    post("/v1/newsletters/{newsletter_id}/test_groups") { call, workspace in
      Self.withNewsletter(call, &workspace) { newsletter, workspace in
        let id = Content.nextID(workspace.content.testGroups)
        let label = String(UnicodeScalar(UInt8(64 + min(id, 26))))
        let group: JSONObject = [
          "id": .integer(id), "newsletter_id": .integer(newsletter), "label": .string("Group \(label)"),
          "content_ids": [],
        ]
        workspace.content.testGroups[id] = group
        return .ok(["test_group": .object(group)])
      }
    }
    addNewsletterTranslations()
  }

  private mutating func addNewsletterTranslations() {
    let bases = [
      "/v1/newsletters/{newsletter_id}/language", "/v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language",
    ]
    for base in bases {
      for method in ["GET", "PUT", "DELETE"] {
        add(method, "\(base)/{language}") { call, workspace in Self.newsletterTranslation(call, &workspace) }
      }
      post(base) { call, workspace in
        Self.withObject(call) { body in
          guard let language = body["language"]?.string, !language.isEmpty else {
            return AppAnswer.error(422, "language is required", pointer: "/data/language")
          }
          var call = call
          call.parameters.append(("language", language))
          return Self.newsletterTranslation(call, &workspace)
        }
      }
    }
  }

  private static func newsletterTranslation(_ call: Call, _ workspace: inout Workspace) -> Answer {
    withNewsletter(call, &workspace) { id, workspace in
      let group = call["test_group_id"]
      if !group.isEmpty, workspace.content.testGroups[integer(call, "test_group_id")]?["newsletter_id"]?.integer != id {
        return AppAnswer.notFound
      }
      let base =
        owned(workspace.content.contents, by: "newsletter_id", id).first
        ?? Content.head(0, "default", created: call.now, updated: call.now)
      return translation(call, &workspace, owner: "newsletter/\(id)/\(group)", of: base, named: "content")
    }
  }

  private static func withNewsletter(
    _ call: Call, _ workspace: inout Workspace, _ body: (Int, inout Workspace) -> Answer
  ) -> Answer {
    let id = integer(call, "newsletter_id")
    guard workspace.content.newsletters[id] != nil else { return AppAnswer.notFound }
    return body(id, &workspace)
  }

  /// A variant, where it is one of the owner that the path names.
  static func content(_ call: Call, _ workspace: Workspace, _ owner: String) -> JSONObject? {
    let content = workspace.content.contents[integer(call, "content_id")]
    return content?[owner]?.integer == integer(call, owner) ? content : nil
  }
}
