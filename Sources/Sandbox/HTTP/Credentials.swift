import Foundation

/// The made-up keys that the sandbox accepts, the same at every start.
public struct SandboxCredentials: Sendable, Equatable {
  public let siteID = "5a4db0c5c1de5a4d0b0e"
  public let apiKey = "sandbox-track-3f9c1e7ab2d8"
  public let appAPIKey = "sandbox-app-8d21f6c04be97a53"
  public let pipelinesKey = "sandbox-pipelines-c7e05d1934"

  /// The header that most callers send, so that it need not be taken apart.
  private let usualBasic: String

  public init() {
    usualBasic = "Basic " + Data("\(siteID):\(apiKey)".utf8).base64EncodedString()
  }

  /// Whether an Authorization header holds what the route needs. Basic credentials may be in the URL-safe
  /// alphabet and without padding: the Go client sends them so.
  func admit(_ header: String?, for credential: Credential) -> Bool {
    switch credential {
    case .none: return true
    case .basic where header == usualBasic: return true
    case .basic: return basic(header).map { $0 == "\(siteID):\(apiKey)" } ?? false
    case .writeKey: return basic(header).map { $0 == "\(pipelinesKey):" || $0 == pipelinesKey } ?? false
    case .bearer:
      guard let header, header.lowercased().hasPrefix("bearer ") else { return false }
      return header.dropFirst(7).trimmingCharacters(in: .whitespaces) == appAPIKey
    }
  }

  private func basic(_ header: String?) -> String? {
    guard let header, header.lowercased().hasPrefix("basic ") else { return nil }
    var encoded = header.dropFirst(6).trimmingCharacters(in: .whitespaces)
      .replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
    while encoded.count % 4 != 0 { encoded += "=" }
    return Data(base64Encoded: encoded).map { String(decoding: $0, as: UTF8.self) }
  }
}
