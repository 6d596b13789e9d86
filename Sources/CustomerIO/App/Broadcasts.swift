import JSONText

/// One run of a broadcast.
public struct BroadcastRun: APIRecord, Hashable {
  public let id: String
  public let broadcastID: Int?
  /// Unix seconds.
  public let createdAt: Int?
  /// Unix seconds; nil while it goes on.
  public let processedAt: Int?
  public let recipients: Int?
  public let errors: Int?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let id = json.text("id") else { return nil }
    self.id = id
    broadcastID = json.integer("broadcast_id")
    createdAt = json.integer("created_at")
    processedAt = json.integer("processed_at")
    recipients = json.integer("recipients_count")
    errors = json.integer("data_file_error_count")
    raw = json
  }
}

/// A line of text, e.g. an error of a run.
public struct TextLine: APIRecord, Hashable {
  public let text: String
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    text = json.stringValue ?? json.compactText
    raw = json
  }
}

/// Who a run of a broadcast goes to.
public enum BroadcastAudience: Hashable, Sendable {
  /// As the broadcast itself says.
  case standard
  case filter(PeopleFilter)
  case ids([String])
  case emails([String])
  case dataFile(url: String)

  fileprivate var member: JSONMember? {
    switch self {
    case .standard: nil
    case .filter(let filter): JSONMember(key: "recipients", value: filter.json)
    case .ids(let ids): JSONMember(key: "ids", value: .array(ids.map(JSONValue.string)))
    case .emails(let emails): JSONMember(key: "emails", value: .array(emails.map(JSONValue.string)))
    case .dataFile(let url): JSONMember(key: "data_file_url", value: .string(url))
    }
  }
}

extension AppQuery where Answer == BroadcastRun {
  /// Starts a broadcast: messages go out. One run in 10 seconds; never repeated by itself.
  public static func triggerBroadcast(
    _ id: Int, audience: BroadcastAudience = .standard, data: JSONValue? = nil
  ) -> AppQuery {
    let members = [audience.member, data.map { JSONMember(key: "data", value: $0) }].compactMap { $0 }
    return .one(.changing(.post, "/v1/campaigns/\(id)/triggers", body: .object(members)))
  }

  /// How a run is getting on.
  public static func broadcastRun(broadcast: Int, run: String) throws(RequestError) -> AppQuery {
    let segment = try PathSegment.encode(run, action: "read a broadcast's run")
    return .one(.reading("/v1/campaigns/\(broadcast)/triggers/\(segment)"))
  }
}

extension AppQuery where Answer == Page<BroadcastRun> {
  public static func broadcastRuns(broadcast: Int) -> AppQuery {
    .list(.reading("/v1/broadcasts/\(broadcast)/triggers"), "triggers")
  }
}

extension AppQuery where Answer == Page<TextLine> {
  public static func broadcastErrors(
    broadcast: Int, run: String, start: String? = nil, limit: Int? = nil
  ) throws(RequestError) -> AppQuery {
    let segment = try PathSegment.encode(run, action: "list the errors of a broadcast's run")
    return .list(
      .reading(
        "/v1/campaigns/\(broadcast)/triggers/\(segment)/errors",
        query: [.optional("start", start), .optional("limit", limit)]), "errors")
  }

  /// Where Customer.io sends from. Needs no key: it tells "the network is fine" from "the key is not".
  public static func addresses() -> AppQuery {
    .list(.reading("/v1/info/ip_addresses", needsCredentials: false), "ip_addresses")
  }
}
