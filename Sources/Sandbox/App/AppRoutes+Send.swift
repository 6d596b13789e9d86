extension AppRoutes {
  /// Transactional messages, one at a time.
  mutating func addSend() {
    let channels: [(path: String, type: String)] = [
      ("email", "email"), ("push", "push"), ("sms", "twilio"), ("whatsapp", "whatsapp"), ("in_app", "in_app"),
      ("inbox_message", "in_app"),
    ]
    for (path, type) in channels {
      add("POST", "/v1/send/\(path)", limited: false) { call, workspace in
        guard case .success(.object(let body)) = call.json else {
          return AppAnswer.refusedToSend(400, "the body must be a JSON object")
        }
        return Self.send(body, type, call, &workspace)
      }
    }
  }

  private static func send(_ body: JSONObject, _ type: String, _ call: Call, _ workspace: inout Workspace) -> Answer {
    guard let identifiers = body["identifiers"]?.object, identifiers.count == 1,
      let reference = PersonIdentifiers.read(identifiers)
    else { return AppAnswer.refusedToSend(400, "identifiers must hold one of id, email, cio_id") }
    var template: JSONObject?
    if let value = body["transactional_message_id"], !value.isNull {
      template = self.template(value, workspace)
      guard template != nil else { return AppAnswer.refusedToSend(400, "transactional message not found") }
    } else if type == "email" {
      for name in ["body", "subject", "from"] where body[name]?.string?.isEmpty ?? true {
        return AppAnswer.refusedToSend(400, "\(name) is required without a transactional_message_id")
      }
    } else {
      return AppAnswer.refusedToSend(400, "transactional_message_id is required")
    }
    if type == "email", body["to"]?.string?.isEmpty ?? true { return AppAnswer.refusedToSend(400, "to is required") }
    guard let person = workspace.findOrCreate(reference, at: call.now) else {
      return AppAnswer.refusedToSend(400, "no such person")
    }
    var draft = Delivery(type: type, person: person)
    draft.recipient = body["to"]?.string
    draft.subject = body["subject"]?.string ?? template?["name"]?.string ?? ""
    draft.body = body["body"]?.string ?? ""
    draft.transactional = template?["id"]?.integer
    draft.isDraft = body["queue_draft"]?.isTruthy ?? template?["queue_drafts"]?.isTruthy ?? false
    draft.sendsToUnsubscribed =
      body["send_to_unsubscribed"]?.isTruthy ?? template?["send_to_unsubscribed"]?.isTruthy ?? true
    if let time = body["send_at"]?.looseInteger, time > call.now { draft.delay = time - call.now }
    let message = workspace.deliver(draft, at: call.now)
    return .ok(["delivery_id": .string(message.id), "queued_at": .integer(call.now)])
  }

  /// A transactional message by its number or by its trigger name.
  private static func template(_ value: JSON, _ workspace: Workspace) -> JSONObject? {
    if let id = value.looseInteger { return workspace.content.transactional[id] }
    return workspace.content.transactional.values.first { $0["trigger_name"]?.string == value.string }
  }
}
