extension Content {
  static func seeded(now: Int) -> Content {
    var content = Content()
    content.addCampaigns(now: now)
    content.addNewsletters(now: now)
    content.addTransactional(now: now)
    content.addAccount(now: now)
    return content
  }

  private mutating func addCampaigns(now: Int) {
    let day = HistoryBuilder.day
    let campaigns: [(name: String, segment: Int, event: String?, types: [String])] = [
      ("Welcome", 8, nil, ["email"]), ("Onboarding", 3, nil, ["email", "push"]),
      ("Upgrade to Enterprise", 6, nil, ["email", "email", "webhook"]), ("Win back", 11, nil, ["email"]),
      ("Abandoned cart", 3, "cart_abandoned", ["email"]),
    ]
    for (index, campaign) in campaigns.enumerated() {
      let id = index + 1
      let created = now - (300 - id * 20) * day
      let actions = campaign.types.enumerated().map { (id * 10 + $0.offset + 1, $0.element) }
      var entry = Self.head(id, campaign.name, created: created, updated: now - id * day)
      entry.append("type", campaign.event == nil ? "segment" : "behavioral")
      entry.append("active", .bool(id != 4))
      entry.append("state", id == 4 ? "stopped" : "running")
      entry.append("trigger_segment_ids", campaign.event == nil ? [.integer(campaign.segment)] : [])
      entry.append("filter_segment_ids", [])
      if let event = campaign.event { entry.append("event_name", .string(event)) }
      entry.append("actions", Self.references(actions))
      entry.append("msg_templates", Self.references(actions))
      entry.append("first_started", .integer(created + day))
      entry.append("created_by", "ops@example.com")
      entry.append("tags", id == 1 ? ["lifecycle"] : [])
      self.campaigns[id] = entry
      for (action, type) in actions {
        addAction(action, type, subject: Population.subjects[index], owner: ("campaign_id", id), created: created)
      }
    }
    for (id, name) in [(6, "Price change 2025"), (7, "Incident notice")] {
      let created = now - (120 - id) * day
      var entry = Self.head(id, name, created: created, updated: created + day)
      entry.append("type", "triggered_broadcast")
      entry.append("active", true)
      entry.append("actions", Self.references([(id * 10 + 1, "email")]))
      entry.append("msg_template_ids", Self.references([(id * 10 + 1, "email")]))
      entry.append("tags", [])
      broadcasts[id] = entry
      addAction(id * 10 + 1, "email", subject: name, owner: ("broadcast_id", id), created: created)
    }
    triggers[1] = JSONObject([
      .init(name: "id", value: 1), .init(name: "broadcast_id", value: 6),
      .init(name: "created_at", value: .integer(now - 20 * day)),
      .init(name: "processed_at", value: .integer(now - 20 * day + 41)), .init(name: "recipients_count", value: 312),
      .init(name: "data_file_error_count", value: 2),
    ])
  }

  private mutating func addAction(_ id: Int, _ type: String, subject: String, owner: (String, Int), created: Int) {
    var action = Self.head(id, "\(subject) (\(type))", created: created, updated: created)
    action.append(owner.0, .integer(owner.1))
    action.append("type", .string(type))
    action.append("sending_state", "automatic")
    if type == "webhook" {
      action.append("url", "https://hooks.example.com/crm")
      action.append("method", "post")
      action.append("body", "{\"id\":\"{{customer.id}}\"}")
      action.append("headers", [])
    } else {
      action.append("layout", "")
      action.append("body", .string("<p>Hello {{customer.first_name}}</p>"))
      action.append("from", "Example <hello@example.com>")
      action.append("from_id", 1)
      action.append("reply_to", "support@example.com")
      action.append("recipient", .string(type == "email" ? "{{customer.email}}" : "{{customer.id}}"))
      action.append("subject", .string(subject))
      action.append("preheader_text", "")
      action.append("bcc", "")
      action.append("fake_bcc", false)
      action.append("headers", [])
    }
    actions[id] = action
  }

  private mutating func addNewsletters(now: Int) {
    let day = HistoryBuilder.day
    let newsletters: [(name: String, sent: Int?)] = [
      ("Spring release 🌱", 70), ("Saved filters", 6), ("Samples", 40), ("Summer break (draft)", nil),
    ]
    for (index, newsletter) in newsletters.enumerated() {
      let id = index + 1
      let created = now - (90 - id) * day
      var entry = Self.head(id, newsletter.name, created: created, updated: created + day)
      entry.append("type", "email")
      entry.append("subject", .string(newsletter.name))
      entry.append("sent_at", .integer(newsletter.sent.map { now - $0 * day }))
      entry.append("recipient_segment_ids", [3])
      entry.append("msg_template_ids", [.integer(100 + id)])
      entry.append("content_ids", [.integer(100 + id)])
      entry.append("tags", [])
      self.newsletters[id] = entry
      addContent(100 + id, newsletter.name, owner: ("newsletter_id", id), created: created)
    }
    testGroups[1] = JSONObject([
      .init(name: "id", value: 1), .init(name: "newsletter_id", value: 1), .init(name: "label", value: "Group A"),
      .init(name: "content_ids", value: [101]),
    ])
  }

  private mutating func addTransactional(now: Int) {
    let list: [(name: String, about: String)] = [
      ("Receipt", "What was bought, and for how much"), ("Password reset", "A link that works for an hour"),
      ("Login code", "Six digits by SMS"),
    ]
    for (index, message) in list.enumerated() {
      let id = index + 1
      let created = now - (200 - id) * HistoryBuilder.day
      transactional[id] = JSONObject([
        .init(name: "id", value: .integer(id)), .init(name: "name", value: .string(message.name)),
        .init(name: "description", value: .string(message.about)),
        .init(name: "trigger_name", value: .string(message.name.lowercased().replacing(" ", with: "_"))),
        .init(name: "send_to_unsubscribed", value: true), .init(name: "link_tracking", value: true),
        .init(name: "open_tracking", value: true), .init(name: "hide_message_body", value: .bool(id == 2)),
        .init(name: "queue_drafts", value: false), .init(name: "created_at", value: .integer(created)),
        .init(name: "updated_at", value: .integer(created)),
      ])
      addContent(200 + id, message.name, owner: ("transactional_id", id), created: created)
    }
  }

  private mutating func addContent(_ id: Int, _ name: String, owner: (String, Int), created: Int) {
    var entry = Self.head(id, "\(name), default", created: created, updated: created)
    entry.append(owner.0, .integer(owner.1))
    entry.append("language", "")
    entry.append("layout", "")
    entry.append("body", "<p>Hello {{customer.first_name}}</p>")
    entry.append("type", "email")
    entry.append("from", "Example <hello@example.com>")
    entry.append("from_id", 1)
    entry.append("recipient", "{{customer.email}}")
    entry.append("subject", .string(name))
    entry.append("bcc", "")
    entry.append("fake_bcc", false)
    entry.append("preheader_text", "")
    entry.append("headers", [])
    contents[id] = entry
  }

  static func head(_ id: Int, _ name: String, created: Int, updated: Int) -> JSONObject {
    JSONObject([
      .init(name: "id", value: .integer(id)), .init(name: "deduplicate_id", value: .string("\(id):\(updated)")),
      .init(name: "name", value: .string(name)), .init(name: "created", value: .integer(created)),
      .init(name: "updated", value: .integer(updated)),
    ])
  }

  private static func references(_ list: [(Int, String)]) -> JSON {
    .array(list.map { ["id": .integer($0.0), "type": .string($0.1)] })
  }
}
