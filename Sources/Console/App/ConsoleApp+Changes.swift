import Service
import Terminal
import Widgets

/// What other consoles write, and what is forgotten by itself: announced, and followed only as far as that is safe.
extension ConsoleApp {
  /// Listens until the console ends.
  func followChanges() async {
    guard session.isOpen, let changes = try? await session.services.changes() else { return }
    for await change in changes {
      switch change {
      case .connections: await connectionsChangedElsewhere()
      case .journal: announce(.journal)
      case .locked:
        session.closeWorkspace()
        tell(Toast(.info, "The keys are locked: they are asked for at their next use."))
      }
    }
  }

  /// The pinned connection stays the one it was; what became of it is said.
  private func connectionsChangedElsewhere() async {
    let pinned = session.connection
    let formerDefault = session.connections.first(where: \.isDefault)
    do throws(ServiceError) {
      try await session.reloadConnections()
    } catch {
      return tell(Toast(.failure, error.text))
    }
    announce(.connections)
    if let words = words(about: pinned, formerDefault: formerDefault) { tell(Toast(.warning, words)) }
    if session.connection != pinned { announce(.connection) }
  }

  private func words(about pinned: Connection?, formerDefault: Connection?) -> String? {
    guard let pinned, pinned.source == .saved else { return nil }
    guard let now = session.connections.first(where: { $0.id == pinned.id }) else {
      return "Another console removed \(pinned.name), on which this one worked. @ chooses another connection."
    }
    if now.revision != pinned.revision {
      let changes = ConnectionDifference.lines(from: pinned, to: now)
      let what = changes.isEmpty ? "its keys may be others now" : changes.joined(separator: "; ")
      return "Another console changed \(pinned.name): \(what)."
    }
    if let newDefault = session.connections.first(where: \.isDefault), newDefault.id != formerDefault?.id {
      return "The default is \(newDefault.name) now; this console stays on \(now.name)."
    }
    return nil
  }

  /// Says what the last console left open, once the store is there.
  func tellWhatIsUnknown() async {
    guard session.isOpen, let unknown = try? await session.services.journal.unknown(), !unknown.isEmpty else { return }
    let runs =
      unknown.count == 1 ? "of one run is" : "of \(Quantity.text(unknown.count, "run", "runs")) is"
    tell(Toast(.warning, "The outcome \(runs) not known. Run history › s says what to check, and settles it."))
  }

  /// A key was pressed: whatever locks itself when nobody is there begins to wait anew.
  func noteThatSomebodyIsThere() {
    let now = ContinuousClock.now
    guard now - lastTouch > .seconds(5) else { return }
    lastTouch = now
    let keeper = session.services.secrets
    Task { await keeper.touch() }
  }
}
