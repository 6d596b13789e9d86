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

  static func draw(_ screen: SegmentsScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    canvas.within(canvas.size.below(1)) { area in
      screen.list.draw(
        on: &area,
        empty: EmptyView.Text(
          title: "This workspace has no segments.",
          lines: ["Segments are made in Customer.io; Ctrl-R reads them anew."]))
    }
  }
}
