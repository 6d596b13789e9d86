import Foundation
import Synchronization

/// Keeps the key of an unlocked vault until it is locked or was left alone for too long.
final class VaultKeyring: Sendable {
  private struct State {
    var key: VaultSeal.Key?
    var lastUse = Duration.zero
    var limit: Duration?
    var watch: Task<Void, Never>?
  }

  private let clock: IdleClock
  private let onLock: @Sendable () -> Void
  private let state: Mutex<State>

  init(clock: IdleClock, limit: Duration?, onLock: @escaping @Sendable () -> Void) {
    self.clock = clock
    self.onLock = onLock
    state = Mutex(State(limit: limit))
  }

  /// The key, if it is the one for that salt. Asking counts as use.
  func key(for salt: Data) -> VaultSeal.Key? {
    let now = clock.now()
    return state.withLock { state in
      guard let key = state.key, key.salt == salt, !Self.isOverdue(state, now) else { return nil }
      state.lastUse = now
      return key
    }
  }

  func holdsKey(for salt: Data) -> Bool {
    let now = clock.now()
    return state.withLock { $0.key?.salt == salt && !Self.isOverdue($0, now) }
  }

  func keep(_ key: VaultSeal.Key) {
    let now = clock.now()
    state.withLock { state in
      state.key = key
      state.lastUse = now
      startWatch(&state)
    }
  }

  func touch() {
    let now = clock.now()
    state.withLock { state in
      if !Self.isOverdue(state, now) { state.lastUse = now }
    }
  }

  func setLimit(_ limit: Duration?) {
    state.withLock { state in
      state.limit = limit
      startWatch(&state)
    }
  }

  func forget() {
    let held = state.withLock { state in
      defer {
        state.key = nil
        state.watch?.cancel()
        state.watch = nil
      }
      return state.key != nil
    }
    if held { onLock() }
  }

  private static func isOverdue(_ state: State, _ now: Duration) -> Bool {
    guard state.key != nil, let limit = state.limit else { return false }
    return now - state.lastUse >= limit
  }

  private func startWatch(_ state: inout State) {
    state.watch?.cancel()
    state.watch = nil
    guard state.key != nil, state.limit != nil else { return }
    state.watch = Task { [weak self, clock] in
      while let rest = self?.restOrLock() {
        do { try await clock.sleep(rest) } catch { return }
      }
    }
  }

  /// How long the key may stay if nobody uses it; nil once it is gone.
  private func restOrLock() -> Duration? {
    let now = clock.now()
    let (rest, isOver) = state.withLock { state -> (Duration?, Bool) in
      guard state.key != nil, let limit = state.limit else { return (nil, false) }
      guard Self.isOverdue(state, now) else { return (limit - (now - state.lastUse), false) }
      state.key = nil
      state.watch = nil
      return (nil, true)
    }
    if isOver { onLock() }
    return rest
  }
}
