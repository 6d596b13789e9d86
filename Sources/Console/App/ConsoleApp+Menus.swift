import Service
import Terminal
import Widgets

/// What opens over the screens: the palette, the copy menu, the connection switcher, the help.
extension ConsoleApp {
  func showPalette() {
    var entries = current.actions.map(entry)
    let screens: [(String, Route)] = [
      ("People", .people), ("Segments", .segments), ("Activity", .activity), ("Modules", .modules),
      ("Explorer", .explorer), ("Run history", .journal), ("Connections", .connections), ("Call history", .history),
      ("Collections", .collections), ("Settings", .settings),
    ]
    entries += screens.map { title, route in
      PaletteLayer.Entry(Widgets.Palette.Entry(id: "go " + route.text, title: title, detail: route.text)) {
        [weak self] in
        self?.go(to: route)
      }
    }
    entries += ModuleDefinition.all.map { definition in
      let route = Route.module(definition.id)
      return PaletteLayer.Entry(
        Widgets.Palette.Entry(id: "go " + route.text, title: definition.title, detail: route.text)
      ) { [weak self] in self?.go(to: route) }
    }
    entries += globalActions.filter { $0.command != .palette }.map(entry)
    let layer = PaletteLayer(shell: self, entries: entries, placeholder: "Where to, or what to do?")
    layer.note = "A few letters of a screen, a dialog or a command; or a route: people/ada."
    layer.onType = { [weak self] in self?.place(typed: $0) }
    show(layer)
  }

  /// The place that a route leads to which is in no list: a person, a segment, a run.
  private func place(typed text: String) -> PaletteLayer.Entry? {
    let text = text.filter { $0 != " " }
    guard text.contains("/"), let route = try? Route(parsing: text) else { return nil }
    if case .module = route { return nil }
    return PaletteLayer.Entry(Widgets.Palette.Entry(id: "\u{0}typed", title: "Go to", detail: text)) { [weak self] in
      self?.go(to: route)
    }
  }

  private func entry(_ action: Action) -> PaletteLayer.Entry {
    let key = keyTable.shownKey(for: action.command, isTyping: current.isTyping)
    return PaletteLayer.Entry(
      Widgets.Palette.Entry(
        id: action.command.id.rawValue, title: action.command.title, keyHint: key.map(KeyLabel.text(for:)) ?? "",
        disabledReason: action.refusal)
    ) { [weak self] in self?.run(action) }
  }

  func showCopyMenu() { show(PaletteLayer.copyMenu(of: current.copies, host: self)) }

  func showConnectionSwitcher() {
    var entries = session.connections.map { connection in
      let isPinned = connection.id == session.connection?.id
      return PaletteLayer.Entry(
        Widgets.Palette.Entry(
          id: connection.id, title: connection.name, detail: connection.note, keyHint: isPinned ? "in use" : "")
      ) { [weak self] in
        if !isPinned { self?.pinConnection(connection) }
      }
    }
    entries.append(
      PaletteLayer.Entry(
        Widgets.Palette.Entry(id: "\u{0}add", title: "Add a connection…", detail: Route.module(.createConnection).text)
      ) {
        [weak self] in
        guard let self else { return }
        open(
          ModuleFormScreen(
            shell: self, definition: .definition(.createConnection), values: nil,
            purpose: .add { [weak self] in self?.pinConnection($0) }))
      })
    let layer = PaletteLayer(shell: self, entries: entries, placeholder: "Which connection?")
    layer.note = "The console works on one connection until you switch."
    show(layer)
  }
}
