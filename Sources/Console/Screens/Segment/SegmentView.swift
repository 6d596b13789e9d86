import Service
import Terminal
import Widgets

/// Draws one segment and its people.
@MainActor enum SegmentView {
  static func row(_ person: PersonSummary, _ clock: Clock) -> TableRow {
    PeopleView.row(person, last: person.createdAt.map(clock.relative) ?? "")
  }

  static func draw(_ screen: SegmentScreen, on canvas: inout Canvas) {
    let used = canvas.put(
      screen.title, at: Point(column: 1, row: 0), role: .title, columns: canvas.size.columns / 2)
    var facts = ["segment \(screen.id)"]
    if let segment = screen.segment { facts.append(segment.isManual ? "manual" : "data-driven") }
    if let count = screen.count { facts.append(Quantity.text(count, "person", "people")) }
    canvas.put(facts.joined(separator: " · "), at: Point(column: used + 5, row: 0), role: .muted)
    canvas.put(
      screen.segment?.description ?? "", at: Point(column: 1, row: 1), role: .muted,
      columns: canvas.size.columns - 2)
    canvas.rule(atRow: 2)
    let lines = screen.segment?.isManual == false ? [] : ["a adds people to it."]
    canvas.within(canvas.size.below(3)) { area in
      screen.list.draw(on: &area, empty: EmptyView.Text(title: "Nobody is in this segment.", lines: lines))
    }
  }
}
