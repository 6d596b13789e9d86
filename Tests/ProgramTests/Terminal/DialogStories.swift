import JSONText
import Testing

/// Each dialog done with the keyboard in a real terminal, as a person would, and what the sandbox then has.
@Suite("In a terminal") struct DialogStories {
  /// The sizes that every dialog is done at.
  static let sizes = [TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 120, rows: 36)]

  @Test("tracking an event puts it into the person's activity", arguments: sizes)
  func trackEvent(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.dialog("track-event", size) { console in
        await console.fill("ada", "receipt")
        await console.press("Tab", "Tab", "Enter")
        await console.fill("total", "19.90")
        await console.send()
        try await console.wait(for: "accepted")
        try await console.wait(for: "in the person's activity")
        await console.press("p")
        try await console.wait(for: "ATTRIBUTE")
        await console.press("Tab", "Tab")
        try await console.wait(for: "receipt")
      }
      let event = try #require(try await bench.changes().last)
      #expect(event["path"]?.stringValue == "/api/v1/customers/ada/events")
      let body = try JSONValue(parsing: event["body"]?.stringValue ?? "")
      #expect(body["name"] == "receipt")
      #expect(body["data"]?.compactText == #"{"total":"19.90"}"#)
      #expect(body["id"]?.stringValue?.count == 26)
    }
  }

  @Test("creating a customer shows the person", arguments: sizes)
  func upsertCustomer(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.dialog("upsert-customer", size) { console in
        await console.fill("new-1", "new-1@example.com", "2026-03-01")
        await console.press("Tab", "Enter")
        await console.type("plan")
        await console.press("Enter")
        await console.type("pro")
        await console.send()
        try await console.wait(for: "read back from the person")
        await console.press("p")
        try await console.wait(for: "new-1@example.com")
        try await console.wait(for: "1772323200")
      }
      let change = try #require(try await bench.changes().last)
      #expect(change["method"] == "PUT")
      #expect(
        change["body"] == .string(#"{"email":"new-1@example.com","created_at":1772323200,"plan":"pro"}"#))
    }
  }

  @Test("adding people to a segment chosen by name puts them there", arguments: sizes)
  func addToSegment(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.dialog("add-to-segment", size) { console in
        await console.press("F2")
        try await console.wait(for: "Beta testers")
        await console.type("Beta")
        await console.press("Enter", "Tab")
        await console.type("ada")
        await console.press("Enter")
        await console.type("adam.k")
        await console.send()
        try await console.wait(for: "both are in the segment")
      }
      let change = try #require(try await bench.changes().last)
      #expect(change["path"] == "/api/v1/segments/2/add_customers")
      #expect(change["body"] == .string(#"{"ids":["ada","adam.k"]}"#))
    }
  }

  @Test("the worked example gives five results under Body › results", arguments: sizes)
  func apiCall(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.dialog("api-call", size) { console in
        await console.type("/v1/api/customers")
        await console.send()
        let screen = try await console.wait(for: "5 items")
        #expect(screen.contains("results"))
        #expect(screen.contains("200"))
      }
      let requests = try await bench.requests()
      #expect(requests.contains { $0["path"] == "/v1/api/customers" && $0["domain"] == "beta" })
    }
  }

  @Test("deleting asks for the identifier, and the person is gone", arguments: sizes)
  func deleteCustomer(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.dialog("delete-customer", size) { console in
        await console.type("adam.k")
        await console.send()
        try await console.wait(for: "Customer.io can't bring them back")
        await console.press("Enter")
        #expect(try await bench.changes().isEmpty)
        await console.type("adam.k")
        await console.press("Enter")
        try await console.wait(for: "the person is gone")
      }
      let change = try #require(try await bench.changes().last)
      #expect(change["method"] == "DELETE")
      #expect(change["path"] == "/api/v1/customers/adam.k")
    }
  }

  @Test("a connection is added, used, and there after a restart with the run history", arguments: sizes)
  func createConnection(size: TerminalSize) async throws {
    try await Bench.use(connects: false) { bench in
      let (keys, addresses) = (bench.sandbox.credentials, bench.sandbox.addresses)
      try await bench.console(nil, size) { console in
        try await console.wait(for: "No connection yet")
        await console.press("Enter")
        try await console.wait(for: "Secret API Key")
        await console.fill("acme", keys.siteID, keys.apiKey)
        await console.press("Tab", "Enter")
        try await console.wait(for: "App API Key")
        await console.press("Tab")
        await console.fill(keys.appAPIKey, "", "custom")
        await console.press("Enter", "Tab")
        await console.fill(addresses.trackURL, addresses.appURL, addresses.betaURL)
        let form = await console.screen()
        #expect(!form.contains(keys.apiKey))
        await console.send()
        try await console.wait(until: "the new connection in the header") { screen in
          screen.prefix { $0 != "\n" }.contains("acme")
        }
      }
      let list = try await bench.run("connection", "list").json
      #expect(list[0]?["name"] == "acme")
      try await bench.console("journal", size) { console in
        try await console.wait(for: "Create a connection")
      }
    }
  }

  @Test("a run of the history opens again with its values", arguments: sizes)
  func history(size: TerminalSize) async throws {
    try await Bench.use { bench in
      _ = try await bench.run("event", "track", "--customer-id", "ada", "--event-name", "opened-again")
      try await bench.console("journal", size) { console in
        try await console.wait(for: "Track an event")
        await console.press("Enter")
        try await console.wait(for: "opened-again")
      }
    }
  }
}

extension Bench {
  /// Opens a dialog, does something in it, and quits.
  fileprivate func dialog(
    _ name: String, _ size: TerminalSize, _ body: (TerminalProgram) async throws -> Void
  ) async throws {
    try await console("modules/" + name, size) { console in
      try await console.wait(for: "[ Clear ]")
      try await body(console)
    }
  }
}

extension TerminalProgram {
  /// Types a value into each field, from the one with the caret on.
  fileprivate func fill(_ values: String...) async {
    for (index, value) in values.enumerated() {
      if index > 0 { await press("Tab") }
      if !value.isEmpty { await type(value) }
    }
  }

  /// Sends the dialog off.
  fileprivate func send() async { await press("F10") }
}
