import Foundation
import Service
import Terminal

/// The first screen, and what becomes of it once the store is open.
extension ConsoleApp {
  /// Where the console begins: people, or the dialogs where the connection can't read people.
  var homeRoute: Route {
    guard let connection = session.connection else { return .welcome }
    return connection.hasAppAPIKey ? .people : .modules
  }

  /// Before anything is known, the asked-for screen stands there at once; without one nothing is promised.
  func openFirstScreen() {
    guard let route = pendingRoute else { return }
    pendingRoute = nil
    history.replace(with: makeScreen(route, values: nil))
    current.appear()
  }

  /// Goes on where a console was that ended in the middle of a form, unless another place was asked for.
  func sessionOpened() {
    let place = session.placeLeftBehind
    let isFree = current is OpeningScreen
    if isFree, let name = place?.connection, session.options.connectionName == nil,
      let connection = session.connection(named: name)
    {
      session.pin(connection)
    }
    announce(.opened)
    forgetOldRuns()
    doWhatWaited()
    if let opening = current as? OpeningScreen {
      if case .failed(let error) = session.opening {
        opening.show(error) { [weak self] in self?.openAgain() }
      } else {
        replace(with: makeScreen(homeRoute, values: nil))
        if let place, session.connection != nil { open(makeScreen(place.route, values: nil)) }
      }
    }
    setNeedsFrame()
  }

  func whenOpen(_ name: String, for screen: any ConsoleScreen, _ perform: @escaping @MainActor () -> Void) {
    guard !session.isOpen, !session.hasFailed else { return perform() }
    waitingForStore.removeAll { $0.screen === screen && $0.name == name }
    waitingForStore.append((screen, name, perform))
  }

  /// What was asked for before the store was open, in order.
  private func doWhatWaited() {
    let waiting = waitingForStore
    waitingForStore.removeAll()
    for entry in waiting where history.all.contains(where: { $0 === entry.screen }) { entry.perform() }
  }

  private func forgetOldRuns() {
    guard let days = session.settings.settings.journalDays, session.isOpen else { return }
    let journal = session.services.journal
    Task {
      // The next start tries again.
      try? await journal.forget(olderThan: days)
    }
  }

  /// The store could not be opened: the disk may have been freed, the lock gone.
  func openAgain() {
    Task { @MainActor [weak self] in
      await self?.session.open()
      self?.sessionOpened()
      await self?.tellWhatIsUnknown()
      await self?.followChanges()
    }
  }

  func makeScreen(_ route: Route, values: ModuleValues?) -> any ConsoleScreen {
    switch route {
    case .welcome: WelcomeScreen(shell: self)
    case .people: PeopleScreen(shell: self)
    case .person(let reference, let tab): PersonScreen(shell: self, reference: reference, tab: tab)
    case .segments: SegmentsScreen(shell: self)
    case .segment(let id): SegmentScreen(shell: self, id: id)
    case .activity: ActivityScreen(shell: self)
    case .explorer: ExplorerScreen(shell: self)
    case .history: HistoryScreen(shell: self)
    case .exchange(let id): ExchangeScreen(shell: self, id: id)
    case .compare(let old, let new): CompareScreen(shell: self, old: old, new: new)
    case .collections: CollectionsScreen(shell: self)
    case .modules: ModulesScreen(shell: self)
    case .module(let id): ModuleFormScreen(shell: self, definition: .definition(id), values: values)
    case .connections: ConnectionsScreen(shell: self)
    case .journal: JournalScreen(shell: self)
    case .run(let id): RunScreen(shell: self, id: id)
    case .settings: SettingsScreen(shell: self)
    }
  }
}
