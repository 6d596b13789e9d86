import Synchronization

@testable import CustomerIO

/// Time that passes when a test says so. Whoever sleeps wakes when the hand has passed their moment.
final class TestTime: Sendable {
  private struct State {
    var now = Duration.zero
    var sleepers: [(until: Duration, continuation: CheckedContinuation<Void, Never>)] = []
    var slept: [Duration] = []
    /// Sleeps return at once and move the hand themselves.
    var isAutomatic: Bool
  }

  private let state: Mutex<State>

  init(automatic: Bool = false) {
    state = Mutex(State(isAutomatic: automatic))
  }

  /// How long was slept, sleep by sleep.
  var slept: [Duration] { state.withLock { $0.slept } }
  var sleeperCount: Int { state.withLock { $0.sleepers.count } }

  var source: TimeSource {
    TimeSource(
      now: { self.state.withLock { $0.now } },
      sleep: { duration in
        await withCheckedContinuation { continuation in
          let isOver = self.state.withLock { state in
            state.slept.append(duration)
            if state.isAutomatic {
              state.now += duration
              return true
            }
            state.sleepers.append((state.now + duration, continuation))
            return false
          }
          if isOver { continuation.resume() }
        }
      })
  }

  func advance(by duration: Duration) {
    let due = state.withLock { state in
      state.now += duration
      let due = state.sleepers.filter { $0.until <= state.now }
      state.sleepers.removeAll { $0.until <= state.now }
      return due
    }
    for sleeper in due { sleeper.continuation.resume() }
  }
}

/// Looks again and again until the condition holds, and leaves the processor to others in between.
func until(_ condition: () -> Bool) async {
  while !condition() { try? await Task.sleep(for: .milliseconds(1)) }
}
