/// How a run ended.
public enum Outcome: String, Hashable, Sendable, CaseIterable {
  /// Its process is still at it.
  case pending
  case done
  /// Some of its calls were done.
  case partial
  /// Customer.io said no (4xx).
  case refused
  /// Nothing was sent, or the answer was a 5xx.
  case failed
  /// Stopped before the first byte.
  case cancelled
  /// Bytes were sent and no whole answer came.
  case unknown
}
