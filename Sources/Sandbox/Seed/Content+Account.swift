extension Content {
  /// Senders, webhooks, collections, snippets, topics, suppressions, exports and imports.
  mutating func addAccount(now: Int) {
    let day = HistoryBuilder.day
    addSenders()
    webhooks[1] = Self.object([
      "name": "Warehouse", "id": 1, "endpoint": "https://hooks.example.com/reporting", "disabled": false,
      "full_resolution": true, "with_content": false,
      "events": ["email_sent", "email_bounced", "email_dropped", "customer_unsubscribed"],
    ])
    webhooks[2] = Self.object([
      "name": "Old dashboard", "id": 2, "endpoint": "https://old.example.com/hook", "disabled": true,
      "full_resolution": false, "with_content": false, "events": ["email_opened"],
    ])
    setCollection(
      1, name: "upcoming events",
      rows: [["name": "Meet-up", "city": "Zürich"], ["name": "Webinar", "city": "online"]], created: now - 50 * day,
      now: now - 50 * day)
    setCollection(
      2, name: "plans", rows: [["plan": "pro", "price": .number("129.00")]], created: now - 90 * day, now: now - 3 * day
    )
    for (name, value) in [
      ("footer", "<p>Example AG, Bahnhofstrasse 1, Zürich</p>"), ("greeting", "Hello {{customer.first_name}}"),
    ] {
      snippets[name] = Self.object([
        "name": .string(name), "value": .string(value), "updated_at": .integer(now - 30 * day),
      ])
    }
    topics = [
      Self.topic(1, "Product news", "What is new, once a month"), Self.topic(2, "Offers", "Seldom, we promise"),
      Self.topic(3, "Events", "Meet-ups and webinars"),
    ]
    channels = ["Email", "Push", "SMS"].enumerated().map { index, name in
      [
        "id": .integer(index + 1), "name": .string(name), "description": .string("\(name) messages"),
        "subscribed_by_default": true,
      ]
    }
    suppressions["bounces"] = [
      "alan@example.net": Self.object([
        "created": .integer(now - 31 * day), "email": "alan@example.net",
        "reason": "550 5.1.1 The email account that you tried to reach does not exist", "status": "5.1.1",
      ])
    ]
    suppressions["blocks"] = [:]
    suppressions["spam_reports"] = [
      "guido@example.net": Self.object([
        "created": .integer(now - 12 * day), "email": "guido@example.net", "reason": "Marked as spam", "status": "",
      ])
    ]
    suppressions["invalid_emails"] = [
      "nobody@invalid": Self.object([
        "created": .integer(now - 80 * day), "email": "nobody@invalid", "reason": "Invalid address", "status": "550",
      ])
    ]
    optOuts[3] = ["sms|+15550100"]
    exports[1] = Self.export(
      1, kind: "customers", about: "Customers with segment filters—in VIP", total: 26, at: now - 9 * day)
    imports[1] = Self.object([
      "id": 1, "name": "Webinar sign-ups", "type": "people", "identifier": "email",
      "created_at": .integer(now - 8 * day),
      "updated_at": .integer(now - 8 * day + 60), "state": "imported", "rows_to_import": 210, "rows_imported": 208,
      "error": "2 rows without an email",
    ])
  }

  private mutating func addSenders() {
    let senders = [
      ("Example", "hello@example.com"), ("Example Support", "support@example.com"),
      ("Ada from Example", "ada@team.example.com"),
    ]
    for (index, sender) in senders.enumerated() {
      let id = index + 1
      self.senders[id] = Self.object([
        "id": .integer(id), "deduplicate_id": .string("\(id):1492548073"), "name": .string(sender.0),
        "email": .string(sender.1), "address": .string("\(sender.0) <\(sender.1)>"), "template_type": "email",
        "auto_generated": .bool(id == 3),
      ])
    }
  }

  private static func topic(_ id: Int, _ name: String, _ about: String) -> JSON {
    [
      "id": .integer(id), "identifier": .string("topic_\(id)"), "name": .string(name), "description": .string(about),
      "subscribed_by_default": true,
    ]
  }

  static func export(_ id: Int, kind: String, about: String, total: Int, at time: Int) -> JSONObject {
    object([
      "id": .integer(id), "deduplicate_id": .string("\(id):\(time)"), "user_id": 7, "user_email": "ops@example.com",
      "total": .integer(total), "type": .string(kind), "failed": false, "description": .string(about), "downloads": 0,
      "created_at": .integer(time), "updated_at": .integer(time), "status": "pending",
    ])
  }

  mutating func setCollection(_ id: Int, name: String, rows: [JSON], created: Int, now: Int) {
    var schema: [String] = []
    for row in rows {
      for member in row.object?.members ?? [] where !schema.contains(member.name) { schema.append(member.name) }
    }
    collections[id] = Self.object([
      "id": .integer(id), "name": .string(name), "schema": .array(schema.map { .string($0) }),
      "rows": .integer(rows.count), "bytes": .integer(JSON.array(rows).byteCount), "created_at": .integer(created),
      "updated_at": .integer(now),
    ])
    collectionRows[id] = rows
  }

  static func object(_ value: JSON) -> JSONObject { value.object ?? JSONObject() }
}
