extension AppRoutes {
  /// Senders and reporting webhooks.
  mutating func addAccount() {
    get("/v1/sender_identities") { call, workspace in
      guard let page = Page(call, standard: 50, maximum: 1000) else { return AppAnswer.badRequest(Page.malformed) }
      var list = Array(workspace.content.senders.values)
      if call.query("sort") == "desc" { list.reverse() }
      let (items, next) = page.cut(list)
      return .ok(["sender_identities": .array(items.map { .object($0) }), "next": .string(next)])
    }
    get("/v1/sender_identities/{sender_id}") { call, workspace in
      guard let sender = workspace.content.senders[Self.integer(call, "sender_id")] else { return AppAnswer.notFound }
      return .ok(["sender_identity": .object(sender)])
    }
    get("/v1/sender_identities/{sender_id}/used_by") { call, workspace in
      let id = Self.integer(call, "sender_id")
      guard workspace.content.senders[id] != nil else { return AppAnswer.notFound }
      let uses = workspace.content.actions.values.filter { $0["from_id"]?.integer == id }
      let campaigns = Set(uses.compactMap { $0["campaign_id"]?.integer }).sorted()
      let letters = workspace.content.contents.values.filter { $0["from_id"]?.integer == id }
        .compactMap { $0["newsletter_id"]?.integer }
      let sent = letters.filter { workspace.content.newsletters[$0]?["sent_at"]?.integer != nil }
      return .ok([
        "campaigns": .array(campaigns.map { .integer($0) }), "sent_newsletters": .array(sent.map { .integer($0) }),
        "draft_newsletters": .array(letters.filter { !sent.contains($0) }.map { .integer($0) }),
      ])
    }
    addWebhooks()
  }

  private mutating func addWebhooks() {
    get("/v1/reporting_webhooks") { _, workspace in
      .ok(["reporting_webhooks": .array(workspace.content.webhooks.values.map { .object($0) })])
    }
    get("/v1/reporting_webhooks/{webhook_id}") { call, workspace in
      workspace.content.webhooks[Self.integer(call, "webhook_id")].map { .ok(.object($0)) } ?? AppAnswer.notFound
    }
    post("/v1/reporting_webhooks") { call, workspace in
      Self.setWebhook(Content.nextID(workspace.content.webhooks), call, &workspace)
    }
    put("/v1/reporting_webhooks/{webhook_id}") { call, workspace in
      let id = Self.integer(call, "webhook_id")
      guard workspace.content.webhooks[id] != nil else { return AppAnswer.notFound }
      return Self.setWebhook(id, call, &workspace)
    }
    delete("/v1/reporting_webhooks/{webhook_id}") { call, workspace in
      guard workspace.content.webhooks.removeValue(forKey: Self.integer(call, "webhook_id")) != nil else {
        return AppAnswer.notFound
      }
      return .ok([:])
    }
  }

  private static func setWebhook(_ id: Int, _ call: Call, _ workspace: inout Workspace) -> Answer {
    withObject(call) { body in
      for name in ["name", "endpoint"] where body[name]?.string?.isEmpty ?? true {
        return AppAnswer.badRequest("\(name) is required", pointer: "/data/\(name)")
      }
      guard let events = body["events"]?.array, !events.isEmpty,
        events.allSatisfy({ $0.string?.contains("_") ?? false })
      else { return AppAnswer.badRequest("events must name at least one event", pointer: "/data/events") }
      let webhook: JSONObject = [
        "name": body["name"] ?? "", "id": .integer(id), "endpoint": body["endpoint"] ?? "",
        "disabled": .bool(body["disabled"]?.isTruthy ?? false),
        "full_resolution": .bool(body["full_resolution"]?.isTruthy ?? false),
        "with_content": .bool(body["with_content"]?.isTruthy ?? false), "events": .array(events),
      ]
      workspace.content.webhooks[id] = webhook
      return .ok(.object(webhook))
    }
  }
}
