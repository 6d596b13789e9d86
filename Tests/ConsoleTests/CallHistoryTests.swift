import Foundation
import Service
import Terminal
import Testing

@testable import Console

/// Calls that were made: found again, opened, sent again, compared, deleted.
@MainActor @Suite(.serialized) struct CallHistoryTests {
  nonisolated static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

  /// Makes a call in a form of its own, and goes back to where it was.
  private func call(_ url: String, _ stage: Stage, expecting status: String = "✓ 200") async throws {
    let values = ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text(url)])
    CallOpening.open(values, in: stage.app, sends: true)
    try await stage.until(status)
    try await stage.rest()
    stage.app.goBack()
    try await stage.settled()
  }

  @Test func `an empty history says how a call is made`() async throws {
    try await Stage.play(route: .history) { stage in
      try await stage.until("No call was made yet")
      stage.press(Key("="))
      try await stage.until("Mark two calls with Space")
    }
  }

  @Test(arguments: sizes) func `a call stands in the history with its answer and opens again`(size: Size) async throws {
    try await Stage.play(size: size, route: .history) { stage in
      try await stage.until("No call was made yet")
      try await call("/v1/customers?email=ada@example.com", stage)
      try await stage.until("/v1/customers?email=ada@exam")
      #expect(stage.text.contains("✓ 200"))
      try await stage.rest()
      try stage.expectSnapshot("history")
      stage.press(.enter)
      try await stage.until("Timing")
      try await stage.until("results")
      try await stage.rest()
      try stage.expectSnapshot("exchange")
      stage.press(Key("v"))
      try await stage.until("v Answer")
      #expect(stage.text.contains("Host:"))
      stage.press(Key("v"), Key("a"))
      try await stage.until("Query String")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.text(.url).hasPrefix("/v1/customers?email=ada"))
      stage.press(.escape)
      try await stage.until("Timing")
      stage.press(Key("R"))
      try await stage.until("first byte")
      try await stage.rest()
      stage.app.go(to: .history)
      try await stage.until("2 calls, newest first")
    }
  }

  @Test func `words are looked for in answers too`() async throws {
    try await Stage.play(route: .history) { stage in
      try await stage.until("No call was made yet")
      try await call("/v1/segments", stage)
      try await call("/v1/workspaces", stage)
      try await stage.until("2 calls, newest first")
      stage.press(Key("/"))
      stage.type("Beta testers")
      try await stage.until("1 call found")
      #expect(stage.text.contains("/v1/segments"))
      stage.press(.escape)
      try await stage.until("2 calls, newest first")
      stage.press(Key("/"))
      stage.type("nowhere-at-all")
      try await stage.until("No call holds nowhere-at-all")
    }
  }

  @Test(arguments: sizes) func `two marked calls are compared by their structure`(size: Size) async throws {
    try await Stage.play(size: size, route: .history) { stage in
      try await stage.until("No call was made yet")
      try await call("/v1/segments/1", stage)
      try await call("/v1/segments/2", stage)
      try await stage.until("2 calls, newest first")
      stage.press(Key("g"), Key(" "), Key(" "), Key("="))
      try await stage.until("Body of the answer")
      #expect(stage.text.contains(".segment.id"))
      #expect(stage.text.contains("→"))
      try await stage.rest()
      try stage.expectSnapshot("compare")
    }
  }

  @Test func `deleting asks first, and keeps what was not marked`() async throws {
    try await Stage.play(route: .history) { stage in
      try await stage.until("No call was made yet")
      try await call("/v1/segments/1", stage)
      try await call("/v1/segments/2", stage)
      try await stage.until("2 calls, newest first")
      stage.press(Key("D"))
      try await stage.until("Delete from the history")
      stage.press(.escape)
      try await stage.settled()
      #expect(stage.text.contains("/v1/segments/2"))
      stage.press(Key("g"), Key("D"), .tab, .enter)
      try await stage.until("one call less") { !$0.text.contains("/v1/segments/2") }
      #expect(stage.text.contains("/v1/segments/1"))
    }
  }

  @Test func `what is no call of the history says so`() async throws {
    try await Stage.play(route: .exchange("01NONE")) { stage in
      try await stage.until("The history holds no exchange 01NONE")
      stage.app.go(to: .compare("01A", "01B"))
      try await stage.until("The history holds no exchange 01A")
    }
  }

  @Test(arguments: sizes) func `the outcome of a call tells its timing, size, tries and what is left of the rate`(
    size: Size
  ) async throws {
    try await Stage.play(size: size, route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.control("s"))
      try await stage.until("first byte")
      #expect(stage.text.contains("1 try"))
      #expect(stage.text.contains("/10 left"))
    }
  }

  @Test func `a POST that only reads is not asked about on production, and goes through a read-only console`()
    async throws
  {
    let search = ModuleValues([
      .domain: .text("app"), .method: .text("POST"), .url: .text("/v1/customers"),
      .body: .text("{\"filter\":{\"segment\":{\"id\":1}}}"),
    ])
    try await Stage.play(kind: .production, readOnly: true) { stage in
      try await stage.until("PRODUCTION")
      CallOpening.open(search, in: stage.app, sends: true)
      try await stage.until("✓ 200")
    }
    var change = search
    change[.url] = .text("/v1/segments")
    change[.body] = .text("{\"segment\":{\"name\":\"x\"}}")
    try await Stage.play(kind: .production) { stage in
      try await stage.until("PRODUCTION")
      CallOpening.open(change, in: stage.app, sends: true)
      try await stage.until("Don't send")
      stage.press(.escape)
      try await stage.settled()
      let sent = try await stage.sandbox?.get("/_sandbox/requests") ?? ""
      #expect(!sent.contains("\"POST\""))
    }
  }
}
