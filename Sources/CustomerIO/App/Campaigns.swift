import JSONText

/// What sends messages.
public enum MessageSource: Hashable, Sendable {
  case campaign(Int)
  case broadcast(Int)
  case newsletter(Int)
  case transactional(Int)

  var path: String {
    switch self {
    case .campaign(let id): "/v1/campaigns/\(id)"
    case .broadcast(let id): "/v1/broadcasts/\(id)"
    case .newsletter(let id): "/v1/newsletters/\(id)"
    case .transactional(let id): "/v1/transactional/\(id)"
    }
  }

  /// The key under which an answer holds one of them; a transactional message stands bare.
  var key: String? {
    switch self {
    case .campaign: "campaign"
    case .broadcast: "broadcast"
    case .newsletter: "newsletter"
    case .transactional: nil
    }
  }
}

/// A campaign, a broadcast, a newsletter or a transactional message: they share their fields.
public struct Campaign: APIRecord, Hashable {
  public let id: Int
  public let name: String
  /// Of a campaign: what starts it.
  public let type: String?
  public let state: String?
  public let isActive: Bool?
  public let subject: String?
  public let description: String?
  /// Unix seconds.
  public let createdAt: Int?
  public let updatedAt: Int?
  /// Of a newsletter.
  public let sentAt: Int?
  public let triggerSegments: [Int]
  public let filterSegments: [Int]
  public let tags: [String]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.integer("id") else { return nil }
    func numbers(_ key: String) -> [Int] { json.texts(key).compactMap { Int($0) } }
    self.id = id
    name = json.text("name") ?? "\(id)"
    type = json.text("type")
    state = json.text("state")
    isActive = json.flag("active")
    subject = json.text("subject")
    description = json.text("description")
    createdAt = json.integer("created") ?? json.integer("created_at")
    updatedAt = json.integer("updated") ?? json.integer("updated_at")
    sentAt = json.integer("sent_at")
    triggerSegments = numbers("trigger_segment_ids") + numbers("recipient_segment_ids")
    filterSegments = numbers("filter_segment_ids")
    tags = json.texts("tags")
    raw = json
  }
}

/// One step of a campaign or broadcast.
public struct CampaignAction: APIRecord, Hashable {
  public let id: Int
  public let name: String?
  public let type: String?
  public let subject: String?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.integer("id") else { return nil }
    self.id = id
    name = json.text("name")
    type = json.text("type")
    subject = json.text("subject")
    raw = json
  }
}

/// Counts over time: of each state, one number a period.
public struct Metrics: APIRecord, Hashable {
  public struct Series: Hashable, Sendable {
    public let name: String
    public let values: [Int]
    public var total: Int { values.reduce(0, &+) }
  }

  public let series: [Series]
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let metric = json["metric"] ?? json["metrics"] else { return nil }
    series = (metric["series"]?.objectValue ?? []).map { member in
      Series(name: member.key, values: (member.value.arrayValue ?? []).map { $0.intValue ?? 0 })
    }
    raw = json
  }
}

extension AppQuery where Answer == Page<Campaign> {
  public static func campaigns() -> AppQuery { .list(.reading("/v1/campaigns"), "campaigns") }
  public static func broadcasts() -> AppQuery { .list(.reading("/v1/broadcasts"), "broadcasts") }
  public static func newsletters() -> AppQuery { .list(.reading("/v1/newsletters"), "newsletters") }
  public static func transactionalMessages() -> AppQuery { .list(.reading("/v1/transactional"), "messages") }
}

extension AppQuery where Answer == Campaign {
  public static func campaign(_ source: MessageSource) -> AppQuery {
    AppQuery(.reading(source.path)) { json in Campaign(source.key.flatMap { json[$0] } ?? json["message"] ?? json) }
  }
}

extension AppQuery where Answer == Page<CampaignAction> {
  /// The steps of a campaign or broadcast, or the variants of a newsletter or transactional message.
  public static func actions(of source: MessageSource) -> AppQuery {
    switch source {
    case .campaign, .broadcast: .list(.reading(source.path + "/actions"), "actions")
    case .newsletter, .transactional: .list(.reading(source.path + "/contents"), "contents")
    }
  }
}

extension AppQuery where Answer == Metrics {
  /// - Parameters:
  ///   - period: "hours", "days", "weeks" or "months".
  ///   - steps: how many of them.
  public static func metrics(
    of source: MessageSource, period: String? = nil, steps: Int? = nil, type: String? = nil
  ) -> AppQuery {
    .one(
      .reading(
        source.path + "/metrics",
        query: [.optional("period", period), .optional("steps", steps), .optional("type", type)]))
  }
}
