import Foundation

/// Why a call failed, in a form that a person can act on: what failed, Customer.io's own words, and what to try.
public struct APIError: Error, Sendable {
  public enum Kind: Hashable, Sendable {
    /// 401: the key is wrong.
    case credentials
    /// 403: the key lacks a scope.
    case scope
    /// Another 4xx: the content was refused.
    case refused
    case notFound
    /// - Parameter retryAfter: nil where Customer.io gave none: a daily quota, and trying again soon is useless.
    case rateLimited(retryAfter: Duration?)
    case server
    case network
    case tls
    case timedOut
    case cancelled
    /// The answer was larger than the limit of the settings.
    case tooLarge
    /// Answered by a redirect that isn't followed.
    case redirected
    /// A whole answer came and can't be understood.
    case unreadable
    case invalidRequest
    case missingCredential(Domain)
    /// The connection's addresses are its own, and there is none for this API: it never falls back to Customer.io's.
    case missingAddress(Domain)
  }

  public let kind: Kind
  public let domain: Domain
  /// Customer.io's own words, where it answered with some.
  public let messages: [String]
  public let status: Int?
  /// What Customer.io's support asks for.
  public let reference: String?
  public let attempts: [Attempt]
  public let duration: Duration
  /// Whether any byte of the request may have left this machine: without one, nothing can have happened.
  public let bytesSent: Bool
  /// Whether the call was to change something.
  public let changes: Bool
  /// The answer, where a whole one came.
  public let exchange: Exchange?
  /// What failed below HTTP, e.g. "connection refused by 127.0.0.1:1".
  public let detail: String?

  public init(
    kind: Kind, domain: Domain, messages: [String] = [], status: Int? = nil, reference: String? = nil,
    attempts: [Attempt] = [], duration: Duration = .zero, bytesSent: Bool = false, changes: Bool = true,
    exchange: Exchange? = nil, detail: String? = nil
  ) {
    self.kind = kind
    self.domain = domain
    self.messages = messages
    self.status = status
    self.reference = reference
    self.attempts = attempts
    self.duration = duration
    self.bytesSent = bytesSent
    self.changes = changes
    self.exchange = exchange
    self.detail = detail
  }
}
