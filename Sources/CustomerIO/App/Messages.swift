import JSONText

/// One message to one person.
public struct Message: APIRecord, Hashable {
  public let id: String
  /// "email", "push", "twilio", "webhook", …
  public let type: String?
  public let recipient: String?
  public let subject: String?
  /// Unix seconds.
  public let createdAt: Int?
  public let customerID: String?
  public let person: Person?
  public let campaignID: Int?
  public let actionID: Int?
  public let broadcastID: Int?
  public let newsletterID: Int?
  public let contentID: Int?
  public let transactionalID: Int?
  public let failureMessage: String?
  /// Its content is no longer kept.
  public let isForgotten: Bool
  /// Each state it reached with the moment in Unix seconds, in the order of reaching.
  public let metrics: [Metric]
  public let raw: JSONValue

  public struct Metric: Hashable, Sendable {
    public let name: String
    public let at: Int
  }

  public init?(_ json: JSONValue) {
    guard let id = json.text("id") else { return nil }
    self.id = id
    type = json.text("type")
    recipient = json.text("recipient")
    subject = json.text("subject")
    createdAt = json.integer("created")
    customerID = json.text("customer_id")
    person = json["customer_identifiers"].flatMap(Person.init)
    campaignID = json.integer("campaign_id")
    actionID = json.integer("action_id")
    broadcastID = json.integer("broadcast_id")
    newsletterID = json.integer("newsletter_id")
    contentID = json.integer("content_id")
    transactionalID = json.integer("transactional_message_id")
    failureMessage = json.text("failure_message")
    isForgotten = json.flag("forgotten") ?? false
    metrics = (json["metrics"]?.objectValue ?? [])
      .compactMap { member in member.value.intValue.map { Metric(name: member.key, at: $0) } }
      .enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    raw = json
  }

  /// The state reached last.
  public var state: String? { metrics.last?.name }
}

/// A message as it was sent.
public struct ArchivedMessage: APIRecord, Hashable {
  public let id: String?
  public let from: String?
  public let replyTo: String?
  public let recipient: String?
  public let subject: String?
  /// HTML, text, or a webhook's body.
  public let body: String?
  /// Of a webhook.
  public let url: String?
  public let requestMethod: String?
  public let isForgotten: Bool
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard json.objectValue != nil else { return nil }
    id = json.text("id")
    from = json.text("from")
    replyTo = json.text("reply_to")
    recipient = json.text("recipient")
    subject = json.text("subject")
    body = json.text("body")
    url = json.text("url")
    requestMethod = json.text("request_method")
    isForgotten = json.flag("forgotten") ?? false
    raw = json
  }
}

/// What narrows a list of messages.
public struct MessageFilter: Hashable, Sendable {
  public var type: String?
  /// A state the messages reached.
  public var metric: String?
  public var drafts: Bool?
  public var campaignID: Int?
  public var newsletterID: Int?
  public var actionID: Int?

  public init(
    type: String? = nil, metric: String? = nil, drafts: Bool? = nil, campaignID: Int? = nil, newsletterID: Int? = nil,
    actionID: Int? = nil
  ) {
    self.type = type
    self.metric = metric
    self.drafts = drafts
    self.campaignID = campaignID
    self.newsletterID = newsletterID
    self.actionID = actionID
  }

  var query: [NameValue?] {
    [
      .optional("type", type), .optional("metric", metric), drafts.map { NameValue("drafts", $0 ? "true" : "false") },
      .optional("campaign_id", campaignID), .optional("newsletter_id", newsletterID), .optional("action_id", actionID),
    ]
  }
}

extension AppQuery where Answer == Page<Message> {
  /// What was sent to somebody.
  /// - Parameters:
  ///   - from: Unix seconds.
  ///   - to: Unix seconds.
  public static func messages(
    of person: some PersonNaming, from: Int? = nil, to: Int? = nil, start: String? = nil, limit: Int? = nil
  ) throws(RequestError) -> AppQuery {
    let (segment, type) = try person.personReference.appSegment(action: "list a person's messages")
    return .list(
      .reading(
        "/v1/customers/\(segment)/messages",
        query: [
          type, .optional("start_ts", from), .optional("end_ts", to), .optional("start", start),
          .optional("limit", limit),
        ]), "messages")
  }

  /// What was sent from the workspace.
  public static func messages(
    _ filter: MessageFilter = MessageFilter(), start: String? = nil, limit: Int? = nil
  ) -> AppQuery {
    .list(
      .reading("/v1/messages", query: filter.query + [.optional("start", start), .optional("limit", limit)]),
      "messages")
  }

  /// What a campaign, broadcast, newsletter or transactional message sent.
  public static func messages(
    of sender: MessageSource, _ filter: MessageFilter = MessageFilter(), start: String? = nil, limit: Int? = nil
  ) -> AppQuery {
    .list(
      .reading(
        sender.path + "/messages", query: filter.query + [.optional("start", start), .optional("limit", limit)]),
      "messages")
  }
}

extension AppQuery where Answer == Message {
  public static func message(id: String) throws(RequestError) -> AppQuery {
    .one(.reading("/v1/messages/\(try PathSegment.encode(id, action: "read a message"))"), "message")
  }
}

extension AppQuery where Answer == ArchivedMessage {
  /// The message's content, where Customer.io still has it.
  public static func archivedMessage(id: String) throws(RequestError) -> AppQuery {
    let segment = try PathSegment.encode(id, action: "read a message's content")
    return .one(.reading("/v1/messages/\(segment)/archived_message"), "archived_message")
  }
}
