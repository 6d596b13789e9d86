import Foundation

/// How a call is signed. Its only way out is ``headerValue``, which the transport calls as it sends; printed, dumped
/// or reflected, it is masked.
struct Authorization: Sendable, CustomStringConvertible, CustomReflectable {
  private let scheme: String
  private let secret: String

  /// - Returns: nil where the connection lacks the domain's key.
  init?(domain: Domain, credentials: Credentials) {
    guard credentials.covers(domain) else { return nil }
    switch domain {
    case .track:
      self.init(basic: "\(credentials.siteID):\(credentials.trackAPIKey ?? "")")
    case .pipelines:
      self.init(basic: "\(credentials.pipelinesWriteKey ?? ""):")
    case .app, .beta:
      self.init(scheme: "Bearer", secret: credentials.appAPIKey ?? "")
    }
  }

  private init(basic pair: String) {
    self.init(scheme: "Basic", secret: Data(pair.utf8).base64EncodedString())
  }

  private init(scheme: String, secret: String) {
    self.scheme = scheme
    self.secret = secret
  }

  var headerValue: String { "\(scheme) \(secret)" }
  var maskedValue: String { "\(scheme) \(Credentials.mask)" }

  var description: String { maskedValue }
  var customMirror: Mirror { Mirror(self, children: ["value": maskedValue]) }
}
