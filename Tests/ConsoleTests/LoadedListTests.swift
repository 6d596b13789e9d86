import Terminal
import Testing

@testable import Console

/// What every list of records does that is read from somewhere.
@MainActor @Suite(.serialized) struct LoadedListTests {
  @Test func `a reload says what is new and marks it, and the selection stays on its record`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(.down, .down)
      try await stage.settled()
      let selected = try #require(stage.lines.first { $0.contains("▌") })
      stage.press(.control("r"))
      try await stage.until("Nothing new.")
      let sandbox = try #require(stage.sandbox)
      try await sandbox.callApp("POST", "/v1/segments", #"{"segment":{"name":"Aardvarks","description":"new"}}"#)
      stage.press(.control("r"))
      try await stage.until("1 new (+).")
      #expect(stage.lines.contains { $0.contains("+") && $0.contains("Aardvarks") })
      #expect(stage.lines.contains(selected))
    }
  }

  @Test func `a filter says how many rows it hides, and one key suspends it`() async throws {
    try await Stage.play(route: .activity) { stage in
      try await stage.until("Newest first, as of")
      stage.press(Key("/"))
      stage.type("email")
      try await stage.settled()
      stage.press(.enter)
      try await stage.until("Filter: ")
      #expect(stage.text.contains("hidden"), "\(stage.text)")
      stage.press(Key("="))
      try await stage.until("suspended")
    }
  }

  @Test func `what could not be read can be tried again`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      let sandbox = try #require(stage.sandbox)
      try await sandbox.post("/_sandbox/faults", #"{"domain":"app","kind":"status","status":400,"count":1}"#)
      stage.press(.control("r"))
      try await stage.until("✗ ")
      // What was read before stays.
      #expect(stage.text.contains("VIP"))
      stage.press(Key("r"))
      try await stage.until("Nothing new.")
    }
  }
}
