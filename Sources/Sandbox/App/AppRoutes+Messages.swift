extension AppRoutes {
  mutating func addMessages() {
    get("/v1/messages") { call, workspace in
      var wanted = workspace.allMessages()
      for (name, path) in Self.owners {
        guard let text = call.query(name), !text.isEmpty else { continue }
        guard let id = Int(text) else { return AppAnswer.badRequest("\(name) must be an integer") }
        wanted.removeAll { $0[keyPath: path] != id }
      }
      return Self.answer(wanted, call, workspace)
    }
    get("/v1/messages/{message_id}") { call, workspace in
      guard let message = workspace.message(call["message_id"]) else { return AppAnswer.notFound }
      return .ok(["message": message.json(workspace, now: call.now)])
    }
    get("/v1/messages/{message_id}/archived_message") { call, workspace in
      guard let message = workspace.message(call["message_id"]) else { return AppAnswer.notFound }
      return .ok(["archived_message": message.archived])
    }
    get("/v1/customers/{customer_id}/messages") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        Self.answer(workspace.messages(of: person.number), call, workspace)
      }
    }
  }

  private static let owners: [(String, KeyPath<Message, Int?> & Sendable)] = [
    ("campaign_id", \.campaign), ("newsletter_id", \.newsletter), ("action_id", \.action),
    ("broadcast_id", \.broadcast),
  ]

  /// A page of messages, newest first, after the filters that the query names.
  static func answer(_ list: [Message], _ call: Call, _ workspace: Workspace) -> Answer {
    guard let page = Page(call, standard: 50, maximum: 1000) else { return AppAnswer.badRequest(Page.malformed) }
    let type = call.query("type").flatMap { $0.isEmpty ? nil : $0 }
    let metric = (call.query("metric") ?? call.query("state")).flatMap { $0.isEmpty ? nil : $0 }
    let from = call.query("start_ts").flatMap { Int($0) } ?? 0
    let to = call.query("end_ts").flatMap { Int($0) } ?? .max
    let drafts = call.query("drafts")
    let wanted = list.filter { message in
      guard message.created >= from, message.created <= to, type == nil || message.type == type else { return false }
      if let metric, metric != "created", !message.has(metric, by: call.now) { return false }
      if let drafts, !drafts.isEmpty { return isTrue(drafts) == message.has("drafted", by: call.now) }
      return true
    }
    let end = call.query("start").map { $0.isEmpty } ?? true ? wanted.count : min(page.start, wanted.count)
    let first = max(0, end - page.limit)
    let items = wanted[first..<end].reversed().map { $0.json(workspace, now: call.now) }
    return .ok(["messages": .array(items), "next": .string(first > 0 ? Page.token(first) : "")])
  }
}

extension Message {
  func json(_ workspace: Workspace, now: Int) -> JSON {
    let customer = person.flatMap { workspace.person($0) }
    var metrics: JSONObject = ["created": .integer(created)]
    for state in reached(by: now) { metrics[state.name] = .integer(state.time) }
    return [
      "id": .string(id), "deduplicate_id": .string("\(id):\(created)"),
      "message_template_id": .integer(action ?? content ?? 0),
      "customer_id": .text(customer?.id),
      "customer_identifiers": customer?.identifiers ?? [
        "email": nil, "id": nil, "cio_id": .text(person.map { Person.cioID($0) }),
      ],
      "type": .string(type), "recipient": .string(recipient), "subject": .string(subject), "created": .integer(created),
      "metrics": .object(metrics), "failure_message": .text(failure), "campaign_id": .integer(campaign),
      "action_id": .integer(action), "broadcast_id": .integer(broadcast), "newsletter_id": .integer(newsletter),
      "content_id": .integer(content), "transactional_message_id": .integer(transactional),
      "trigger_id": .integer(trigger),
      "forgotten": .bool(forgotten),
    ]
  }

  /// What was sent, word for word.
  var archived: JSON {
    var object: JSONObject = ["id": .string(id), "forgotten": .bool(forgotten), "recipient": .string(recipient)]
    if type == "webhook" {
      object.append("url", .string(recipient))
      object.append("request_method", "POST")
      object.append("headers", [["Content-Type": "application/json"]])
      object.append("body", .string(body.isEmpty ? "{\"event\":\"profile_updated\"}" : body))
    } else {
      object.append("from", "Example <hello@example.com>")
      object.append("reply_to", "support@example.com")
      object.append("subject", .string(subject))
      object.append("preheader_text", "")
      object.append("bcc", "")
      object.append("fake_bcc", false)
      object.append("headers", [])
      object.append(
        "body", .string(body.isEmpty ? "<!DOCTYPE html>\n<html><body><p>\(subject)</p></body></html>" : body))
    }
    return .object(object)
  }
}
