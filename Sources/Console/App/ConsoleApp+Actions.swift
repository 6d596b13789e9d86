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
      Action(
        .copy,
        refuse: { [weak self] in self?.current.copies.isEmpty == false ? nil : "There is nothing to copy here." },
        perform: { [weak self] in self?.showCopyMenu() }),
      Action(
        .jump,
        refuse: { [weak self] in
          self?.current.jumpTargets.isEmpty == false ? nil : "There is nowhere to jump to here."
        },
        perform: { [weak self] in
          guard let self else { return }
          layOut()
          show(JumpLayer(shell: self) { [weak self] in self?.current.jumpTargets ?? [] })
        }),
      Action(.switchTimeZone) { [weak self] in self?.switchTimeZone() },
      Action(.readOnly, unless: readOnlyRefusal) { [weak self] in self?.toggleReadOnly() },
      Action(.plain) { [weak self] in self?.showPlain() },
      Action(.vault) { [weak self] in self?.showVault() },
      Action(.redraw) { [weak self] in self?.screen.redraw() },
      Action(.suspend) { [weak self] in self?.screen.suspend() },
      Action(.quit) { [weak self] in self?.quit() },
      Action(.help) { [weak self] in self?.showHelp() },
      Action(.palette) { [weak self] in self?.showPalette() },
    ]
  }

  private var readOnlyRefusal: String? {
    if session.isReadOnlyForGood { return "The console was started read-only: that can't be lifted." }
    return session.connection == nil ? "There is no connection." : nil
  }

  private func toggleReadOnly() {
    session.toggleReadOnly()
    announce(.settings)
    let name = session.connection?.name ?? ""
    tell(
      session.isReadOnly
        ? Toast(.warning, "\(name) is read-only in this console: nothing that changes anything is sent.")
        : Toast(.success, "Changes are sent to \(name) again."))
  }

  /// What the screen shows, without colours and frames of ours around it.
  private func showPlain() {
    var canvas = Canvas(size: frame.content.size)
    current.draw(on: &canvas)
    show(PlainTextLayer(shell: self, text: canvas.plainText))
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
