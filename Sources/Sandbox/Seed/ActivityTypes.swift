/// The kinds of activity that the seeded workspace shows at least once each.
enum ActivityTypes {
  static let plain = [
    "profile_create", "attribute_change", "event", "page", "screen", "add_relationship",
    "relationship_attribute_change",
    "relationship_failed_attribute_change", "delete_relationship", "device_change", "anon_merge",
    "failed_attribute_change", "failed_batch_update", "failed_event", "failed_query_collection", "profile_delete",
    "profile_merge", "skipped_update", "topic_unsubscribed_email", "viewed_content", "webhook_event",
  ]

  static let channels: [(channel: String, states: [String])] = [
    (
      "email",
      [
        "drafted", "attempted", "sent", "delivered", "opened", "clicked", "converted", "bounced", "dropped", "deferred",
        "failed", "spammed", "unsubscribed", "undeliverable", "suppressed",
      ]
    ),
    (
      "push",
      [
        "drafted", "attempted", "sent", "delivered", "opened", "clicked", "converted", "bounced", "dropped", "failed",
        "undeliverable",
      ]
    ),
    (
      "twilio",
      ["drafted", "attempted", "sent", "delivered", "clicked", "converted", "bounced", "failed", "undeliverable"]
    ),
    ("webhook", ["drafted", "attempted", "sent", "clicked", "converted", "failed", "undeliverable"]),
    ("slack", ["drafted", "attempted", "sent", "clicked", "converted", "failed"]),
    ("in_app", ["drafted", "sent", "opened", "clicked", "converted", "failed", "undeliverable"]),
    ("whatsapp", ["drafted", "attempted", "sent", "delivered", "opened", "clicked", "failed", "undeliverable"]),
  ]

  static func sample(_ type: String) -> JSON {
    switch type {
    case "attribute_change": return ["plan": ["from": "free", "to": "basic"]]
    case "failed_attribute_change": return ["mrr": ["from": "19.00", "to": "a lot"], "reason": "value too long"]
    case "add_relationship", "delete_relationship": return ["object_type_id": "1", "object_id": "acme"]
    case "relationship_attribute_change": return ["role": ["from": nil, "to": "owner"]]
    case "profile_merge": return ["secondary": ["id": "sam-2"]]
    default: return [:]
    }
  }
}
