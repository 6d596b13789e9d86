/// The keys of a connection. Whatever prints, dumps or reflects them shows which are there and never their text.
public struct Credentials: Hashable, Sendable {
  public var siteID: String
  /// The seed's "Secret API Key".
  public var trackAPIKey: String?
  public var appAPIKey: String?
  public var pipelinesWriteKey: String?

  public init(
    siteID: String, trackAPIKey: String? = nil, appAPIKey: String? = nil, pipelinesWriteKey: String? = nil
  ) {
    self.siteID = siteID
    self.trackAPIKey = trackAPIKey
    self.appAPIKey = appAPIKey
    self.pipelinesWriteKey = pipelinesWriteKey
  }

  /// Whether calls to the domain can be signed.
  public func covers(_ domain: Domain) -> Bool {
    switch domain {
    case .track: !siteID.isEmpty && hasText(trackAPIKey)
    case .app, .beta: hasText(appAPIKey)
    case .pipelines: hasText(pipelinesWriteKey)
    }
  }

  private func hasText(_ key: String?) -> Bool { !(key ?? "").isEmpty }
}

extension Credentials: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  static let mask = "••••••"

  public var description: String {
    let keys = [("Track", trackAPIKey), ("App", appAPIKey), ("Pipelines", pipelinesWriteKey)]
      .filter { $0.1 != nil }.map(\.0)
    return "Credentials(site \(siteID), keys: \(keys.isEmpty ? "none" : keys.joined(separator: ", ")))"
  }

  public var debugDescription: String { description }

  public var customMirror: Mirror {
    Mirror(
      self,
      children: [
        "siteID": siteID,
        "trackAPIKey": trackAPIKey.map { _ in Self.mask } as Any,
        "appAPIKey": appAPIKey.map { _ in Self.mask } as Any,
        "pipelinesWriteKey": pipelinesWriteKey.map { _ in Self.mask } as Any,
      ])
  }
}

/// A field of the connection dialog that an error can send a person to.
public enum ConnectionField: String, CaseIterable, Hashable, Sendable {
  case siteID
  case trackAPIKey
  case appAPIKey
  case pipelinesWriteKey
  case trackAddress
  case appAddress
  case betaAddress
  case pipelinesAddress

  /// The field's label in the dialog.
  public var title: String {
    switch self {
    case .siteID: "Site ID"
    case .trackAPIKey: "Secret API Key"
    case .appAPIKey: "App API Key"
    case .pipelinesWriteKey: "Pipelines Write Key"
    case .trackAddress: "Track address"
    case .appAddress: "App address"
    case .betaAddress: "Beta address"
    case .pipelinesAddress: "Pipelines address"
    }
  }

  /// The key that signs calls to the domain.
  static func key(of domain: Domain) -> ConnectionField {
    switch domain {
    case .track: .trackAPIKey
    case .app, .beta: .appAPIKey
    case .pipelines: .pipelinesWriteKey
    }
  }

  static func address(of domain: Domain) -> ConnectionField {
    switch domain {
    case .track: .trackAddress
    case .app: .appAddress
    case .beta: .betaAddress
    case .pipelines: .pipelinesAddress
    }
  }
}
