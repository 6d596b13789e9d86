import CustomerIO
import Service
import Terminal
import Widgets

/// Draws the activity of the workspace, and rows of activity wherever they stand.
@MainActor enum ActivityView {
  private static let who = TableColumn(id: "person", title: "WHO", width: .flexible(min: 16, weight: 2))

  static let columns = columns(naming: who)
  /// Where all of it is of one person.
  static let columnsOfOne = columns(naming: nil)

  private static func columns(naming who: TableColumn?) -> [TableColumn] {
    [
      TableColumn(id: "time", title: "TIME", width: .fixed(14), role: .muted),
      TableColumn(id: "type", title: "WHAT", width: .fixed(20)),
      TableColumn(id: "subject", title: "NAME", width: .flexible(min: 16, weight: 3)),
      who,
      TableColumn(id: "exact", title: "EXACTLY", width: .fixed(24), role: .muted, priority: 40),
    ].compactMap { $0 }
  }

  static func row(_ activity: Activity, _ clock: Clock, namesPerson: Bool = true) -> TableRow {
    var cells = [
      TableCell(activity.date.map(clock.relative) ?? ""), TableCell(activity.type.replacing("_", with: " ")),
      TableCell(activity.subject),
    ]
    if namesPerson { cells.append(TableCell(activity.person?.reference?.text ?? "anonymous")) }
    cells.append(TableCell(activity.date.map(clock.exact) ?? ""))
    return TableRow(id: activity.id, cells: cells)
  }

  static func draw(_ screen: ActivityScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(canvas.size.below(1)) { area in
      screen.list.draw(
        on: &area, empty: EmptyView.Text(title: "Nothing has happened yet.", lines: ["Ctrl-R looks again."]))
    }
  }
}
