import Service
import Terminal
import Widgets

/// Draws the list of connections.
@MainActor enum ConnectionsView {
  static let columns = [
    TableColumn(id: "name", title: "CONNECTION", width: .flexible(min: 18, weight: 2)),
    TableColumn(id: "kind", title: "KIND", width: .fixed(12)),
    TableColumn(id: "region", title: "REGION", width: .fixed(7)),
    TableColumn(id: "keys", title: "KEYS", width: .fixed(20)),
    TableColumn(id: "test", title: "TEST", width: .fixed(9), priority: 80),
    TableColumn(id: "site", title: "SITE ID", width: .flexible(min: 20), role: .muted, priority: 60),
  ]

  static func rows(of screen: ConnectionsScreen) -> [TableRow] {
    screen.connections.map { connection in
      let isUsed = connection.id == screen.shell.session.connection?.id
      let kind = connection.kind
      return TableRow(
        id: connection.id,
        cells: [
          TableCell(connection.name + (connection.isDefault ? " (default)" : "")),
          TableCell(
            kind.isGuarded ? kind.rawValue.uppercased() : kind.rawValue, role: kind.isGuarded ? .production : nil),
          TableCell(connection.region.title), TableCell(keys(of: connection)),
          test(of: connection, in: screen), TableCell(connection.siteID),
        ], sign: isUsed ? "•" : "")
    }
  }

  private static func keys(of connection: Connection) -> String {
    var keys = ["Track"]
    if connection.hasAppAPIKey { keys.append("App") }
    if connection.hasPipelinesKey { keys.append("Pipelines") }
    return keys.joined(separator: ", ")
  }

  private static func test(of connection: Connection, in screen: ConnectionsScreen) -> TableCell {
    switch screen.tests[connection.id] {
    case .success(let test) where test.isGood: TableCell("✓ good", role: .success)
    case .success(let test):
      TableCell(test.refusal != nil ? "✗ refused" : "! unclear", role: test.refusal != nil ? .danger : .warning)
    case .failure: TableCell("✗ failed", role: .danger)
    case nil: TableCell("", role: .muted)
    }
  }

  static func line(about connection: Connection) -> String {
    switch connection.source {
    case .saved:
      "Track at \(connection.addresses.track), App API at \(connection.addresses.app)."
        + (connection.secretCommand.map { " Keys from \(ProgramWords.line($0))." } ?? "")
    case .environment: "From environment variables, never saved."
    case .demo: "The sandbox inside this program, with made-up people."
    }
  }

  static func listArea(in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
  }

  static func draw(_ screen: ConnectionsScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(listArea(in: canvas.size)) { area in
      if screen.connections.isEmpty, screen.shell.session.isOpen {
        EmptyView.draw(
          EmptyView.Text(
            title: "No connection yet.",
            lines: ["A connection is a workspace of Customer.io with the keys that open it.", "a adds one."]), on: &area
        )
      } else if !screen.connections.isEmpty {
        screen.list.draw(on: &area, focused: true)
      }
    }
  }
}
