import JSONText

/// Why the email provider sends nothing to an address.
public enum SuppressionKind: String, CaseIterable, Hashable, Sendable {
  case bounces
  case blocks
  case spamReports = "spam_reports"
  case invalidEmails = "invalid_emails"
}

/// An address that the email provider sends nothing to.
public struct Suppression: APIRecord, Hashable {
  public let email: String
  public let reason: String?
  public let status: String?
  /// Unix seconds.
  public let createdAt: Int?
  public let raw: JSONValue

  public init?(_ json: JSONValue) {
    guard let email = json.text("email") else { return nil }
    self.email = email
    reason = json.text("reason")
    status = json.text("status")
    createdAt = json.integer("created")
    raw = json
  }
}

extension AppQuery where Answer == Page<Suppression> {
  /// Looks an address up in all of the provider's lists; `raw` holds the list's name as `category`.
  public static func suppressions(of email: String) throws(RequestError) -> AppQuery {
    let segment = try PathSegment.encode(email, action: "look an address up")
    return AppQuery(.reading("/v1/esp/search_suppression/\(segment)")) { json in
      guard json.objectValue != nil else { return nil }
      return Page(items: json.records("suppressions"), next: nil, raw: json)
    }
  }

  /// This list is paged by `offset`, not by tokens.
  public static func suppressions(_ kind: SuppressionKind, limit: Int? = nil, offset: Int? = nil) -> AppQuery {
    .list(
      .reading(
        "/v1/esp/suppression/\(kind.rawValue)", query: [.optional("limit", limit), .optional("offset", offset)]),
      "suppressions")
  }
}

extension AppQuery where Answer == Acknowledgement {
  public static func suppress(email: String, _ kind: SuppressionKind) throws(RequestError) -> AppQuery {
    let segment = try PathSegment.encode(email, action: "suppress an address")
    return .one(.changing(.post, "/v1/esp/suppression/\(kind.rawValue)/\(segment)"))
  }

  public static func liftSuppression(email: String, _ kind: SuppressionKind) throws(RequestError) -> AppQuery {
    let segment = try PathSegment.encode(email, action: "lift a suppression")
    return .one(.changing(.delete, "/v1/esp/suppression/\(kind.rawValue)/\(segment)"))
  }
}
