/// The tasks of one screen, each under a name of its own: starting one again ends the one before, leaving the screen
/// ends all of them.
@MainActor final class Work {
  private var tasks: [String: (number: Int, waiting: Waiting?, task: Task<Void, Never>)] = [:]
  private var pauses: [String: Debouncer] = [:]
  private var lastNumber = 0
  private let changed: @MainActor () -> Void

  /// - Parameter changed: called when a task begins or ends, so that a frame is drawn.
  init(changed: @escaping @MainActor () -> Void) { self.changed = changed }

  /// Runs an operation on the main actor; what it awaits runs elsewhere.
  ///
  /// - Parameter title: what the person is told while waiting; nil for work that nobody waits for.
  func start(_ name: String, _ title: String? = nil, _ operation: @escaping @MainActor () async -> Void) {
    tasks[name]?.task.cancel()
    pauses[name]?.cancel()
    lastNumber += 1
    let number = lastNumber
    let task = Task { @MainActor [weak self] in
      await operation()
      guard let self, self.tasks[name]?.number == number else { return }
      self.tasks[name] = nil
      self.changed()
    }
    tasks[name] = (number, title.map { Waiting(title: $0, since: .now) }, task)
    changed()
  }

  /// Runs an operation once nothing was started under the name for a while: previews and counters follow a pause.
  func start(_ name: String, after pause: Duration, _ operation: @escaping @MainActor () async -> Void) {
    guard pause > .zero else { return start(name, nil, operation) }
    tasks.removeValue(forKey: name)?.task.cancel()
    let debouncer = pauses[name] ?? Debouncer()
    pauses[name] = debouncer
    debouncer.call(after: pause) { [weak self] in self?.start(name, nil, operation) }
  }

  /// Says how far something that is waited for has come.
  func retitle(_ name: String, _ title: String) {
    guard tasks[name]?.waiting != nil else { return }
    tasks[name]?.waiting?.title = title
    changed()
  }

  /// Whether anything is under way, waited for or not.
  var isBusy: Bool { !tasks.isEmpty || pauses.values.contains(where: \.isPending) }

  func isRunning(_ name: String) -> Bool { tasks[name] != nil || pauses[name]?.isPending == true }

  func cancel(_ name: String) {
    pauses[name]?.cancel()
    tasks.removeValue(forKey: name)?.task.cancel()
    changed()
  }

  /// - Parameter name: what goes on.
  func cancelAll(except name: String? = nil) {
    for (other, entry) in tasks where other != name {
      entry.task.cancel()
      tasks[other] = nil
    }
    for (other, pause) in pauses where other != name { pause.cancel() }
  }

  /// Ends what a person is waiting for, and leaves the rest.
  func cancelWaiting() {
    for (name, entry) in tasks where entry.waiting != nil {
      entry.task.cancel()
      tasks[name] = nil
    }
    changed()
  }

  /// What a person waits for under a name.
  func waiting(_ name: String) -> Waiting? { tasks[name]?.waiting }

  /// The oldest thing that a person waits for.
  var waiting: Waiting? { tasks.values.compactMap(\.waiting).min { $0.since < $1.since } }
}
