import Service
import Store
import Terminal
import Widgets

/// Draws the history of calls.
@MainActor enum HistoryView {
  static let columns = [
    TableColumn(id: "time", title: "TIME", width: .fixed(14), role: .muted),
    TableColumn(id: "method", title: "METHOD", width: .fixed(6)),
    TableColumn(id: "path", title: "PATH", width: .flexible(min: 28, weight: 5)),
    TableColumn(id: "status", title: "STATUS", width: .fixed(6), alignment: .right),
    TableColumn(id: "took", title: "TOOK", width: .fixed(8), alignment: .right, role: .muted, priority: 70),
    TableColumn(id: "size", title: "SIZE", width: .fixed(8), alignment: .right, role: .muted, priority: 60),
    TableColumn(id: "connection", title: "CONNECTION", width: .flexible(min: 12), priority: 50),
    TableColumn(id: "actor", title: "BY", width: .flexible(min: 10), role: .muted, priority: 40),
  ]

  static func row(_ exchange: ExchangeSummary, _ clock: Clock) -> TableRow {
    TableRow(
      id: exchange.id,
      cells: [
        TableCell(clock.relative(exchange.time)),
        TableCell(exchange.method, role: exchange.method == "DELETE" ? .danger : exchange.changes ? .warning : .info),
        TableCell(exchange.target), TableCell(exchange.statusText, role: exchange.statusRole),
        TableCell(exchange.duration.map { Duration.seconds($0).shortText } ?? ""),
        TableCell(exchange.responseSize.map(\.byteCount) ?? ""), TableCell(exchange.connection),
        TableCell(exchange.actor),
      ])
  }

  static func listArea(of screen: HistoryScreen, in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1 - (screen.filter == nil ? 0 : 1)))
  }

  static func draw(_ screen: HistoryScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(listArea(of: screen, in: canvas.size)) { area in
      if !screen.exchanges.isEmpty {
        screen.list.draw(on: &area, focused: screen.filter == nil)
      } else if let failure = screen.failure {
        EmptyView.draw(EmptyView.Text(failure: failure), on: &area)
      } else if screen.asOf != nil {
        EmptyView.draw(emptyText(screen), on: &area)
      }
    }
    guard let filter = screen.filter else { return }
    canvas.within(Rect(column: 0, row: canvas.size.rows - 1, columns: canvas.size.columns, rows: 1)) {
      filter.draw(on: &$0, focused: true)
    }
  }

  private static func emptyText(_ screen: HistoryScreen) -> EmptyView.Text {
    if !screen.searched.isEmpty {
      return EmptyView.Text(title: "No call holds \(screen.searched).", lines: ["/ looks for something else."])
    }
    return EmptyView.Text(
      title: "No call was made yet.",
      lines: ["Every call of the explorer is kept here with its answer.", "Esc, then Enter on a route, makes one."])
  }
}

extension ExchangeSummary {
  /// The status with a sign, so that colour never says it alone; words where there was no answer.
  var statusText: String {
    guard let status else { return isFinished ? "✗ none" : "… sent" }
    return status < 400 ? "✓ \(status)" : "✗ \(status)"
  }

  var statusRole: Role {
    guard let status else { return isFinished ? .danger : .info }
    return status < 400 ? .success : .danger
  }
}
