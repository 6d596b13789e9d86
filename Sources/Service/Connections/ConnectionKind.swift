/// What is behind a connection, which decides how carefully it is treated.
public enum ConnectionKind: String, CaseIterable, Sendable {
  case production, staging, development, sandbox

  /// Every change is shown and asked about before it is sent.
  public var isGuarded: Bool { self == .production }

  var note: String {
    switch self {
    case .production: "marked everywhere, asks before each change"
    case .staging, .development: "asks only before deleting"
    case .sandbox: "a local Customer.io"
    }
  }
}
