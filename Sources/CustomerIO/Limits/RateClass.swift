/// The calls that share one limit.
public enum RateClass: String, CaseIterable, Hashable, Sendable {
  /// Everything of the App and Beta API but what follows: 10 a second, enforced.
  case app
  /// Transactional messages: 3,000 in 3 seconds.
  case send
  /// Runs of broadcasts: one in 10 seconds.
  case trigger
  /// The Track API, v1 and v2 together: 1,000 a second, soft.
  case track
  case pipelines

  /// So many calls in such a time.
  public struct Limit: Hashable, Sendable {
    public var calls: Int
    public var window: Duration

    public init(calls: Int, window: Duration) {
      self.calls = calls
      self.window = window
    }
  }

  public var documentedLimit: Limit {
    switch self {
    case .app: Limit(calls: 10, window: .seconds(1))
    case .send, .track, .pipelines: Limit(calls: 3000, window: .seconds(3))
    case .trigger: Limit(calls: 1, window: .seconds(10))
    }
  }
}

extension APIRequest {
  /// The limit that this call counts against.
  public var rateClass: RateClass {
    switch domain {
    case .track: return .track
    case .pipelines: return .pipelines
    case .app, .beta:
      guard method == .post else { return .app }
      let former = "/v1/api/"
      let path = domain == .beta && self.path.hasPrefix(former) ? "/v1/" + self.path.dropFirst(former.count) : self.path
      if path.hasPrefix("/v1/send/") { return .send }
      if path.hasPrefix("/v1/campaigns/"), path.hasSuffix("/triggers") { return .trigger }
      return .app
    }
  }
}
