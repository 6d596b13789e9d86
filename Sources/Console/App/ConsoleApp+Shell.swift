import Foundation
import Service
import Terminal
import Widgets

extension ConsoleApp: Shell {
  func go(to route: Route, with values: ModuleValues?) {
    closeAll()
    let screen = makeScreen(route, values: values)
    let isHere = current.route == route && type(of: current) == type(of: screen)
    if isHere, values == nil { return }
    if isHere { replace(with: screen) } else { open(screen) }
  }

  func open(_ screen: any ConsoleScreen) {
    closeAll()
    current.disappear()
    history.push(screen)
    screen.appear()
    setNeedsFrame()
  }

  /// Puts a screen in the place of the current one, which nobody will want to go back to.
  func replace(with screen: any ConsoleScreen) {
    current.disappear()
    history.replace(with: screen)
    screen.appear()
    setNeedsFrame()
  }

  func goBack() {
    closeAll()
    if history.canGoBack {
      move { $0.goBack() }
    } else if let parent = current.route.parent, current.route != homeRoute {
      replace(with: makeScreen(parent == .people ? homeRoute : parent, values: nil))
    } else {
      tell(Toast(.info, "This is the first screen. Ctrl-Q quits the console."))
    }
  }

  func goHome() {
    closeAll()
    replace(with: makeScreen(homeRoute, values: nil))
  }

  func goForward() {
    closeAll()
    if history.canGoForward { move { $0.goForward() } }
  }

  private func move(_ step: (inout History) -> Void) {
    current.disappear()
    step(&history)
    current.appear()
    setNeedsFrame()
  }

  func show(_ layer: any Layer) {
    overlays.append(layer)
    setNeedsFrame()
  }

  func close(_ layer: any Layer) {
    layer.cancel()
    overlays.removeAll { $0 === layer }
    setNeedsFrame()
  }

  func closeAll() {
    for overlay in overlays { overlay.cancel() }
    overlays.removeAll()
  }

  func tell(_ toast: Toast) {
    // What was said about the terminal is not talked over before anybody has seen it.
    self.toast = notice.map { Toast(.warning, "\($0) \(toast.text)") } ?? toast
    setNeedsFrame()
  }

  func copy(_ offer: CopyOffer) {
    switch offer.isTooLong ? .tooLong(limit: CopyOffer.limit) : screen.copy(offer.text) {
    case .sentToTerminal: tell(Toast(.success, "Copied the \(offer.title): handed to your terminal."))
    case .sentToTmux: tell(Toast(.success, "Copied the \(offer.title): in tmux's buffer, and handed to your terminal."))
    case .tooLong(let limit):
      tell(Toast(.warning, "Too long for the clipboard: terminals take \(limit.byteCount). y shows it plain."))
    case .failed(let reason): tell(Toast(.failure, reason))
    }
  }

  func openDemo() { end(.openDemo) }

  func pinConnection(_ connection: Connection) {
    session.pin(connection)
    announce(.connection)
    tell(Toast(.success, "This console now works on \(connection.name)."))
  }

  func connectionsChanged() async {
    let before = session.connection
    do {
      try await session.reloadConnections()
    } catch {
      tell(Toast(.failure, error.text))
    }
    announce(.connections)
    if session.connection != before { announce(.connection) }
  }

  func announce(_ change: SessionChange) {
    for screen in history.all { screen.sessionChanged(change) }
    setNeedsFrame()
  }
}

extension Route {
  /// The screen above, for going back where nothing was visited before.
  var parent: Route? {
    switch self {
    case .welcome, .people: nil
    case .person: .people
    case .segment: .segments
    case .module: .modules
    case .run: .journal
    case .exchange, .compare: .history
    case .history, .collections: .explorer
    case .segments, .activity, .explorer, .modules, .connections, .journal, .settings: .people
    }
  }
}
