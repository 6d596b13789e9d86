import Foundation
import Service
import Terminal
import Widgets

/// Draws a person's page.
@MainActor enum PersonView {
  static func tabArea(in size: Size) -> Rect { Rect(column: 0, row: 2, columns: size.columns, rows: 2) }

  static func tableArea(of screen: PersonScreen, in size: Size) -> Rect {
    Rect(column: 0, row: 4, columns: size.columns, rows: max(0, size.rows - 4 - screen.filter.rows))
  }

  static func draw(_ screen: PersonScreen, on canvas: inout Canvas) {
    guard let page = screen.page else { return drawNobody(screen, on: &canvas) }
    drawHead(page, screen, on: &canvas)
    canvas.rule(atRow: 3)
    canvas.within(tabArea(in: canvas.size)) { screen.tabs.draw(on: &$0, focused: true) }
    canvas.within(tableArea(of: screen, in: canvas.size)) { area in
      if screen.table.totalCount == 0 {
        EmptyView.draw(emptyText(of: screen), on: &area)
      } else {
        screen.table.draw(on: &area, focused: !screen.filter.isOpen)
      }
    }
    screen.filter.draw(on: &canvas)
  }

  private static func drawHead(_ page: PersonPage, _ screen: PersonScreen, on canvas: inout Canvas) {
    let person = page.summary
    let subscription = page.isUnsubscribed ? "○ unsubscribed" : "● subscribed"
    let subscriptionColumn = canvas.size.columns - SafeText.width(of: subscription) - 1
    let used = canvas.put(
      person.title, at: Point(column: 1, row: 0), role: .title, columns: max(10, subscriptionColumn / 2))
    var identifiers: [String] = []
    if let id = person.customerID { identifiers.append("id \(id)") }
    if let email = person.email { identifiers.append(email) }
    if let cioID = person.cioID { identifiers.append("cio_\(cioID)") }
    canvas.put(
      identifiers.joined(separator: " · "), at: Point(column: used + 5, row: 0),
      columns: max(0, subscriptionColumn - used - 7))
    canvas.put(
      subscription, at: Point(column: subscriptionColumn, row: 0), role: page.isUnsubscribed ? .warning : .success)
    var facts: [String] = []
    let clock = screen.shell.session.clock
    if let created = person.createdAt { facts.append("created \(clock.day(created)), \(clock.relative(created))") }
    facts.append(Quantity.text(page.devices.count, "device", "devices"))
    if let segments = screen.segments { facts.append(Quantity.text(segments.rows.count, "segment", "segments")) }
    canvas.put(facts.joined(separator: " · "), at: Point(column: 1, row: 1), role: .muted)
  }

  private static func drawNobody(_ screen: PersonScreen, on canvas: inout Canvas) {
    canvas.rule(atRow: 0)
    guard let failure = screen.failure else { return }
    canvas.within(Rect(column: 0, row: 1, columns: canvas.size.columns, rows: canvas.size.rows - 1)) { area in
      guard failure.apiError?.kind == .notFound else {
        return EmptyView.draw(EmptyView.Text(failure: failure), on: &area)
      }
      let connection = screen.shell.session.connection?.name ?? "this connection"
      EmptyView.draw(
        EmptyView.Text(
          title: "Nobody answers to \(screen.reference) on \(connection).",
          lines: ["Deleted, never there, or in another workspace: @ switches the connection.", "r looks again."]),
        on: &area)
    }
  }

  private static func emptyText(of screen: PersonScreen) -> EmptyView.Text {
    if screen.work.isRunning("load") || screen.work.isRunning("log") { return EmptyView.Text(title: "") }
    if let failure = screen.failure { return EmptyView.Text(failure: failure) }
    return switch screen.tab {
    case .attributes: EmptyView.Text(title: "No attributes.", lines: ["u sets some."])
    case .segments: EmptyView.Text(title: "In no segment.", lines: ["s adds the person to a manual one."])
    case .activity: EmptyView.Text(title: "No activity.", lines: ["t tracks an event."])
    case .messages: EmptyView.Text(title: "No message was sent to this person.")
    case .devices: EmptyView.Text(title: "No device.", lines: ["Devices come from the app's own SDK."])
    }
  }
}
