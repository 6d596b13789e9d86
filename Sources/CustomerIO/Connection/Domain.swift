/// One of the four web addresses that Customer.io answers at, as the *Make an API call* dialog names them.
public enum Domain: String, CaseIterable, Hashable, Sendable, Codable {
  case track
  case app
  case beta
  case pipelines

  /// The name people know it by, e.g. "Track API".
  public var title: String {
    switch self {
    case .track: "Track API"
    case .app: "App API"
    case .beta: "Beta API"
    case .pipelines: "Pipelines API"
    }
  }
}

/// Where an account's data lives. An account belongs to one region for good.
public enum Region: String, CaseIterable, Hashable, Sendable, Codable {
  case us
  case eu

  public var title: String { rawValue.uppercased() }
}
