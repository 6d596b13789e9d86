import Service

/// What was typed into each dialog and not sent: in memory while the console runs, on disk against crashes and lost
/// lines.
@MainActor final class Drafts {
  private let stored: Service.Drafts
  private var values: [ModuleID: ModuleValues] = [:]
  /// What a dialog's values were when they were last sent.
  private var sent: [ModuleID: ModuleValues] = [:]
  private var loaded: Set<ModuleID> = []
  private var saving: [ModuleID: Task<Void, Never>] = [:]
  private var pauses: [ModuleID: Debouncer] = [:]

  /// Long enough for a burst of keys, short enough that a lost line loses a word at most.
  private static let pause = Duration.milliseconds(300)

  init(stored: Service.Drafts) { self.stored = stored }

  subscript(id: ModuleID) -> ModuleValues? { values[id] }

  func isLoaded(_ id: ModuleID) -> Bool { loaded.contains(id) }

  func load(_ definition: ModuleDefinition) async -> (values: ModuleValues, place: String)? {
    loaded.insert(definition.id)
    return await stored.load(definition)
  }

  /// Keeps what stands in a form, at once in memory and after a pause on disk.
  ///
  /// - Parameter read: what stands in it then. A long form is read only after the pause, apart from the main thread.
  func keep(_ definition: ModuleDefinition, isLong: Bool, _ read: @escaping @MainActor () -> FormReading) {
    if !isLong { values[definition.id] = read().values }
    let pause = pauses[definition.id] ?? Debouncer()
    pauses[definition.id] = pause
    pause.call(after: Self.pause) { [weak self] in self?.save(definition, read) }
  }

  private func save(_ definition: ModuleDefinition, _ read: @escaping @MainActor () -> FormReading) {
    saving[definition.id]?.cancel()
    let stored = stored
    saving[definition.id] = Task {
      let form = read()
      let (values, isUnsent) = await form.draft()
      guard !Task.isCancelled else { return }
      self.values[definition.id] = values
      if isUnsent {
        await stored.save(values, of: definition, place: form.form.focusedKey ?? "")
        let connection = values.text(.connection)
        await stored.savePlace(route: form.route.text, connection: connection.isEmpty ? nil : connection)
      } else {
        await stored.remove(definition)
        await stored.forgetPlace()
      }
    }
  }

  /// Keeps what a form that is not open any more is to hold when it is opened next.
  func keep(_ values: ModuleValues, of definition: ModuleDefinition, place: String) {
    self.values[definition.id] = values
    stopSaving(definition.id)
    saving[definition.id] = Task { [stored] in await stored.save(values, of: definition, place: place) }
  }

  func lastSent(_ id: ModuleID) -> ModuleValues? { sent[id] }

  /// The values were sent: nothing is unsent any more.
  func markSent(_ values: ModuleValues, of definition: ModuleDefinition) {
    self.values[definition.id] = values
    sent[definition.id] = values
    removeStored(definition)
  }

  /// Keeps nothing of what was typed, as where it holds keys that are in the vault now.
  func forget(_ definition: ModuleDefinition) {
    values[definition.id] = nil
    sent[definition.id] = nil
    removeStored(definition)
  }

  private func stopSaving(_ id: ModuleID) {
    pauses[id]?.cancel()
    saving[id]?.cancel()
  }

  private func removeStored(_ definition: ModuleDefinition) {
    stopSaving(definition.id)
    let stored = stored
    saving[definition.id] = Task {
      await stored.remove(definition)
      await stored.forgetPlace()
    }
  }

  /// Where a console was that ended in the middle of a form without being quit.
  func takePlaceLeftBehind() async -> (route: Route, connection: String?)? {
    guard let place = await stored.takePlaceLeftBehind(), let route = try? Route(parsing: place.route) else {
      return nil
    }
    return (route, place.connection)
  }

  /// Writes what is still due, before the program ends.
  ///
  /// - Parameter isFarewell: the person left by themselves: the next console begins where consoles begin.
  func flush(isFarewell: Bool) async {
    for pause in pauses.values { pause.fire() }
    for task in saving.values { await task.value }
    if isFarewell, !saving.isEmpty { await stored.forgetPlace() }
  }
}
