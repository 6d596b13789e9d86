import Service
import Terminal
import Widgets

/// Draws the home screen: the find line, those found, those seen before.
@MainActor enum PeopleView {
  static let columns = [
    TableColumn(id: "id", title: "ID", width: .flexible(min: 14, weight: 2), priority: 90),
    TableColumn(id: "email", title: "EMAIL", width: .flexible(min: 24, weight: 3), priority: 80),
    TableColumn(id: "name", title: "NAME", width: .flexible(min: 16, weight: 2), priority: 70),
    TableColumn(id: "created", title: "CREATED", width: .fixed(16), priority: 60),
    TableColumn(id: "cio_id", title: "CIO_ID", width: .fixed(14), role: .muted, priority: 40),
  ]

  static func listArea(in size: Size) -> Rect {
    Rect(column: 0, row: 2, columns: size.columns, rows: size.rows - 2)
  }

  static func findArea(in size: Size) -> Rect { Rect(column: 7, row: 0, columns: size.columns - 8, rows: 1) }

  static func draw(_ screen: PeopleScreen, on canvas: inout Canvas) {
    canvas.put("Find", at: Point(column: 1, row: 0), role: screen.isFinding ? .accent : .label)
    canvas.within(findArea(in: canvas.size)) { screen.find.draw(on: &$0, focused: screen.isFinding) }
    canvas.rule(atRow: 1)
    let area = listArea(in: canvas.size)
    if screen.list.totalCount == 0 {
      canvas.within(area) { EmptyView.draw(emptyText(screen), on: &$0) }
    } else {
      canvas.within(area) { screen.list.draw(on: &$0, focused: !screen.isFinding) }
    }
  }

  private static func emptyText(_ screen: PeopleScreen) -> EmptyView.Text {
    if let failure = screen.failure {
      return EmptyView.Text(failure: failure)
    }
    if screen.results != nil {
      return EmptyView.Text(
        title: "Nobody answers to \(screen.query).",
        lines: [
          "Customer.io finds whole identifiers and attributes: ada, ada@example.com, plan=pro, segment:7.",
          "Parts of names are found among people this console has seen.",
        ])
    }
    guard screen.shell.session.isOpen else { return EmptyView.Text(title: "") }
    return EmptyView.Text(
      title: "Nobody was looked at yet.",
      lines: [
        "Press / and type an id, an email or a cio_… identifier.",
        "plan=pro finds by an attribute, segment:7 by a segment.",
      ])
  }

  /// The rows of the table: found people, a space and a title, people seen before.
  static func rows(of screen: PeopleScreen) -> [TableRow] {
    let clock = screen.shell.session.clock
    let found = screen.results?.people ?? []
    let emails = Dictionary(grouping: found.compactMap(\.email), by: { $0 }).filter { $0.value.count > 1 }
    var rows = found.map { person in
      var created = person.createdAt.map(clock.relative) ?? ""
      if let email = person.email, emails[email] != nil { created += " !dup" }
      return row(person, last: created)
    }
    guard !screen.seen.isEmpty else { return rows }
    if !rows.isEmpty { rows.append(.heading("")) }
    rows.append(.heading("Seen before"))
    return rows + screen.seen.map { row($0, last: $0.lastSeen.map { "seen " + clock.relative($0) } ?? "") }
  }

  static func row(_ person: PersonSummary, last: String) -> TableRow {
    TableRow(
      id: person.id,
      cells: [
        TableCell(person.customerID ?? person.cioID.map { "cio_" + $0 } ?? ""), TableCell(person.email ?? ""),
        TableCell(person.name ?? ""), TableCell(last, role: .muted),
        TableCell(person.cioID.map { "cio_" + $0 } ?? ""),
      ])
  }

  /// The person that a row of the table shows, nil for the title between the two lists.
  static func personIndex(ofRow row: Int, in screen: PeopleScreen) -> Int? {
    let found = screen.results?.people.count ?? 0
    if row < found { return row }
    let heading = screen.seen.isEmpty ? 0 : found > 0 ? 2 : 1
    return row < found + heading ? nil : row - heading
  }
}
