/// The App API's limits: ten requests a second over all its routes, and one broadcast run in ten seconds.
/// Ten may come at once; each is given back after a tenth of a second.
struct RateLimiter: Sendable {
  static let perSecond = 10.0

  private var tokens = RateLimiter.perSecond
  private var filled = 0.0
  private var lastByPath: [String: Double] = [:]

  /// Why the call has to wait, or nil where it may go on.
  mutating func refusal(_ call: Call, _ route: RouteTable.Entry) -> Answer? {
    if route.interval > 0 {
      if let last = lastByPath[call.rawPath], call.time - last < Double(route.interval) {
        let wait = max(1, Int((Double(route.interval) - (call.time - last)).rounded(.up)))
        return Self.tooMany("rate limited to 1 requests per \(route.interval)s", wait: wait)
      }
      lastByPath[call.rawPath] = call.time
    }
    guard route.limited else { return nil }
    tokens = min(Self.perSecond, tokens + max(0, call.time - filled) * Self.perSecond)
    filled = max(filled, call.time)
    guard tokens >= 1 else { return Self.tooMany("rate limited to 10 requests per 1s", wait: 1) }
    tokens -= 1
    return nil
  }

  private static func tooMany(_ detail: String, wait: Int) -> Answer {
    AppAnswer.error(429, detail).header("Retry-After", String(wait))
  }
}
