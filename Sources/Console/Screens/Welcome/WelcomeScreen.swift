import Service
import Terminal
import Widgets

/// Stands only where there is no connection at all: adds one, or says how to see the demo.
@MainActor final class WelcomeScreen: ConsoleScreen {
  let shell: any Shell
  private var list = ListView(items: [
    ListView.Item(
      id: "add", title: "Add a connection", detail: "Site ID and API key: Customer.io › Integrations › API"),
    ListView.Item(
      id: "demo", title: "Open the demo", detail: "1,000 made-up people, nothing to set up"),
    ListView.Item(
      id: "environment", title: "Use environment variables", detail: "CIO_CONSOLE_SITE_ID, CIO_CONSOLE_API_KEY, …"),
  ])
  private var size = Size(columns: 80, rows: 20)

  init(shell: any Shell) { self.shell = shell }

  var route: Route { .welcome }
  var breadcrumb: [String] { ["Welcome"] }
  var actions: [Action] { [Action(.open) { [weak self] in self?.choose() }] }

  private func listArea(in size: Size) -> Rect {
    Rect(column: 1, row: 5, columns: size.columns - 2, rows: max(0, size.rows - 5))
  }

  func layout(in size: Size) {
    self.size = size
    list.layout(in: listArea(in: size).size)
  }

  func draw(on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.put("No connection yet.", at: Point(column: 4, row: 2), role: .title)
    canvas.put(
      "A connection is a workspace of Customer.io with the keys that open it.", at: Point(column: 4, row: 3),
      role: .muted)
    canvas.within(listArea(in: canvas.size)) { list.draw(on: &$0, focused: true) }
  }

  func handle(_ event: Event) -> Bool {
    guard let event = event.relative(to: listArea(in: size)) else { return false }
    switch list.handle(event) {
    case .chose: choose()
    case .ignored: return false
    default: break
    }
    return true
  }

  private func choose() {
    switch list.selected?.id {
    case "add":
      shell.open(
        ModuleFormScreen(
          shell: shell, definition: .definition(.createConnection), values: nil,
          purpose: .add { [weak shell] connection in
            shell?.pinConnection(connection)
            shell?.goHome()
          }))
    case "demo":
      shell.openDemo()
    default:
      shell.tell(Toast(.info, "Set CIO_CONSOLE_SITE_ID and CIO_CONSOLE_API_KEY before starting cio-console."))
    }
  }
}
