import CustomerIO
import Service
import Terminal
import Widgets

/// Draws the list of segments.
@MainActor enum SegmentsView {
  static let columns = [
    TableColumn(id: "id", title: "ID", width: .fixed(6), alignment: .right),
    TableColumn(id: "name", title: "NAME", width: .flexible(min: 24, weight: 3)),
    TableColumn(id: "kind", title: "KIND", width: .fixed(11), priority: 80),
    TableColumn(id: "description", title: "DESCRIPTION", width: .flexible(min: 20, weight: 2), priority: 60),
  ]

  static func row(_ segment: Segment) -> TableRow {
    TableRow(
      id: "\(segment.id)",
      cells: [
        TableCell("\(segment.id)"), TableCell(segment.name),
        // A person's segments come without their kind, which is read after them.
        TableCell(
          segment.type == nil ? "" : segment.isManual ? "manual" : "data-driven",
          role: segment.isManual ? .text : .muted),
        TableCell(segment.description ?? "", role: .muted),
      ])
  }

  static func listArea(of screen: SegmentsScreen, in size: Size) -> Rect {
    Rect(column: 0, row: 1, columns: size.columns, rows: max(0, size.rows - 1 - screen.filter.rows))
  }

  static func draw(_ screen: SegmentsScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(listArea(of: screen, in: canvas.size)) { area in
      if !screen.segments.isEmpty {
        screen.list.draw(on: &area, focused: !screen.filter.isOpen)
      } else if let failure = screen.failure {
        EmptyView.draw(EmptyView.Text(failure: failure), on: &area)
      } else if screen.asOf != nil {
        EmptyView.draw(
          EmptyView.Text(
            title: "This workspace has no segments.",
            lines: ["Segments are made in Customer.io; Ctrl-R reads them anew."]), on: &area)
      }
    }
    screen.filter.draw(on: &canvas)
  }
}
