/// The name under which a field's value is kept: in a form, in the journal, in a draft.
public struct FieldKey: Hashable, Sendable, RawRepresentable {
  public let rawValue: String

  public init(rawValue: String) { self.rawValue = rawValue }

  public static let connection = FieldKey(rawValue: "connection")
  public static let reason = FieldKey(rawValue: "reason")

  public static let connectionName = FieldKey(rawValue: "connection_name")
  public static let siteID = FieldKey(rawValue: "site_id")
  public static let apiKey = FieldKey(rawValue: "api_key")
  public static let appAPIKey = FieldKey(rawValue: "app_api_key")
  public static let pipelinesKey = FieldKey(rawValue: "pipelines_key")
  public static let secretCommand = FieldKey(rawValue: "secret_command")
  public static let region = FieldKey(rawValue: "region")
  public static let trackURL = FieldKey(rawValue: "track_url")
  public static let appURL = FieldKey(rawValue: "app_url")
  public static let betaURL = FieldKey(rawValue: "beta_url")
  public static let pipelinesURL = FieldKey(rawValue: "pipelines_url")
  public static let kind = FieldKey(rawValue: "kind")

  public static let customerID = FieldKey(rawValue: "customer_id")
  public static let eventName = FieldKey(rawValue: "event_name")
  public static let eventType = FieldKey(rawValue: "event_type")
  public static let data = FieldKey(rawValue: "data")
  public static let timestamp = FieldKey(rawValue: "timestamp")
  public static let eventID = FieldKey(rawValue: "event_id")

  public static let email = FieldKey(rawValue: "email")
  public static let createdAt = FieldKey(rawValue: "created_at")
  public static let attributes = FieldKey(rawValue: "attributes")
  public static let updateOnly = FieldKey(rawValue: "update_only")

  public static let segmentID = FieldKey(rawValue: "segment_id")
  public static let customerIDs = FieldKey(rawValue: "customer_ids")
  public static let idType = FieldKey(rawValue: "id_type")

  public static let domain = FieldKey(rawValue: "domain")
  public static let url = FieldKey(rawValue: "url")
  public static let method = FieldKey(rawValue: "method")
  public static let headers = FieldKey(rawValue: "headers")
  public static let query = FieldKey(rawValue: "query")
  public static let body = FieldKey(rawValue: "body")
  public static let noHistory = FieldKey(rawValue: "no_history")
}
