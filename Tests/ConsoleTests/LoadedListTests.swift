import Service
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

  @Test func `n and N go through what was looked for, around the end`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(Key("n"))
      try await stage.until("Nothing was looked for yet: / begins.")
      stage.press(Key("/"))
      stage.type("manual")
      stage.press(.enter, Key("="))
      try await stage.until("suspended")
      stage.press(Key("n"))
      try await stage.until("the second") { $0.lines.contains { $0.contains("▌") && $0.contains("Beta testers") } }
      stage.press(Key("N"), Key("N"))
      try await stage.until("the last") { $0.lines.contains { $0.contains("▌") && $0.contains("Webinar") } }
      stage.press(Key("n"))
      try await stage.until("the first") { $0.lines.contains { $0.contains("▌") && $0.contains("VIP") } }
    }
  }

  @Test func `a list is put in the order of a column and back, and the selection stays on its record`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(Key("o"))
      try await stage.until("In the order of which column?")
      stage.type("NAME")
      stage.press(.enter)
      try await stage.until("by name") {
        $0.lines.dropFirst(2).first { $0.contains("testers") || $0.contains("VIP") }?.contains("testers") == true
      }
      #expect(stage.lines.contains { $0.contains("▌") && $0.contains("VIP") })
      let list = try #require((stage.app.current as? SegmentsScreen)?.list)
      list.order(by: "name")
      stage.press(.home)
      try await stage.settled()
      #expect(list.selected?.name == "Zürich")
      list.order(by: nil)
      stage.press(.home)
      try await stage.settled()
      #expect(list.selected?.id == 1)
    }
  }

  @Test func `a list that is older than this console's change is read anew when it is returned to`() async throws {
    try await Stage.play(route: .segment(1)) { stage in
      try await stage.until("people, as of")
      let before = try #require((stage.app.current as? SegmentScreen)?.list.records.count)
      stage.press(.down)
      try await stage.settled()
      let selected = (stage.app.current as? SegmentScreen)?.list.selected?.customerID
      stage.press(Key("a"))
      try await stage.until("Add people to a manual segment")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.form.setValue(.list(["new-one"]), for: "customer_ids")
      let services = stage.app.session.services
      let workspace = try await stage.app.session.openWorkspace()
      let person = ModuleValues([
        .connection: .text("environment"), .customerID: .text("new-one"), .email: .text("new-one@example.com"),
      ])
      _ = try await services.runner.run(.definition(.upsertCustomer), person, in: workspace)
      stage.press(.control("s"))
      try await stage.until("in the segment after")
      stage.press(.escape)
      stage.press(.escape)
      try await stage.until("1 new (+)")
      let list = try #require((stage.app.current as? SegmentScreen)?.list)
      #expect(list.records.count == before + 1)
      #expect(list.selected?.customerID == selected)
    }
  }

  @Test func `people found are looked for again after a change, and who is in an opened segment was not seen`()
    async throws
  {
    try await Stage.play(route: .segment(1)) { stage in
      try await stage.until("people, as of")
      stage.app.go(to: .people)
      try await stage.until("Nobody was looked at yet.")
      stage.press(Key("/"))
      stage.type("ada")
      stage.press(.enter)
      try await stage.until("1 person, as of")
      stage.press(Key("u"))
      try await stage.until("Create or update a customer")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.form.setValue(.text("Ada@new.example"), for: "email")
      stage.press(.control("s"))
      try await stage.until("read back from the person")
      stage.press(.escape)
      stage.press(.escape)
      try await stage.until("the new email") {
        $0.text.contains("Ada@new.example") && $0.text.contains("1 person, as of")
      }
    }
  }
}
