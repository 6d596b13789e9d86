import Service
import Terminal
import Testing

@testable import Console

/// What other consoles are loved for, here wherever a screen has the thing at all.
@MainActor @Suite(.serialized) struct BestOfOthersTests {
  @Test func `one key makes a connection read-only and back, with a badge`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.tab)
      stage.type("receipt")
      stage.press(Key("W", .alt))
      try await stage.until("environment is read-only in this console")
      #expect(stage.lines[0].contains("read-only"))
      stage.press(.control("s"))
      try await stage.until("environment is read-only: nothing was sent.")
      #expect(try await stage.sandbox?.get("/_sandbox/requests").contains("receipt") == false)
      stage.press(Key("W", .alt))
      try await stage.until("Changes are sent to environment again.")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
    }
  }

  @Test func `a console that was started read-only stays so`() async throws {
    try await Stage.play(route: .people, readOnly: true) { stage in
      try await stage.until("Nobody was looked at yet.")
      stage.press(Key("W"))
      try await stage.until("started read-only: that can't be lifted")
      #expect(stage.lines[0].contains("read-only"))
    }
  }

  @Test func `one key counts the values of the columns, and Enter filters by one`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(Key("#"))
      try await stage.until("Which value?")
      #expect(stage.lines.contains { $0.contains("data-driven") && $0.contains("KIND") })
      stage.type("manual")
      stage.press(.enter)
      try await stage.until("Filter: manual")
      #expect(!stage.lines.contains { $0.contains("data-driven") })
    }
  }

  @Test func `one key shows the view plain`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(Key("P"))
      try await stage.until("Select with the mouse")
      #expect(stage.text.contains("VIP"))
      stage.press(.escape)
      try await stage.until("manual, as of")
    }
  }

  @Test func `a feed is followed until asked again`() async throws {
    try await Stage.play(route: .journal) { stage in
      try await stage.until("Nothing was run yet.")
      let screen = try #require(stage.app.current as? JournalScreen)
      screen.list.followPause = .milliseconds(20)
      stage.press(Key("f"))
      try await stage.until("f again stops")
      let services = stage.app.session.services
      let workspace = try await stage.app.session.openWorkspace()
      let values = ModuleValues([.connection: .text("environment"), .customerID: .text("ada-7")])
      _ = try await services.runner.run(.definition(.upsertCustomer), values, in: workspace)
      try await stage.until("ada-7")
      stage.press(Key("f"))
      try await stage.until("no longer followed")
    }
  }

  @Test func `back brings the filter and the selection back`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(Key("/"))
      stage.type("customers")
      stage.press(.enter)
      try await stage.until("Filter: customers")
      stage.press(.down)
      try await stage.settled()
      let selected = try #require(stage.lines.first { $0.contains("▌") })
      stage.press(.enter)
      try await stage.until("cio-console › Segments › ")
      stage.press(Key("<"))
      try await stage.until("Filter: customers")
      #expect(stage.lines.contains(selected))
      stage.press(Key(">"))
      try await stage.until("cio-console › Segments › ")
    }
  }
}
