/// When a failed attempt is worth another one, and how long to wait before it. A pure function of what happened.
public struct RetryPolicy: Hashable, Sendable {
  public var maximumRetries: Int
  public var firstDelay: Duration
  public var maximumDelay: Duration
  /// From the first attempt's start to the last retry's.
  public var budget: Duration

  public init(
    maximumRetries: Int = 3, firstDelay: Duration = .milliseconds(200), maximumDelay: Duration = .seconds(5),
    budget: Duration = .seconds(30)
  ) {
    self.maximumRetries = maximumRetries
    self.firstDelay = firstDelay
    self.maximumDelay = maximumDelay
    self.budget = budget
  }

  public static let standard = RetryPolicy()
  public static let never = RetryPolicy(maximumRetries: 0)

  /// How an attempt ended.
  public enum Outcome: Hashable, Sendable {
    case answered(status: Int, retryAfter: Duration?)
    /// No whole answer came.
    case networkFailure
    /// Trying again can't help: cancelled, a certificate that isn't trusted, an answer over the limit.
    case permanentFailure
  }

  public enum Decision: Hashable, Sendable {
    case stop
    case retry(after: Duration)
  }

  static let retriedStatuses: Set<Int> = [408, 429, 500, 502, 503, 504, 522, 524]

  /// - Parameters:
  ///   - attempt: the number of the attempt that ended, from 1.
  ///   - elapsed: since the first attempt's start.
  ///   - random: from 0 to 1, spreads the retries of many clients.
  public func decision(
    after outcome: Outcome, attempt: Int, repeatable: Bool, domain: Domain, elapsed: Duration, random: Double
  ) -> Decision {
    guard repeatable, attempt <= maximumRetries else { return .stop }
    var wait = delay(beforeRetry: attempt, random: random)
    switch outcome {
    case .permanentFailure: return .stop
    case .networkFailure: break
    case .answered(let status, let retryAfter):
      guard Self.retriedStatuses.contains(status) else { return .stop }
      if let retryAfter {
        wait = max(retryAfter, status == 429 ? .zero : wait)
      } else if status == 429, domain == .app || domain == .beta {
        // Without the header it is a daily quota.
        return .stop
      }
    }
    guard elapsed + wait <= budget else { return .stop }
    return .retry(after: wait)
  }

  /// Doubles from try to try up to the cap; the upper half of it is left to chance.
  func delay(beforeRetry retry: Int, random: Double) -> Duration {
    let doubled = firstDelay * (1 << min(max(retry - 1, 0), 20))
    return min(doubled, maximumDelay) * (0.5 + 0.5 * min(max(random, 0), 1))
  }
}
