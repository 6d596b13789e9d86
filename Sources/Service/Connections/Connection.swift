import CustomerIO
import Store

/// A workspace of Customer.io that the console can reach, without its keys.
public struct Connection: Hashable, Sendable, Identifiable {
  public enum Source: Hashable, Sendable {
    /// Kept in the store.
    case saved
    /// From environment variables; never saved.
    case environment
    /// The sandbox inside the process.
    case demo
  }

  public enum Region: String, Hashable, Sendable {
    case us, eu, custom
    /// Asked of Customer.io at first use.
    case undetected

    /// As the header shows it.
    public var title: String {
      switch self {
      case .us, .eu: rawValue.uppercased()
      case .custom: "custom"
      case .undetected: "…"
      }
    }
  }

  public let id: String
  public var name: String
  public var siteID: String
  public var region: Region
  public var addresses: Addresses
  public var kind: ConnectionKind
  public var source: Source
  public var isDefault: Bool
  public var hasAppAPIKey: Bool
  public var hasPipelinesKey: Bool
  /// The program that prints the keys, and its arguments; nil where they are in the vault.
  public var secretCommand: [String]? = nil
  /// Grows with each change, so that two consoles don't overwrite one another.
  public var revision: Int

  /// The name of the connection that environment variables make.
  public static let environmentName = "environment"
  public static let demoName = "demo"
}

extension Connection {
  init(_ record: ConnectionRecord) {
    self.init(
      id: record.id, name: record.name, siteID: record.siteID, region: Region(rawValue: record.region) ?? .custom,
      addresses: Addresses(
        track: record.trackURL, app: record.appURL, beta: record.betaURL, pipelines: record.pipelinesURL),
      kind: ConnectionKind(rawValue: record.kind) ?? .production, source: .saved, isDefault: record.isDefault,
      hasAppAPIKey: record.hasAppAPIKey, hasPipelinesKey: record.hasPipelinesKey,
      secretCommand: record.secretSource.command, revision: record.revision)
  }
}
