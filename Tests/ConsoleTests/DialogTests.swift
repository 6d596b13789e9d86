import Foundation
import Service
import Terminal
import Testing

@testable import Console

/// Each dialog from its form to its effect, with the keyboard, against the sandbox.
@MainActor @Suite(.serialized) struct DialogTests {
  @Test(arguments: [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)])
  func `an event is tracked, accepted, and seen in the person's activity`(size: Size) async throws {
    try await Stage.play(size: size, route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.enter)
      stage.type("receipt")
      try await stage.until("receipt")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      #expect(stage.text.contains("accepted"))
      try await stage.until("in the person's activity")
      #expect(stage.text.contains("\"Status code\": 200") || stage.text.contains("Status code"))
      let state = try await stage.sandbox?.get("/_sandbox/state?people=ada") ?? ""
      #expect(state.contains("receipt"))
    }
  }

  @Test func `a person is created with an attribute`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.upsertCustomer)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("grace-1")
      stage.press(.enter)
      stage.type("grace-1@example.net")
      stage.press(.enter, .enter)
      stage.type("plan")
      stage.press(.tab)
      stage.type("pro")
      try await stage.until("\"plan\": \"pro\"")
      stage.press(.function(10))
      try await stage.until("read back from the person")
      let state = try await stage.sandbox?.get("/_sandbox/state?people=grace-1") ?? ""
      #expect(state.contains("grace-1@example.net"))
      #expect(state.contains("pro"))
    }
  }

  @Test func `people are added to a manual segment chosen by name`() async throws {
    try await Stage.play(route: .module(.addToSegment)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.function(2))
      try await stage.until("│ ▌") { $0.text.contains("Segment ID") && $0.text.contains("▌") }
      stage.press(.enter)
      stage.press(.enter)
      stage.type("ada")
      stage.press(.control("s"))
      try await stage.until("in the segment")
    }
  }

  @Test func `the seed's worked example gives five results at Bundle › Body › results`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      #expect(stage.text.contains("\"results\""))
      #expect(stage.text.contains("5 items"))
      #expect(stage.text.contains("Bundle › Body › results"))
      #expect(stage.text.contains("\"email\": \"ada@example.com\""))
    }
  }

  @Test func `deleting asks for the identifier and says what will be lost`() async throws {
    try await Stage.play(route: .module(.deleteCustomer)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.control("s"))
      try await stage.until("Customer.io can't bring them back.")
      #expect(stage.text.contains("environment · sandbox"))
      #expect(stage.text.contains("attributes"))
      stage.press(.enter)
      try await stage.until("Type ada first")
      stage.type("ada")
      stage.press(.enter)
      try await stage.until("the person is gone")
      let state = try await stage.sandbox?.get("/_sandbox/state?people=ada") ?? ""
      #expect(!state.contains("\"ada\""))
    }
  }

  @Test func `on production every change shows its request and asks once`() async throws {
    try await Stage.play(route: .module(.trackEvent), kind: .production) { stage in
      try await stage.until("PRODUCTION")
      stage.type("ada")
      stage.press(.enter)
      stage.type("receipt")
      stage.press(.control("s"))
      try await stage.until("Track an event · environment · PRODUCTION")
      #expect(stage.text.contains("POST http://127.0.0.1"))
      stage.press(.escape)
      try await stage.until { !$0.text.contains("Don't send") }
      #expect(try await stage.sandbox?.get("/_sandbox/requests").contains("receipt") == false)
      stage.press(.control("s"))
      try await stage.until("Don't send")
      stage.press(.tab, .enter)
      try await stage.until("✓ 200")
    }
  }

  @Test func `a read-only console sends no change and says so`() async throws {
    try await Stage.play(route: .module(.trackEvent), readOnly: true) { stage in
      try await stage.until("environment · sandbox read-only")
      stage.type("ada")
      stage.press(.enter)
      stage.type("receipt")
      stage.press(.control("s"))
      try await stage.until("read-only: nothing was sent")
    }
  }

  @Test func `an empty form says what is needed and where`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.control("s"))
      try await stage.until("Who is it?")
      #expect(stage.text.contains("2 fields need attention. Nothing was sent."))
      #expect(stage.text.contains("Event Name is needed."))
    }
  }

  @Test func `a connection is created, tested, and chosen in the form that wanted it`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      let server = try #require(stage.sandbox)
      stage.type("ada")
      stage.press(.up)
      stage.press(.function(2))
      try await stage.until("Add a connection…")
      stage.type("add a")
      stage.press(.enter)
      try await stage.until("*Connection name")
      stage.type("acme")
      stage.press(.enter)
      stage.type(server.credentials.siteID)
      stage.press(.enter)
      stage.type(server.credentials.apiKey)
      #expect(!stage.text.contains(server.credentials.apiKey))
      stage.press(.enter, .enter, .tab)
      stage.type(server.credentials.appAPIKey)
      stage.press(.tab, .tab)
      stage.type("custom")
      stage.press(.enter, .tab)
      for address in [
        server.addresses.trackURL, server.addresses.appURL, server.addresses.betaURL, server.addresses.pipelinesURL,
      ] {
        stage.type(address)
        stage.press(.enter)
      }
      stage.press(.control("s"))
      try await stage.until("Saved acme.")
      #expect(stage.text.contains("cio-console › Modules › Track an event"))
      #expect(stage.text.contains("*Connection    acme"))
      #expect(stage.text.contains("ada"))
    }
  }

  @Test func `what was typed is there again after leaving and coming back`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.enter)
      stage.type("receipt")
      stage.press(.escape)
      try await stage.until("cio-console › Modules")
      try await stage.until { !$0.text.contains("receipt") }
      stage.press(Key("2"))
      try await stage.until("receipt")
      #expect(stage.text.contains("ada"))
    }
  }

  @Test func `a run is in the history and opens again with its values`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.enter)
      stage.type("receipt")
      stage.press(.control("s"))
      try await stage.until("in the person's activity")
      stage.press(Key(":"))
      stage.type("run history")
      stage.press(.enter)
      try await stage.until("✓ done")
      stage.press(.enter)
      try await stage.until("Nothing was sent yet.")
      #expect(stage.text.contains("receipt"))
    }
  }
}
