import Synchronization

/// The budgets of all workspaces, shared by everything in the process: a bulk job and the person at the keyboard draw
/// on the same ones.
public final class RateLimiter: Sendable {
  /// One budget: a workspace and a class of calls.
  public struct Key: Hashable, Sendable {
    public var workspace: String
    public var rateClass: RateClass

    public init(workspace: String, rateClass: RateClass) {
      self.workspace = workspace
      self.rateClass = rateClass
    }
  }

  /// How many calls may go at once, and out of how many: the header's "8/10".
  public struct Budget: Hashable, Sendable {
    public let remaining: Int
    public let limit: Int
    /// How long until anything may go, where the other side said so.
    public let blockedFor: Duration?
  }

  private struct State {
    var queues: [Key: RateQueue] = [:]
    var waiting: [RateQueue.Ticket: CheckedContinuation<Bool, Never>] = [:]
    var wakes: [Key: Duration] = [:]
    var lastTicket: RateQueue.Ticket = 0
  }

  /// The process's own, with the documented limits.
  public static let shared = RateLimiter()
  /// Lets everything pass.
  public static let unlimited = RateLimiter(limits: [:])

  private let limits: [RateClass: RateClass.Limit]
  private let time: TimeSource
  private let state = Mutex(State())

  /// - Parameter limits: a class without one is not limited.
  public convenience init(limits: [RateClass: RateClass.Limit] = RateLimiter.documentedLimits) {
    self.init(limits: limits, time: .system)
  }

  init(limits: [RateClass: RateClass.Limit], time: TimeSource) {
    self.limits = limits.filter { $0.value.calls > 0 }
    self.time = time
  }

  public static let documentedLimits = Dictionary(
    uniqueKeysWithValues: RateClass.allCases.map { ($0, $0.documentedLimit) })

  /// What is left of a budget; nil where the class is not limited.
  public func budget(for key: Key) -> Budget? {
    guard let limit = limits[key.rateClass] else { return nil }
    let now = time.now()
    return state.withLock { state in
      guard let bucket = state.queues[key]?.bucket else {
        return Budget(remaining: limit.calls, limit: limit.calls, blockedFor: nil)
      }
      let blocked = bucket.blockedUntil.flatMap { $0 > now ? $0 - now : nil }
      return Budget(remaining: bucket.remaining(at: now), limit: limit.calls, blockedFor: blocked)
    }
  }

  /// How many calls wait for any budget.
  var waitingCount: Int { state.withLock { $0.waiting.count } }

  /// Takes a token where one is to be had without waiting.
  func takeNow(_ key: Key, priority: Priority) -> Bool {
    guard let limit = limits[key.rateClass] else { return true }
    let now = time.now()
    return state.withLock { $0.queues[key, default: RateQueue(limit: limit)].takeNow(priority, at: now) }
  }

  /// Waits for a token.
  /// - Returns: false where the task was cancelled first.
  func wait(for key: Key, priority: Priority) async -> Bool {
    guard let limit = limits[key.rateClass] else { return true }
    let ticket = state.withLock { state in
      state.lastTicket += 1
      return state.lastTicket
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        state.withLock { state in
          state.waiting[ticket] = continuation
          state.queues[key, default: RateQueue(limit: limit)].enqueue(ticket, priority)
        }
        // A cancellation that came before the ticket was queued found nothing to cancel.
        if Task.isCancelled { cancel(ticket, of: key) }
        advance(key)
      }
    } onCancel: {
      cancel(ticket, of: key)
    }
  }

  /// Nothing of the budget goes for so long: an answer said so.
  func block(_ key: Key, for duration: Duration) {
    guard let limit = limits[key.rateClass] else { return }
    let until = time.now() + duration
    state.withLock { $0.queues[key, default: RateQueue(limit: limit)].block(until: until) }
  }

  private func cancel(_ ticket: RateQueue.Ticket, of key: Key) {
    let continuation = state.withLock { state in
      state.queues[key]?.cancel(ticket)
      return state.waiting.removeValue(forKey: ticket)
    }
    continuation?.resume(returning: false)
  }

  /// Hands out tokens and sees to it that somebody does so again while anyone waits.
  private func advance(_ key: Key) {
    let now = time.now()
    let (granted, wake) = state.withLock { state -> ([CheckedContinuation<Bool, Never>], Duration?) in
      if let due = state.wakes[key], due <= now { state.wakes[key] = nil }
      let tickets = state.queues[key]?.release(at: now) ?? []
      let granted = tickets.compactMap { state.waiting.removeValue(forKey: $0) }
      guard let wake = state.queues[key]?.nextWake(at: now), wake < state.wakes[key] ?? .seconds(Int64.max / 2)
      else { return (granted, nil) }
      state.wakes[key] = wake
      return (granted, wake)
    }
    for continuation in granted { continuation.resume(returning: true) }
    guard let wake else { return }
    Task { [time] in
      await time.sleep(max(wake - now, .milliseconds(1)))
      self.advance(key)
    }
  }
}

/// The clock and the sleep of what waits; tests bring their own.
struct TimeSource: Sendable {
  /// Since any fixed moment.
  var now: @Sendable () -> Duration
  /// Ends early where the task is cancelled.
  var sleep: @Sendable (Duration) async -> Void

  private static let origin = ContinuousClock.now

  static let system = TimeSource(
    now: { origin.duration(to: .now) },
    sleep: { try? await Task.sleep(for: $0, clock: .continuous) })
}
