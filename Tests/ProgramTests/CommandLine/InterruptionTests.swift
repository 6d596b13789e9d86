import Foundation
import JSONText
import Testing

@Suite("Interrupted commands") struct InterruptionTests {
  @Test("Ctrl-C cancels the call, and the journal says that its outcome is unknown") func cancelled() async throws {
    try await Bench.use { bench in
      try await bench.misbehave(["kind": "hang", "domain": "track"])
      let child = try bench.program.child(["event", "track", "--customer-id", "ada", "--event-name", "x"]).start()
      try await Waiting.until("the call was received") { try await !bench.requests().isEmpty }
      child.signal(SIGINT)
      #expect(await child.waitForEnd() == 130)
      let entry = try #require(try await bench.journal().last)
      #expect(entry["outcome"] == "unknown")
    }
  }

  @Test("Ctrl-C ends the walk from page to page, and both records know") func cancelledPages() async throws {
    try await Bench.use { bench in
      try await bench.misbehave(["kind": "hang", "domain": "app"])
      let child = try bench.program.child(
        ["api", "GET", "/v1/segments/1/membership?limit=1", "--domain", "app", "--all-pages"]
      ).start()
      try await Waiting.until("the call was received") { try await !bench.requests().isEmpty }
      child.signal(SIGINT)
      #expect(await child.waitForEnd() == 130)
      #expect(try await bench.journal().last?["outcome"] == "cancelled")
      let kept = try #require(try await bench.run("history", "list").json[0])
      #expect(kept["status"] == .null)
      #expect(kept["message"]?.stringValue?.isEmpty == false)
    }
  }

  @Test("Where nothing was sent, Ctrl-C just ends it") func waitingForInput() async throws {
    try await Bench.use { bench in
      let child = try bench.program.child(["customer", "upsert", "--customer-id", "ada", "--attributes", "-"]).start()
      try await Waiting.until("it takes signals") {
        let status = (try? String(contentsOfFile: "/proc/\(child.identifier)/status", encoding: .utf8)) ?? ""
        let mask = status.split(separator: "\n").first { $0.hasPrefix("SigCgt:") }?.split(separator: "\t").last
        return mask.flatMap { UInt64($0, radix: 16) }.map { $0 & 1 << (UInt64(SIGINT) - 1) != 0 } ?? false
      }
      child.signal(SIGINT)
      #expect(await child.waitForEnd() == 130)
      #expect(try await bench.requests().isEmpty)
    }
  }

  @Test("A reader that went away does not change what was done") func closedOutput() async throws {
    try await Bench.use { bench in
      let child = try bench.program.child(["endpoints"]).start()
      close(child.output)
      #expect(await child.waitForEnd() == 0)
    }
  }
}

/// Waits for what can only be looked at.
enum Waiting {
  struct InVain: Error { let wanted: String }

  static func until(
    _ wanted: String, within limit: Duration = .seconds(30), _ isSo: () async throws -> Bool
  ) async throws {
    let deadline = ContinuousClock.now + limit
    while try await !isSo() {
      guard ContinuousClock.now < deadline else { throw InVain(wanted: wanted) }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
