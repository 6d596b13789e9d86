extension AppRoutes {
  /// The provider's suppression lists, and subscription topics and channels.
  mutating func addSuppression() {
    get("/v1/esp/search_suppression/{email_address}") { call, workspace in
      let address = call["email_address"].lowercased()
      for (kind, list) in workspace.content.suppressions {
        guard let entry = list[address] else { continue }
        return .ok(["category": .string(Self.category(kind)), "suppressions": [.object(entry)]])
      }
      return .ok(["category": "", "suppressions": []])
    }
    get("/v1/esp/suppression/{suppression_type}") { call, workspace in Self.suppressions(call, workspace, domain: nil) }
    get("/v1/esp/domains/{domain_name}/suppression/{suppression_type}") { call, workspace in
      Self.suppressions(call, workspace, domain: call["domain_name"])
    }
    post("/v1/esp/suppression/{suppression_type}/{email_address}") { call, workspace in
      let kind = call["suppression_type"]
      guard workspace.content.suppressions[kind] != nil else { return AppAnswer.badRequest("invalid suppression type") }
      guard Reference.looksLikeEmail(call["email_address"]) else {
        return AppAnswer.badRequest("invalid email address")
      }
      workspace.content.suppressions[kind]?[call["email_address"].lowercased()] = [
        "created": .integer(call.now), "email": .string(call["email_address"]),
        "reason": "Uploaded manually via api.customer.io", "status": "550",
      ]
      return .ok([:])
    }
    delete("/v1/esp/suppression/{suppression_type}/{email_address}") { call, workspace in
      let kind = call["suppression_type"]
      guard workspace.content.suppressions[kind] != nil else { return AppAnswer.badRequest("invalid suppression type") }
      workspace.content.suppressions[kind]?[call["email_address"].lowercased()] = nil
      return .empty(204)
    }
    get("/v1/subscription_topics") { _, workspace in .ok(["topics": .array(workspace.content.topics)]) }
    get("/v1/subscription_channels") { _, workspace in .ok(["channels": .array(workspace.content.channels)]) }
    get("/v1/subscription_center/{customer_id}/token") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        let token = DeliveryID.make(person: person.number, index: 0)
        return .ok([
          "token": .string(token), "url": .string("\(workspace.trackURL)/manage_subscription_preferences/\(token)"),
        ])
      }
    }
  }

  private static func category(_ kind: String) -> String {
    switch kind {
    case "spam_reports": return "spam"
    case "invalid_emails": return "invalid"
    default: return kind
    }
  }

  private static func suppressions(_ call: Call, _ workspace: Workspace, domain: String?) -> Answer {
    guard let list = workspace.content.suppressions[call["suppression_type"]] else {
      return AppAnswer.badRequest("invalid suppression type")
    }
    let limit = min(max(1, call.query("limit").flatMap { Int($0) } ?? 100), 1_000)
    let offset = max(0, call.query("offset").flatMap { Int($0) } ?? 0)
    let entries = list.filter { domain == nil || $0.key.hasSuffix("@" + (domain ?? "").lowercased()) }.values
    return .ok([
      "category": .string(category(call["suppression_type"])),
      "suppressions": .array(entries.dropFirst(offset).prefix(limit).map { .object($0) }),
    ])
  }
}
