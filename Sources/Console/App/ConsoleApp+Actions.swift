import Service
import Terminal
import Widgets

/// The commands that work on every screen.
extension ConsoleApp {
  var globalActions: [Action] {
    [
      Action(.goBack) { [weak self] in self?.goBack() },
      Action(.historyBack, unless: history.canGoBack ? nil : "There is no screen before this one.") { [weak self] in
        self?.goBack()
      },
      Action(.historyForward, unless: history.canGoForward ? nil : "There is no screen to go forward to.") {
        [weak self] in self?.goForward()
      },
      Action(.switchConnection) { [weak self] in self?.showConnectionSwitcher() },
      Action(.copy, unless: current.copies.isEmpty ? "There is nothing to copy here." : nil) { [weak self] in
        self?.showCopyMenu()
      },
      Action(.jump, unless: current.jumpTargets.isEmpty ? "There is nowhere to jump to here." : nil) { [weak self] in
        guard let self else { return }
        layOut()
        show(JumpLayer(shell: self, targets: current.jumpTargets))
      },
      Action(.switchTimeZone) { [weak self] in self?.switchTimeZone() },
      Action(.redraw) { [weak self] in self?.screen.redraw() },
      Action(.suspend) { [weak self] in self?.screen.suspend() },
      Action(.quit) { [weak self] in self?.quit() },
      Action(.help) { [weak self] in self?.showHelp() },
      Action(.palette) { [weak self] in self?.showPalette() },
    ]
  }

  func switchTimeZone() {
    session.clock.zone = session.clock.zone == .utc ? .local : .utc
    announce(.timeZone)
    keep(.times(session.clock.zone))
    let name = session.clock.zone == .utc ? "UTC" : "local time, \(session.clock.zoneName(at: session.clock.now))"
    tell(Toast(.info, "Times are shown in \(name)."))
  }

  /// Ends the console; asks first where something is unsent or still runs.
  func quit() {
    let running = history.all.compactMap(\.running)
    let unsent = history.all.compactMap(\.unsent)
    guard !running.isEmpty || !unsent.isEmpty else { return end(.quit) }
    closeAll()
    var lines: [String] = []
    if !running.isEmpty { lines.append("Still running: \(running.joined(separator: ", ")).") }
    if !unsent.isEmpty { lines.append("Not sent: \(unsent.uniqued.joined(separator: ", ")).") }
    show(
      ConfirmLayer(
        shell: self, title: "Quit the console?", lines: lines, confirmTitle: "Quit", cancelTitle: "Stay"
      ) {
        [weak self] in self?.end(.quit)
      })
  }

  func showHelp() {
    show(HelpLayer(shell: self, screen: current, everywhere: globalActions, keys: keyTable))
  }
}

extension Array where Element: Hashable {
  /// Each element once, in order.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
