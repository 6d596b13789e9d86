import Foundation
import Service
import Terminal
import Testing

@testable import Console

@Suite struct FormattingTests {
  private func clock(zone: Console.Clock.Zone = .utc) -> Console.Clock {
    Console.Clock(
      zone: zone, local: TimeZone(secondsFromGMT: 7_200) ?? .gmt, now: { Date(timeIntervalSince1970: 1_790_000_000) })
  }

  @Test(arguments: [
    (0, "just now"), (40, "40 s ago"), (240, "4 min ago"), (7_200, "2 h ago"), (86_400, "1 day ago"),
    (86_400 * 40, "40 days ago"), (86_400 * 365, "11 months ago"), (86_400 * 800, "2 years ago"), (-10_800, "in 3 h"),
  ])
  func `a time is told by its distance`(seconds: Int, text: String) {
    #expect(clock().relative(Date(timeIntervalSince1970: 1_790_000_000 - Double(seconds))) == text)
  }

  @Test func `every time carries its zone`() {
    let date = Date(timeIntervalSince1970: 1_790_000_000)
    #expect(clock().exact(date) == "2026-09-21 14:13:20 UTC")
    #expect(clock(zone: .local).exact(date).hasPrefix("2026-09-21 16:13:20 GMT+2"))
  }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_234, "1.2 kB"), (84_000, "84 kB"), (1_500_000, "1.5 MB"), (84_000_000, "84 MB"),
  ])
  func `sizes are short`(bytes: Int, text: String) {
    #expect(bytes.byteCount == text)
  }

  @Test func `a dialog's values become the command that does the same`() {
    var values = ModuleValues().filled(from: .definition(.trackEvent))
    values[.customerID] = .text("ada")
    values[.eventName] = .text("it's paid")
    values[.eventID] = nil
    values[.data] = .pairs([Pair(name: "total", value: "19.90", type: .number)])
    let text = CommandLineText(.definition(.trackEvent), values, connection: "acme").text
    #expect(
      text
        == "cio-console event track --connection acme --customer-id ada --event-name 'it'\\''s paid' --data '{\"total\":19.90}'"
    )
  }

  @Test func `secrets never stand in a command line`() {
    let values = ModuleValues([.connectionName: .text("acme"), .siteID: .text("s"), .apiKey: .text("secret-key")])
    let text = CommandLineText(.definition(.createConnection), values, connection: nil).text
    #expect(!text.contains("secret-key"))
    #expect(text.contains("--connection-name acme"))
  }
}
