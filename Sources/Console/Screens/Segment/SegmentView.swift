import Service
import Terminal
import Widgets

/// Draws one segment and its people.
@MainActor enum SegmentView {
  static func listArea(in size: Size) -> Rect {
    Rect(column: 0, row: 3, columns: size.columns, rows: max(0, size.rows - 3))
  }

  static func rows(of screen: SegmentScreen) -> [TableRow] {
    let clock = screen.shell.session.clock
    return (screen.members?.people ?? []).map { person in
      var row = PeopleView.row(person, last: person.createdAt.map(clock.relative) ?? "")
      if let before = screen.before, !before.contains(person.id) { row.sign = "+" }
      return row
    }
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
    canvas.within(listArea(in: canvas.size)) { area in
      if let members = screen.members, members.people.isEmpty {
        let lines = screen.segment?.isManual == false ? [] : ["a adds people to it."]
        EmptyView.draw(EmptyView.Text(title: "Nobody is in this segment.", lines: lines), on: &area)
      } else if screen.members != nil {
        screen.list.draw(on: &area, focused: true)
      } else if let failure = screen.failure {
        EmptyView.draw(EmptyView.Text(failure: failure), on: &area)
      }
    }
  }
}
