import CustomerIO
import Service
import Terminal
import Widgets

/// Draws the activity of the workspace.
@MainActor enum ActivityView {
  static let columns = [
    TableColumn(id: "time", title: "TIME", width: .fixed(14), role: .muted),
    TableColumn(id: "type", title: "WHAT", width: .fixed(20)),
    TableColumn(id: "subject", title: "NAME", width: .flexible(min: 16, weight: 3)),
    TableColumn(id: "person", title: "WHO", width: .flexible(min: 16, weight: 2)),
    TableColumn(id: "exact", title: "EXACTLY", width: .fixed(24), role: .muted, priority: 40),
  ]

  static func row(_ activity: Activity, _ clock: Clock) -> TableRow {
    TableRow(
      id: activity.id,
      cells: [
        TableCell(activity.date.map(clock.relative) ?? ""), TableCell(activity.type.replacing("_", with: " ")),
        TableCell(activity.subject), TableCell(activity.person?.reference?.text ?? "anonymous"),
        TableCell(activity.date.map(clock.exact) ?? ""),
      ])
  }

  static func listArea(in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1))
  }

  static func draw(_ screen: ActivityScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(listArea(in: canvas.size)) { area in
      if !screen.activities.isEmpty {
        screen.list.draw(on: &area, focused: true)
      } else if let failure = screen.failure {
        EmptyView.draw(EmptyView.Text(failure: failure), on: &area)
      } else if screen.asOf != nil {
        EmptyView.draw(
          EmptyView.Text(title: "Nothing has happened yet.", lines: ["Ctrl-R looks again."]), on: &area)
      }
    }
  }
}
