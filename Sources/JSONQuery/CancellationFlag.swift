import Synchronization

/// Says once that work is no longer wanted, and does then what was registered for it.
final class CancellationFlag: Sendable {
  private struct State {
    var isCancelled = false
    var action: (@Sendable () -> Void)?
  }

  private let state = Mutex(State())

  var isCancelled: Bool { state.withLock { $0.isCancelled } }

  func cancel() {
    state.withLock { state in
      guard !state.isCancelled else { return }
      state.isCancelled = true
      // Under the lock, so that it never runs after `onCancel(nil)` has returned.
      state.action?()
    }
  }

  /// Sets what `cancel` does; at once where it was called before. Nil takes it back.
  func onCancel(_ action: (@Sendable () -> Void)?) {
    state.withLock { state in
      state.action = action
      if state.isCancelled { action?() }
    }
  }
}
