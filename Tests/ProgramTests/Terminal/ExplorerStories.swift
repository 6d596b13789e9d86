import JSONText
import Testing

/// Finding a call, making it, and what becomes of it, in a real terminal and as a person would.
@Suite("The explorer in a terminal") struct ExplorerStories {
  static let sizes = [TerminalSize(columns: 80, rows: 24), TerminalSize(columns: 120, rows: 36)]

  @Test("a call is found by letters, its path filled in, and sent", arguments: sizes)
  func find(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.console("explorer", size) { console in
        try await console.wait(for: "/v1/customers/{customer_id}/attributes")
        await console.press("/")
        await console.type("seg memb")
        try await console.wait(for: "2 of ")
        await console.press("Enter", "Enter")
        try await console.wait(for: "{segment_id}")
        await console.type("2")
        try await console.wait(for: "/v1/segments/2/membership")
        await console.press("F10")
        let screen = try await console.wait(for: "first byte")
        #expect(screen.contains("200"))
      }
      let requests = try await bench.requests()
      #expect(requests.contains { $0["path"] == "/v1/segments/2/membership" && $0["domain"] == "app" })
    }
  }

  @Test("F2 offers the workspace's segments for a part of the path", arguments: sizes)
  func complete(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.console("explorer", size) { console in
        try await console.wait(for: "/v1/customers/{customer_id}/attributes")
        await console.press("/")
        await console.type("count the people in a segment")
        await console.press("Enter", "Enter")
        try await console.wait(for: "{segment_id}")
        await console.press("F2")
        try await console.wait(for: "Beta testers")
        await console.type("Beta")
        await console.press("Enter")
        try await console.wait(for: "/v1/segments/2/customer_count")
        await console.press("F10")
        try await console.wait(for: "first byte")
      }
    }
  }

  @Test("a letter leads to a field, and F8 formats what stands in it", arguments: sizes)
  func jumpAndFormat(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.console("modules/api-call", size) { console in
        try await console.wait(for: "Query String")
        await console.press("F6")
        try await console.wait(for: "Type a letter")
        await console.press("j")
        await console.paste(#"{"z":1.10,"a":12345678901234567890}"#)
        try await console.wait(for: "Valid JSON")
        await console.press("F8")
        try await console.wait(until: "the body, a member a line") { screen in
          screen.contains(#""z": 1.10,"#) && screen.contains(#""a": 12345678901234567890"#)
        }
        // What was typed is unsent: quitting asks.
        await console.press("C-q")
        try await console.wait(for: "Quit the console?")
        await console.press("Tab", "Enter")
      }
      #expect(try await bench.requests().isEmpty)
    }
  }

  @Test("a call is saved, and sent again from its collection", arguments: sizes)
  func collections(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.console("modules/api-call", size) { console in
        try await console.wait(for: "Query String")
        await console.type("/v1/api/segments")
        await console.press("F7")
        try await console.wait(for: "Save the call")
        await console.press("F10")
        try await console.wait(for: "Saved as requests/List segments")
        await console.press("F10")
        try await console.wait(for: "first byte")
      }
      try await bench.console("collections", size) { console in
        try await console.wait(for: "List segments")
        await console.press("R")
        try await console.wait(for: "first byte")
      }
      #expect(try await bench.requests().contains { $0["path"] == "/v1/api/segments" })
    }
  }

  @Test("two calls of the history are compared by their structure", arguments: sizes)
  func compare(size: TerminalSize) async throws {
    try await Bench.use { bench in
      _ = try await bench.run("api", "GET", "/v1/segments/1", "--domain", "app")
      _ = try await bench.run("api", "GET", "/v1/segments/2", "--domain", "app")
      try await bench.console("history", size) { console in
        try await console.wait(for: "2 calls, newest first")
        await console.press("Space", "Space", "=")
        try await console.wait(for: "Body of the answer")
        // The differences follow their heading as they are found.
        let screen = try await console.wait(for: ".segment.id")
        #expect(screen.contains(".segment.id"))
        await console.press("Escape")
        try await console.wait(for: "2 calls, newest first")
      }
    }
  }

  @Test("a pasted curl command fills the form, its key left out", arguments: sizes)
  func curl(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.console("modules/api-call", size) { console in
        try await console.wait(for: "Query String")
        await console.paste("curl 'https://api.customer.io/v1/segments/1' -H 'Authorization: Bearer s3cret'")
        try await console.wait(for: "A curl command")
        await console.press("Enter")
        let screen = try await console.wait(for: "Taken apart")
        #expect(screen.contains("/v1/segments/1"))
        #expect(!screen.contains("s3cret"))
        await console.press("F10")
        try await console.wait(for: "first byte")
      }
      #expect(try await bench.requests().contains { $0["path"] == "/v1/segments/1" && $0["domain"] == "app" })
    }
  }

  @Test("L loads all pages, past a page that came too fast, into one list", arguments: sizes)
  func loadAll(size: TerminalSize) async throws {
    try await Bench.use { bench in
      try await bench.console("modules/api-call", size) { console in
        try await console.wait(for: "Query String")
        await console.type("/v1/api/activities?limit=50")
        await console.press("F10")
        try await console.wait(for: "first byte")
        try await bench.misbehave(["kind": "rate_limit", "count": 1, "retry_after": 1, "domain": "beta"])
        await console.press("L")
        try await console.wait(for: "All of it")
      }
      let pages = try await bench.requests().filter { $0["path"] == "/v1/api/activities" }
      #expect(pages.contains { $0["status"] == 429 })
      #expect(pages.count > 3)
    }
  }
}
