import Foundation
import GRDB

/// A saved connection to a workspace. Its secrets are not in it: see `Vault` and `SecretSource`.
public struct ConnectionRecord: Hashable, Sendable, Identifiable {
  public let id: String
  /// Unique, whatever the case of its letters.
  public var name: String
  public var siteID: String
  /// `us`, `eu` or `custom`.
  public var region: String
  /// `production`, `staging`, `development` or `sandbox`.
  public var kind: String
  public var trackURL: String
  public var appURL: String
  public var betaURL: String
  public var pipelinesURL: String
  public var hasAppAPIKey: Bool
  public var hasPipelinesKey: Bool
  public var secretSource: SecretSource
  /// Changed by `makeDefault(id:)` alone.
  public internal(set) var isDefault: Bool
  public internal(set) var createdAt: Date
  public internal(set) var updatedAt: Date
  /// Raised by every update; what an update names as the version it builds on.
  public internal(set) var revision: Int

  public init(
    id: String = UUID().uuidString.lowercased(), name: String, siteID: String, region: String, kind: String,
    trackURL: String, appURL: String, betaURL: String, pipelinesURL: String, hasAppAPIKey: Bool = false,
    hasPipelinesKey: Bool = false, secretSource: SecretSource = .vault, isDefault: Bool = false,
    createdAt: Date = Date(), updatedAt: Date = Date(), revision: Int = 1
  ) {
    self.id = id
    self.name = name
    self.siteID = siteID
    self.region = region
    self.kind = kind
    self.trackURL = trackURL
    self.appURL = appURL
    self.betaURL = betaURL
    self.pipelinesURL = pipelinesURL
    self.hasAppAPIKey = hasAppAPIKey
    self.hasPipelinesKey = hasPipelinesKey
    self.secretSource = secretSource
    self.isDefault = isDefault
    self.createdAt = createdAt.storedPrecision
    self.updatedAt = updatedAt.storedPrecision
    self.revision = revision
  }

  /// What two names have in common that only differ in case or in how accents are encoded.
  static func nameKey(_ name: String) -> StoredText {
    name.precomposedStringWithCanonicalMapping.lowercased().stored
  }
}

extension ConnectionRecord: FetchableRecord {
  public init(row: Row) throws {
    try self.init(
      id: row.text("id"), name: row.text("name"), siteID: row.text("site_id"), region: row.text("region"),
      kind: row.text("kind"), trackURL: row.text("track_url"), appURL: row.text("app_url"),
      betaURL: row.text("beta_url"), pipelinesURL: row.text("pipelines_url"),
      hasAppAPIKey: row.value("has_app_api_key"), hasPipelinesKey: row.value("has_pipelines_key"),
      secretSource: SecretSource(storedText: row.text("secret_source")), isDefault: row.value("is_default"),
      createdAt: row.time("created_at"), updatedAt: row.time("updated_at"), revision: row.value("revision"))
  }

  /// The columns that a person edits, with their values.
  var editedColumns: [(name: String, value: (any DatabaseValueConvertible)?)] {
    [
      ("name", name.stored), ("name_key", Self.nameKey(name)), ("site_id", siteID.stored),
      ("region", region.stored), ("kind", kind.stored), ("track_url", trackURL.stored), ("app_url", appURL.stored),
      ("beta_url", betaURL.stored), ("pipelines_url", pipelinesURL.stored), ("has_app_api_key", hasAppAPIKey),
      ("has_pipelines_key", hasPipelinesKey), ("secret_source", secretSource.storedText.stored),
    ]
  }
}
