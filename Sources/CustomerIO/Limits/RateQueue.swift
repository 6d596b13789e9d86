/// Who waits for the tokens of one bucket, and who goes next: interactive calls before background ones, each in the
/// order of their coming. A pure state machine; see ``RateLimiter`` for the part that waits.
struct RateQueue: Sendable {
  typealias Ticket = UInt64

  private(set) var bucket: TokenBucket
  /// So many tokens are left to interactive calls.
  private let reserve: Int
  private var interactive: [Ticket] = []
  private var background: [Ticket] = []

  init(limit: RateClass.Limit) {
    bucket = TokenBucket(limit: limit)
    reserve = limit.calls / 5
  }

  var isIdle: Bool { interactive.isEmpty && background.isEmpty }

  /// Takes a token at once, where nobody of the same rank or above waits already.
  mutating func takeNow(_ priority: Priority, at now: Duration) -> Bool {
    guard interactive.isEmpty, priority == .interactive || background.isEmpty else { return false }
    return bucket.take(at: now, leaving: priority == .interactive ? 0 : reserve)
  }

  mutating func enqueue(_ ticket: Ticket, _ priority: Priority) {
    if priority == .interactive { interactive.append(ticket) } else { background.append(ticket) }
  }

  mutating func cancel(_ ticket: Ticket) {
    interactive.removeAll { $0 == ticket }
    background.removeAll { $0 == ticket }
  }

  /// Hands out what tokens there are and returns who got one.
  mutating func release(at now: Duration) -> [Ticket] {
    var granted: [Ticket] = []
    var interactiveCount = 0
    while interactiveCount < interactive.count, bucket.take(at: now) { interactiveCount += 1 }
    granted += interactive.prefix(interactiveCount)
    interactive.removeFirst(interactiveCount)
    guard interactive.isEmpty else { return granted }
    var backgroundCount = 0
    while backgroundCount < background.count, bucket.take(at: now, leaving: reserve) { backgroundCount += 1 }
    granted += background.prefix(backgroundCount)
    background.removeFirst(backgroundCount)
    return granted
  }

  /// When ``release(at:)`` is worth calling again; nil where nobody waits.
  func nextWake(at now: Duration) -> Duration? {
    if !interactive.isEmpty { return bucket.nextChance(at: now) }
    return background.isEmpty ? nil : bucket.nextChance(at: now, leaving: reserve)
  }

  mutating func block(until moment: Duration) {
    bucket.block(until: moment)
  }
}
