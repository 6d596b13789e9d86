import Foundation

/// A whole answer, as it came.
struct TransportAnswer: Sendable {
  let status: Int
  let headers: [NameValue]
  let body: ResponseBody
  let timing: Timing
  let file: TemporaryFile?

  func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name }?.value
  }

  func retryAfter(now: Date) -> Duration? {
    header("retry-after").flatMap { RetryAfter.parse($0, now: now) }
  }
}

/// Why no whole answer came, in words for people; never with anything secret in them.
struct TransportFailure: Error, Sendable {
  enum Kind: Sendable {
    case network
    case tls
    case timedOut
    case cancelled
    case tooLarge
    case redirected(status: Int?)
    case unreadable
    case invalidRequest

    /// Whether another attempt may end otherwise.
    var isTransient: Bool {
      switch self {
      case .network, .timedOut: true
      default: false
      }
    }

    var apiKind: APIError.Kind {
      switch self {
      case .network: .network
      case .tls: .tls
      case .timedOut: .timedOut
      case .cancelled: .cancelled
      case .tooLarge: .tooLarge
      case .redirected: .redirected
      case .unreadable: .unreadable
      case .invalidRequest: .invalidRequest
      }
    }

    var status: Int? {
      if case .redirected(let status) = self { status } else { nil }
    }
  }

  let kind: Kind
  let detail: String
  /// Whether any byte of the request may have left.
  let bytesSent: Bool
  let timing: Timing

  init(_ kind: Kind, detail: String, bytesSent: Bool, timing: Timing = Timing()) {
    self.kind = kind
    self.detail = detail
    self.bytesSent = bytesSent
    self.timing = timing
  }
}
