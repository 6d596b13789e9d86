import CustomerIO
import Foundation
import Service
import Terminal
import Widgets

/// The tables of a person's page: their columns, and a row for each record.
extension PersonView {
  static func columns(of tab: PersonTab) -> [TableColumn] {
    switch tab {
    case .attributes:
      [
        TableColumn(id: "name", title: "ATTRIBUTE", width: .flexible(min: 18, weight: 2)),
        TableColumn(id: "value", title: "VALUE", width: .flexible(min: 24, weight: 5)),
        TableColumn(id: "type", title: "TYPE", width: .fixed(8), role: .muted, priority: 60),
        TableColumn(id: "changed", title: "CHANGED", width: .fixed(14), role: .muted, priority: 70),
      ]
    case .segments:
      [
        TableColumn(id: "id", title: "ID", width: .fixed(6), alignment: .right),
        TableColumn(id: "name", title: "SEGMENT", width: .flexible(min: 24, weight: 3)),
        TableColumn(id: "kind", title: "KIND", width: .fixed(11), role: .muted, priority: 80),
        TableColumn(
          id: "description", title: "DESCRIPTION", width: .flexible(min: 20, weight: 2), role: .muted, priority: 60),
      ]
    case .activity: ActivityView.columnsOfOne
    case .messages:
      [
        TableColumn(id: "time", title: "CREATED", width: .fixed(14), role: .muted),
        TableColumn(id: "type", title: "KIND", width: .fixed(9)),
        TableColumn(id: "subject", title: "SUBJECT", width: .flexible(min: 22, weight: 3)),
        TableColumn(id: "state", title: "STATE", width: .fixed(14)),
        TableColumn(id: "recipient", title: "TO", width: .flexible(min: 20), role: .muted, priority: 40),
      ]
    case .devices:
      [
        TableColumn(id: "id", title: "DEVICE", width: .flexible(min: 30, weight: 3)),
        TableColumn(id: "platform", title: "PLATFORM", width: .fixed(10)),
        TableColumn(id: "used", title: "LAST USED", width: .fixed(14), role: .muted),
        TableColumn(id: "status", title: "LAST PUSH", width: .fixed(12), role: .muted, priority: 60),
      ]
    }
  }

  static func rows(of tab: PersonTab, in screen: PersonScreen) -> [TableRow] {
    let clock = screen.shell.session.clock
    switch tab {
    case .attributes: return (screen.page?.attributes ?? []).map { row($0, before: screen.before, clock) }
    case .segments: return (screen.segments?.rows ?? []).map(SegmentsView.row)
    case .activity:
      return (screen.activities?.rows ?? []).map {
        ActivityView.row($0, clock, namesPerson: false)
      }
    case .messages: return (screen.messages?.rows ?? []).map { row($0, clock) }
    case .devices: return (screen.page?.devices ?? []).map { row($0, clock) }
    }
  }

  private static func row(_ attribute: AttributeRow, before: [String: String]?, _ clock: Clock) -> TableRow {
    let isChanged = before.map { $0[attribute.name] != attribute.value } ?? false
    return TableRow(
      id: attribute.name,
      cells: [
        TableCell(attribute.name), TableCell(attribute.value), TableCell(attribute.type.rawValue + "?"),
        TableCell(attribute.changedAt.map(clock.relative) ?? ""),
      ], sign: isChanged ? "~" : "")
  }

  private static func row(_ message: Message, _ clock: Clock) -> TableRow {
    let hasFailed = !(message.failureMessage ?? "").isEmpty
    let state = message.state ?? ""
    return TableRow(
      id: message.id,
      cells: [
        TableCell(clock.relative(unix: message.createdAt)), TableCell(message.type ?? ""),
        TableCell(message.subject ?? ""),
        TableCell(hasFailed ? "✗ " + state : state, role: hasFailed ? .danger : nil),
        TableCell(message.recipient ?? ""),
      ])
  }

  private static func row(_ device: Device, _ clock: Clock) -> TableRow {
    TableRow(
      id: device.id,
      cells: [
        TableCell(device.id), TableCell(device.platform ?? ""), TableCell(clock.relative(unix: device.lastUsed)),
        TableCell(device.lastStatus ?? ""),
      ])
  }

  /// How many attributes are new, gone or hold another value.
  static func changes(in page: PersonPage, since before: [String: String]) -> Int {
    let now = Dictionary(page.attributes.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    return Set(now.keys).union(before.keys).count { now[$0] != before[$0] }
  }
}
