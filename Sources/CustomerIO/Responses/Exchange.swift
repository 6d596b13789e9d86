import Foundation

/// One call and its answer, whatever its status: what the outcome panel, the journal and `--output json` show.
public struct Exchange: Sendable {
  /// With the Authorization header masked.
  public let request: PreparedRequest
  public let status: Int
  /// In the order received, repeated ones kept.
  public let headers: [NameValue]
  public let body: ResponseBody
  /// Of the last attempt.
  public let timing: Timing
  /// All attempts, the last one included; at least one.
  public let attempts: [Attempt]
  public let startedAt: Date
  /// From the first attempt's start to the last answer's end, waits included.
  public let duration: Duration
  /// Keeps a body on disk until the last copy of the exchange goes.
  let file: TemporaryFile?

  public init(
    request: PreparedRequest, status: Int, headers: [NameValue], body: ResponseBody, timing: Timing,
    attempts: [Attempt], startedAt: Date, duration: Duration
  ) {
    self.init(
      request: request, status: status, headers: headers, body: body, timing: timing, attempts: attempts,
      startedAt: startedAt, duration: duration, file: nil)
  }

  init(
    request: PreparedRequest, status: Int, headers: [NameValue], body: ResponseBody, timing: Timing,
    attempts: [Attempt], startedAt: Date, duration: Duration, file: TemporaryFile?
  ) {
    self.request = request
    self.status = status
    self.headers = headers
    self.body = body
    self.timing = timing
    self.attempts = attempts
    self.startedAt = startedAt
    self.duration = duration
    self.file = file
  }

  /// The header's first value, its name in any case.
  public func header(_ name: String) -> String? {
    let name = name.lowercased()
    return headers.first { $0.name.lowercased() == name }?.value
  }

  public var isSuccess: Bool { (200..<300).contains(status) }
}

/// Where the bytes of an answer are.
public enum ResponseBody: Hashable, Sendable {
  case memory(Data)
  /// A file readable by its owner only, removed with the last copy of its ``Exchange``.
  case file(URL, size: Int)

  public var size: Int {
    switch self {
    case .memory(let data): data.count
    case .file(_, let size): size
    }
  }

  public var isEmpty: Bool { size == 0 }

  /// All of it; a body on disk is mapped, not read.
  public func data() throws -> Data {
    switch self {
    case .memory(let data): data
    case .file(let url, _): try Data(contentsOf: url, options: .mappedIfSafe)
    }
  }
}

/// How long the parts of one attempt took.
public struct Timing: Hashable, Sendable {
  /// Until the connection stood, TLS included; nil where one was used again.
  public var connect: Duration?
  /// From the start until the answer's first byte.
  public var firstByte: Duration?
  public var total: Duration?

  public init(connect: Duration? = nil, firstByte: Duration? = nil, total: Duration? = nil) {
    self.connect = connect
    self.firstByte = firstByte
    self.total = total
  }
}

/// One try at a call.
public struct Attempt: Hashable, Sendable {
  /// Counted from 1.
  public let number: Int
  public let startedAt: Date
  /// nil where no whole answer came.
  public let status: Int?
  /// What went wrong, in words, where no whole answer came.
  public let failure: String?
  public let timing: Timing
  /// How long was waited before the next one.
  public var waitAfter: Duration?

  public init(
    number: Int, startedAt: Date, status: Int?, failure: String?, timing: Timing, waitAfter: Duration? = nil
  ) {
    self.number = number
    self.startedAt = startedAt
    self.status = status
    self.failure = failure
    self.timing = timing
    self.waitAfter = waitAfter
  }
}
