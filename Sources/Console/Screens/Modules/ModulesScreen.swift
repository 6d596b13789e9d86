import Service
import Terminal
import Widgets

/// The list of the dialogs, in the order of the Customer.io app's modules.
@MainActor final class ModulesScreen: ConsoleScreen {
  let shell: any Shell
  private var list: ListView
  private var size = Size(columns: 80, rows: 20)

  init(shell: any Shell) {
    self.shell = shell
    let modules = ModuleDefinition.all.enumerated().map { index, definition in
      ListView.Item(
        id: definition.id.rawValue, title: definition.title, detail: definition.summary, keyHint: "\(index + 1)")
    }
    let beside = [
      ListView.Item(id: "journal", title: "Run history", detail: "What was sent, and what came of it."),
      ListView.Item(id: "connections", title: "Connections", detail: "Add, edit, test and remove them."),
    ]
    list = ListView(groups: [ListView.Group(items: modules), ListView.Group(title: "", items: beside)])
  }

  var route: Route { .modules }
  var breadcrumb: [String] { ["Modules"] }

  var actions: [Action] {
    [Action(.open) { [weak self] in self?.openSelected() }]
  }

  var status: StatusLine? {
    if let connection = shell.session.connection, !connection.hasAppAPIKey {
      return StatusLine(
        text: "\(connection.name) has no App API Key: it can send, and can't read people.", role: .info)
    }
    return list.selected.map { StatusLine(text: $0.detail) }
  }

  var copies: [CopyOffer] { [CopyOffer(title: "route", text: route.text)] }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: Self.listArea(in: size).size)
  }

  private static func listArea(in size: Size) -> Rect {
    Rect(column: 0, row: 2, columns: size.columns, rows: max(0, size.rows - 2))
  }

  func draw(on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(Self.listArea(in: canvas.size)) { list.draw(on: &$0, focused: true) }
  }

  func handle(_ event: Event) -> Bool {
    if case .key(let key) = event, case .character(let digit) = key.code, key.modifiers.isEmpty,
      let number = digit.wholeNumberValue, ModuleDefinition.all.indices.contains(number - 1)
    {
      shell.go(to: .module(ModuleDefinition.all[number - 1].id))
      return true
    }
    guard let event = event.relative(to: Self.listArea(in: size)) else { return false }
    switch list.handle(event) {
    case .chose: openSelected()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func openSelected() {
    guard let id = list.selected?.id else { return }
    if let module = ModuleID(rawValue: id) {
      shell.go(to: .module(module))
    } else if let route = try? Route(parsing: id) {
      shell.go(to: route)
    }
  }
}
