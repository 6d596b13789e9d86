import Foundation

/// One call about to be sent, for the history of exchanges: secrets are masked before it comes here.
public struct ExchangeDraft: Hashable, Sendable {
  /// The run of the journal that it belongs to.
  public var runID: String?
  public var actor: String
  public var connectionID: String?
  /// The connection's name at this time.
  public var connection: String
  /// `track`, `app`, `beta` or `pipelines`.
  public var domain: String
  public var method: String
  public var url: String
  /// Path and query as in the request line.
  public var target: String
  /// Whether it changes something at Customer.io.
  public var changes: Bool
  /// Lines of `Name: value`.
  public var headers: String
  public var body: Data

  public init(
    runID: String? = nil, actor: String, connectionID: String?, connection: String, domain: String, method: String,
    url: String, target: String, changes: Bool, headers: String, body: Data = Data()
  ) {
    self.runID = runID
    self.actor = actor
    self.connectionID = connectionID
    self.connection = connection
    self.domain = domain
    self.method = method
    self.url = url
    self.target = target
    self.changes = changes
    self.headers = headers
    self.body = body
  }
}

/// What came of a call: its whole answer, or why there is none.
public struct ExchangeResult: Hashable, Sendable {
  public var status: Int?
  /// Seconds, waits and earlier attempts included.
  public var duration: Double
  public var timing: ExchangeTiming
  public var attempts: Int
  public var message: String?
  /// Lines of `Name: value`.
  public var headers: String
  /// As received, or its beginning: up to ``KeptBody/limit`` bytes of it are kept.
  public var body: Data
  /// Bytes received.
  public var size: Int?

  public init(
    status: Int?, duration: Double, timing: ExchangeTiming = ExchangeTiming(), attempts: Int = 1,
    message: String? = nil, headers: String = "", body: Data = Data(), size: Int? = nil
  ) {
    self.status = status
    self.duration = duration
    self.timing = timing
    self.attempts = attempts
    self.message = message
    self.headers = headers
    self.body = body
    self.size = size
  }
}

/// How long the parts of the last attempt took, in seconds; nil where a part did not happen.
public struct ExchangeTiming: Hashable, Sendable {
  public var connect: Double?
  public var firstByte: Double?
  public var total: Double?

  public init(connect: Double? = nil, firstByte: Double? = nil, total: Double? = nil) {
    self.connect = connect
    self.firstByte = firstByte
    self.total = total
  }
}
