/// Does something once it was not asked for again for a while.
///
/// Asking again while it waits costs neither a task nor a wake-up of another thread: a key that is typed must not wait for what follows it.
@MainActor final class Debouncer {
  private var due = ContinuousClock.now
  private var action: (@MainActor () -> Void)?
  private var wakesAt = ContinuousClock.now
  private var task: Task<Void, Never>?

  var isPending: Bool { action != nil }

  /// Has `action` done after a pause, in place of what was asked for before.
  func call(after pause: Duration, _ action: @escaping @MainActor () -> Void) {
    self.action = action
    due = .now + pause
    if task == nil || due < wakesAt { wait() }
  }

  /// Does at once what is due later, if anything is.
  func fire() {
    guard let action else { return }
    cancel()
    action()
  }

  func cancel() {
    task?.cancel()
    (task, action) = (nil, nil)
  }

  private func wait() {
    task?.cancel()
    wakesAt = due
    task = Task { @MainActor [weak self] in
      while let due = self?.due, due > .now {
        self?.wakesAt = due
        guard (try? await Task.sleep(until: due, clock: .continuous)) != nil else { return }
      }
      // It may have been called off while this task was on its way.
      guard !Task.isCancelled else { return }
      self?.fire()
    }
  }
}
