import Service
import Store
import Terminal
import Widgets

/// Draws the run history.
@MainActor enum JournalView {
  static let columns = [
    TableColumn(id: "time", title: "TIME", width: .fixed(14), role: .muted),
    TableColumn(id: "outcome", title: "OUTCOME", width: .fixed(11)),
    TableColumn(id: "module", title: "DIALOG", width: .flexible(min: 20, weight: 2)),
    TableColumn(id: "target", title: "TARGET", width: .flexible(min: 14, weight: 3)),
    TableColumn(id: "actor", title: "BY", width: .flexible(min: 8), priority: 90),
    TableColumn(id: "connection", title: "CONNECTION", width: .flexible(min: 12), priority: 70),
    TableColumn(id: "status", title: "STATUS", width: .fixed(6), alignment: .right, priority: 80),
    TableColumn(id: "took", title: "TOOK", width: .fixed(7), alignment: .right, role: .muted, priority: 60),
  ]

  static func row(_ entry: JournalEntry, _ clock: Clock) -> TableRow {
    let title = ModuleID(rawValue: entry.module).map { ModuleDefinition.definition($0).title } ?? entry.module
    return TableRow(
      id: entry.id,
      cells: [
        TableCell(clock.relative(entry.time)),
        TableCell("\(entry.outcome.sign) \(entry.outcome.rawValue)", role: entry.outcome.role), TableCell(title),
        TableCell(entry.target), TableCell(entry.actor), TableCell(entry.connection),
        TableCell(entry.status.map(String.init) ?? ""),
        TableCell(entry.duration.map { Duration.seconds($0).shortText } ?? ""),
      ])
  }

  static func draw(_ screen: JournalScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(canvas.size.below(1)) { area in
      screen.list.draw(
        on: &area,
        empty: EmptyView.Text(
          title: "Nothing was run yet.",
          lines: ["Every dialog that is sent is kept here, with its values and what came of it.", ": opens one."]))
    }
  }
}

extension Outcome {
  /// A sign beside the word, so that colour never says it alone.
  var sign: String {
    switch self {
    case .done: "✓"
    case .partial: "!"
    case .refused, .failed: "✗"
    case .cancelled: "·"
    case .pending: "…"
    case .unknown: "?"
    }
  }

  var role: Role {
    switch self {
    case .done: .success
    case .partial, .unknown: .warning
    case .refused, .failed: .danger
    case .cancelled: .muted
    case .pending: .info
    }
  }
}
