import Synchronization

/// Keeps a value in memory until it is forgotten or was left alone for too long.
///
/// Both looking at the value and ``touch()`` are use; with each the time begins anew.
public final class IdleKeep<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var lastUse = Duration.zero
    var limit: Duration?
    var watch: Task<Void, Never>?

    func isOverdue(at now: Duration) -> Bool {
      guard value != nil, let limit else { return false }
      return now - lastUse >= limit
    }
  }

  private let clock: IdleClock
  private let onForget: @Sendable () -> Void
  private let state: Mutex<State>

  /// - Parameters:
  ///   - limit: how long the value may be left alone; nil for ever.
  ///   - onForget: called when a value that was held is gone.
  public init(
    clock: IdleClock = .continuous, limit: Duration?, onForget: @escaping @Sendable () -> Void = {}
  ) {
    self.clock = clock
    self.onForget = onForget
    state = Mutex(State(limit: limit))
  }

  /// The value, where it fits the condition. A look at one that fits is use.
  public func value(where isWanted: (Value) -> Bool = { _ in true }) -> Value? {
    let now = clock.now()
    return state.withLock { state in
      guard let value = state.value, !state.isOverdue(at: now), isWanted(value) else { return nil }
      state.lastUse = now
      return value
    }
  }

  /// Whether a value is there that fits; asking is no use.
  public func holds(where isWanted: (Value) -> Bool = { _ in true }) -> Bool {
    let now = clock.now()
    return state.withLock { state in
      guard let value = state.value, !state.isOverdue(at: now) else { return false }
      return isWanted(value)
    }
  }

  public func keep(_ value: Value) {
    let now = clock.now()
    state.withLock { state in
      state.value = value
      state.lastUse = now
      startWatch(&state)
    }
  }

  public func touch() {
    let now = clock.now()
    state.withLock { state in
      if !state.isOverdue(at: now) { state.lastUse = now }
    }
  }

  public func setLimit(_ limit: Duration?) {
    state.withLock { state in
      state.limit = limit
      startWatch(&state)
    }
  }

  public func forget() {
    let held = state.withLock { state in
      defer {
        state.value = nil
        state.watch?.cancel()
        state.watch = nil
      }
      return state.value != nil
    }
    if held { onForget() }
  }

  private func startWatch(_ state: inout State) {
    state.watch?.cancel()
    state.watch = nil
    guard state.value != nil, state.limit != nil else { return }
    state.watch = Task { [weak self, clock] in
      while let rest = self?.restOrForget() {
        do { try await clock.sleep(rest) } catch { return }
      }
    }
  }

  /// How long the value may stay if nobody uses it; nil once it is gone.
  private func restOrForget() -> Duration? {
    let now = clock.now()
    let (rest, isOver) = state.withLock { state -> (Duration?, Bool) in
      guard state.value != nil, let limit = state.limit else { return (nil, false) }
      guard state.isOverdue(at: now) else { return (limit - (now - state.lastUse), false) }
      state.value = nil
      state.watch = nil
      return (nil, true)
    }
    if isOver { onForget() }
    return rest
  }
}
