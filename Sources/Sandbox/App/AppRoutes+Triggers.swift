extension AppRoutes {
  /// Runs of API-triggered broadcasts.
  mutating func addTriggers() {
    add("POST", "/v1/campaigns/{broadcast_id}/triggers", interval: 10) { call, workspace in
      let id = Self.integer(call, "broadcast_id")
      guard workspace.content.broadcasts[id] != nil else { return AppAnswer.notFound }
      return Self.withObject(call) { body in Self.trigger(id, body, call, &workspace) }
    }
    get("/v1/broadcasts/{broadcast_id}/triggers") { call, workspace in
      let id = Self.integer(call, "broadcast_id")
      guard workspace.content.broadcasts[id] != nil else { return AppAnswer.notFound }
      let runs: [JSON] = Self.owned(workspace.content.triggers, by: "broadcast_id", id).map { run in
        let names = ["id", "broadcast_id", "created_at", "processed_at"]
        return .object(JSONObject(names.map { .init(name: $0, value: run[$0] ?? nil) }))
      }
      return .ok(["triggers": .array(runs)])
    }
    get("/v1/campaigns/{broadcast_id}/triggers/{trigger_id}") { call, workspace in
      guard var run = Self.run(call, workspace) else { return AppAnswer.notFound }
      run["errors"] = nil
      return .ok(.object(run))
    }
    get("/v1/campaigns/{broadcast_id}/triggers/{trigger_id}/errors") { call, workspace in
      guard let run = Self.run(call, workspace) else { return AppAnswer.notFound }
      guard let page = Page(call, standard: 50, maximum: 1000) else { return AppAnswer.badRequest(Page.malformed) }
      let (items, next) = page.cut(run["errors"]?.array ?? [])
      return .ok(["errors": .array(Array(items)), "next": .string(next)])
    }
  }

  private static func run(_ call: Call, _ workspace: Workspace) -> JSONObject? {
    let run = workspace.content.triggers[integer(call, "trigger_id")]
    return run?["broadcast_id"]?.integer == integer(call, "broadcast_id") ? run : nil
  }

  private static func trigger(_ id: Int, _ body: JSONObject, _ call: Call, _ workspace: inout Workspace) -> Answer {
    let audience: TriggerAudience
    switch TriggerAudience.read(body, workspace) {
    case .failure(let refusal):
      return AppAnswer.error(422, refusal.messages.joined(separator: ", "), pointer: refusal.field)
    case .success(let read): audience = read
    }
    let run = Content.nextID(workspace.content.triggers)
    let actions = owned(workspace.content.actions, by: "broadcast_id", id)
    for person in audience.people {
      for action in actions {
        var delivery = Delivery(type: action["type"]?.string ?? "email", person: person)
        delivery.subject = action["subject"]?.string ?? ""
        delivery.broadcast = id
        delivery.action = action["id"]?.integer
        delivery.trigger = run
        workspace.deliver(delivery, at: call.now)
      }
    }
    workspace.content.triggers[run] = [
      "id": .integer(run), "broadcast_id": .integer(id), "created_at": .integer(call.now),
      "processed_at": .integer(call.now + 1), "recipients_count": .integer(audience.people.count),
      "workflow_action_ids": .array(actions.compactMap { $0["id"] }),
      "data_file_processed": .bool(body["data_file_url"] != nil),
      "data_file_error_count": .integer(audience.errors.count),
      "recipients_filter": .object(body), "errors": .array(audience.errors.map { .string($0) }),
    ]
    return .ok(["id": .integer(run)])
  }
}

/// Whom a run of a broadcast goes to, and who was not found.
struct TriggerAudience: Sendable {
  var people: [Person] = []
  var errors: [String] = []

  static func read(_ body: JSONObject, _ workspace: Workspace) -> Result<TriggerAudience, Refusal> {
    var audience = TriggerAudience()
    if let filter = body["recipients"] {
      return ConditionInput.read(filter, pointer: "/data/recipients").map { condition in
        let numbers = workspace.numbers(from: 1).filter { workspace.holds(condition, for: $0) }.prefix(10_000)
        audience.people = numbers.compactMap { workspace.person($0) }
        return audience
      }
    }
    let lists: [(name: String, kind: String?)] = [("ids", "id"), ("emails", "email"), ("per_user_data", nil)]
    for (name, kind) in lists {
      guard let list = body[name]?.array else { continue }
      guard list.count <= 10_000 else {
        return .failure(Refusal(messages: ["\(name) cannot have more than 10000 items"], field: "/data/\(name)"))
      }
      for item in list {
        let reference =
          kind.map { Reference(kind: $0, text: item.attributeText) }
          ?? item.object.flatMap { $0["id"]?.string.map { .id($0) } ?? $0["email"]?.string.map { .email($0) } }
        guard let reference else {
          return .failure(
            Refusal(messages: ["Errors were found while processing per user data"], field: "/data/attributes/\(name)"))
        }
        if let person = workspace.find(reference) {
          audience.people.append(person)
        } else if !ignoresMissing(reference, body) {
          audience.errors.append("no person found for \(reference.json.compactText)")
        }
      }
      return .success(audience)
    }
    if body["data_file_url"]?.string != nil { return .success(audience) }
    return .failure(
      Refusal(messages: ["one of recipients, ids, emails, per_user_data, data_file_url is required"], field: "/data"))
  }

  private static func ignoresMissing(_ reference: Reference, _ body: JSONObject) -> Bool {
    if case .email = reference { return body["email_ignore_missing"]?.isTruthy ?? false }
    return body["id_ignore_missing"]?.isTruthy ?? false
  }
}
