import Service
import Store
import Terminal
import Widgets

/// What one can choose about the console itself: its theme, seen at once while choosing, the mouse, the zone of times.
@MainActor final class SettingsScreen: ConsoleScreen {
  let shell: any Shell
  private var list: ListView
  private var size = Size(columns: 80, rows: 20)
  /// Nil until it was looked at.
  private var vault: Vault.State?
  /// How long calls are kept with their answers; nil until it was looked at.
  private var retention: ExplorerSettings?
  private(set) lazy var work = Work { [weak self] in self?.shell.setNeedsFrame() }

  init(shell: any Shell) {
    self.shell = shell
    list = ListView(items: [])
    refresh()
  }

  var route: Route { .settings }
  var breadcrumb: [String] { ["Settings"] }
  var introduction: String {
    "What holds for this console, kept in settings.toml: keys are bound there too, and it is read anew when it is saved."
  }

  var actions: [Action] {
    [
      Action(SettingsKeys.change) { [weak self] in self?.change() },
      Action(.editor) { [weak self] in self?.shell.editSettings() },
      Action(.reload) { [weak self] in self?.shell.readSettings() },
    ]
  }

  var copies: [CopyOffer] {
    [CopyOffer(title: "settings file's path", text: file)]
      + shell.session.settingsProblems.map { CopyOffer(title: "problem", text: "\($0)") }
  }

  /// What is cut in its row can be read whole here.
  var status: StatusLine? {
    list.selected.flatMap { item in
      if item.id.hasPrefix("problem") { return StatusLine(text: item.title) }
      return ["file", "home"].contains(item.id) ? StatusLine(text: item.detail) : nil
    }
  }

  private var file: String { shell.session.services.location.settingsFile.path(percentEncoded: false) }
  func appear() {
    refresh()
    readVault()
    readRetention()
  }
  func disappear() { work.cancelAll() }
  func sessionChanged(_ change: SessionChange) {
    refresh()
    readVault()
    readRetention()
  }

  private var area: Rect { Rect(column: 0, row: 2, columns: size.columns, rows: max(0, size.rows - 2)) }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: area.size)
  }

  func draw(on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(area) { list.draw(on: &$0, focused: true) }
  }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: area) else { return false }
    switch list.handle(event) {
    case .chose: change()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func readVault() {
    guard shell.session.isOpen else { return }
    work.start("vault") { [weak self] in
      guard let self else { return }
      vault = try? await shell.session.services.secrets.vaultState()
      refresh()
    }
  }

  private func readRetention() {
    work.start("retention") { [weak self] in
      guard let self else { return }
      retention = await shell.session.services.history.retention()
      refresh()
    }
  }

  private func refresh() {
    let session = shell.session
    list.setGroups([
      ListView.Group(
        title: "Looks",
        items: [
          ListView.Item(id: "theme", title: "Theme", detail: shell.themeName),
          ListView.Item(
            id: "mouse", title: "Mouse",
            detail: shell.usesMouse ? "on; Shift selects text" : "off: the terminal selects text"),
          ListView.Item(
            id: "zone", title: "Times",
            detail: session.clock.zone == .utc ? "UTC" : "local, \(session.clock.zoneName(at: session.clock.now))"),
        ]),
      ListView.Group(
        title: "This console",
        items: [
          ListView.Item(
            id: "readonly", title: "Changes",
            detail: session.isReadOnly ? "refused: read-only" : "sent, asked about on production"),
          ListView.Item(
            id: "reason", title: "Reason",
            detail: session.settings.settings.requiresReason ? "needed for whatever changes something" : "as you like"),
          ListView.Item(
            id: "history", title: "Run history",
            detail: (session.settings.settings.journalDays.map { "kept \(Quantity.text($0, "day", "days"))" }
              ?? "kept for good") + (retention.map { "; " + Self.words(of: $0) } ?? "")),
          ListView.Item(
            id: "editor", title: "Editor", detail: session.settings.settings.editor ?? "$VISUAL, $EDITOR"),
          ListView.Item(id: "vault", title: "Vault", detail: vault.map { words(of: $0) } ?? "…"),
          ListView.Item(id: "home", title: "Kept in", detail: session.services.location.data.path),
          ListView.Item(id: "file", title: "Settings file", detail: file),
        ]),
      ListView.Group(
        title: session.settingsProblems.isEmpty ? "" : "Wrong in the settings file",
        items: session.settingsProblems.enumerated().map { index, problem in
          ListView.Item(id: "problem \(index)", title: "\(problem)")
        }),
    ])
  }

  private static func words(of retention: ExplorerSettings) -> String {
    guard retention.keepsHistory else { return "no calls" }
    return "calls \(Quantity.text(retention.historyDays, "day", "days")), up to "
      + "\(Quantity.grouped(retention.historyMegabytes)) MB"
  }

  private func words(of vault: Vault.State) -> String {
    guard vault != .unsealed else { return vault.words }
    guard let limit = shell.session.settings.settings.vaultIdle else { return vault.words + "; never locks itself" }
    return vault.words
      + "; locks itself after \(Quantity.text(Int(limit / .seconds(60)), "idle minute", "idle minutes"))"
  }

  private func change() {
    switch list.selected?.id {
    case "theme": shell.chooseTheme()
    case "mouse": shell.usesMouse.toggle()
    case "vault": shell.showVault()
    case "zone": shell.switchTimeZone()
    case "readonly":
      shell.tell(
        Toast(
          .info,
          shell.session.isReadOnly
            ? "W lifts it, unless the console was started with --read-only."
            : "W makes the connection read-only; --read-only at the start can't be lifted."))
    case "reason": shell.keep(.requireReason(!shell.session.settings.settings.requiresReason))
    case "history":
      shell.tell(
        Toast(
          .info,
          "journal_days = 400, say, has older runs forgotten; of calls, days and megabytes under [history]. e opens the file."
        ))
    case "home": shell.tell(Toast(.info, "CIO_CONSOLE_HOME puts it elsewhere, before the console starts."))
    default: shell.editSettings()
    }
    refresh()
  }
}

/// What can be done in the settings.
enum SettingsKeys {
  static let change = Command("settings.change", "Change it", hint: "Change", keys: .enter)
}
