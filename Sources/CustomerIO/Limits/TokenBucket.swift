/// The budget of one workspace and rate class. A token that is taken comes back one window later, so that no window of
/// that length, wherever the other side lets it begin, ever holds more calls than the limit.
///
/// A pure state machine: the time is handed in, as the duration since any fixed moment.
struct TokenBucket: Sendable {
  let limit: RateClass.Limit
  /// Calls travel for unequal times, so that two which leave a window apart may arrive closer together.
  private let window: Duration
  /// When each of the last `limit.calls` tokens was taken; a ring, whose oldest stands at `next`.
  private var taken: [Duration] = []
  private var next = 0
  /// Set by an answer that says "not before".
  private(set) var blockedUntil: Duration?

  init(limit: RateClass.Limit) {
    self.limit = limit
    window = limit.window + .milliseconds(100)
  }

  /// How many calls may go at once.
  func remaining(at now: Duration) -> Int {
    if let blockedUntil, now < blockedUntil { return 0 }
    guard taken.count == limit.calls else {
      return limit.calls - taken.count + recovered(at: now)
    }
    return recovered(at: now)
  }

  /// Takes one, where more than `reserve` are left.
  mutating func take(at now: Duration, leaving reserve: Int = 0) -> Bool {
    guard reserve == 0 ? mayTake(at: now) : remaining(at: now) > reserve else { return false }
    if taken.count < limit.calls {
      // Tokens that are back are used before fresh ones, which keeps the ring as short as the load is light.
      if !taken.isEmpty, now - taken[next] >= window {
        taken[next] = now
        next = (next + 1) % taken.count
      } else {
        taken.insert(now, at: next)
        next = (next + 1) % taken.count
      }
    } else {
      taken[next] = now
      next = (next + 1) % taken.count
    }
    return true
  }

  /// When the next call may go that leaves `reserve`; the past means now.
  func nextChance(at now: Duration, leaving reserve: Int = 0) -> Duration {
    let free = limit.calls - taken.count
    var chance = Duration.zero
    if free <= reserve, !taken.isEmpty {
      // The token that must be back is the one so many places after the oldest.
      let place = min(reserve - free, taken.count - 1)
      chance = taken[(next + place) % taken.count] + window
    }
    return max(chance, blockedUntil ?? .zero)
  }

  /// Nothing goes before that moment: the other side said so.
  mutating func block(until moment: Duration) {
    blockedUntil = max(blockedUntil ?? .zero, moment)
  }

  private func mayTake(at now: Duration) -> Bool {
    if let blockedUntil, now < blockedUntil { return false }
    return taken.count < limit.calls || now - taken[next] >= window
  }

  private func recovered(at now: Duration) -> Int {
    // Oldest first: the first one that is not back ends the search; a binary search keeps it short.
    var low = 0
    var high = taken.count
    while low < high {
      let middle = (low + high) / 2
      if now - taken[(next + middle) % taken.count] >= window { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
