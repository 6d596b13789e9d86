import CustomerIO
import Foundation
import JSONText
import Store
import Testing

@testable import Service

@Suite("Running a dialog") struct RunningTests {
  @Test("tracks an event that is then in the person's activity") func event() async throws {
    try await Bench.run { bench in
      let run = try await bench.run(
        .trackEvent,
        [
          .customerID: .text("ada"), .eventName: .text("receipt"),
          .data: .pairs([Pair(name: "total", value: "19.90", type: .number)]), .reason: .text("OPS-7"),
        ])
      #expect(run.outcome == .done)
      #expect(run.exitStatus == .done)
      let sent = try #require(try await bench.requests().last)
      #expect(sent["path"]?.stringValue == "/api/v1/customers/ada/events")
      #expect(sent["body"]?.stringValue?.contains(#""data":{"total":19.90}"#) == true)
      let back = await bench.services.runner.readBack(run, in: bench.workspace)
      #expect(back?.verdict == .applied, "\(back?.words ?? "")")
      let entry = try await bench.services.journal.entry(run.entry.id)
      #expect(entry.actor == "tester")
      #expect(entry.module == "track-event")
      #expect(entry.target == "ada")
      #expect(entry.outcome == .done)
      #expect(entry.status == 200)
      #expect(entry.note == "OPS-7")
    }
  }

  @Test("creates, changes and deletes a customer") func customer() async throws {
    try await Bench.run { bench in
      let created = try await bench.run(
        .upsertCustomer,
        [
          .customerID: .text("u/1 ?#%+&é"), .email: .text("u1@example.com"), .createdAt: .text("1489014595"),
          .attributes: .pairs([Pair(name: "plan", value: "pro"), Pair(name: "seats", value: "3", type: .number)]),
        ])
      #expect(created.outcome == .done)
      #expect(await bench.services.runner.readBack(created, in: bench.workspace)?.verdict == .applied)
      let page = try await bench.workspace.people.person(.id("u/1 ?#%+&é"))
      #expect(page.summary.email == "u1@example.com")
      #expect(page.attributes.first { $0.name == "seats" }?.value == "3")
      let removed = try await bench.run(
        .upsertCustomer,
        [.customerID: .text("u/1 ?#%+&é"), .attributes: .pairs([Pair(name: "plan", value: "")])])
      #expect(await bench.services.runner.readBack(removed, in: bench.workspace)?.verdict == .applied)
      let deleted = try await bench.run(.deleteCustomer, [.customerID: .text("u/1 ?#%+&é")])
      #expect(deleted.outcome == .done)
      #expect(await bench.services.runner.readBack(deleted, in: bench.workspace)?.verdict == .applied)
    }
  }

  @Test("says so when an update-only change found nobody") func updateOnly() async throws {
    try await Bench.run { bench in
      let run = try await bench.run(
        .upsertCustomer,
        [
          .customerID: .text("nobody-at-all"), .updateOnly: .toggle(true),
          .attributes: .pairs([Pair(name: "plan", value: "pro")]),
        ])
      #expect(run.outcome == .done)
      let back = await bench.services.runner.readBack(run, in: bench.workspace, patience: .milliseconds(300))
      #expect(back?.verdict == .notSeen)
      #expect(back?.words.contains("Update only") == true)
    }
  }

  @Test("adds people to a manual segment in chunks of 1,000") func segment() async throws {
    try await Bench.run { bench in
      let run = try await bench.run(
        .addToSegment, [.segmentID: .text("1"), .customerIDs: .lines(["ada"] + (0..<2_400).map { "x\($0)" })])
      #expect(run.outcome == .done)
      #expect(run.exchanges.count == 3)
      let posts = try await bench.requests().filter { $0["method"] == "POST" }
      #expect(posts.count == 3)
    }
  }

  @Test("looks at a few people of a long list, spread over it, and names who is not in the segment")
  func membership() async throws {
    try await Bench.run { bench in
      let known = ["ada", "adam.k"]
      let both = try await bench.run(.addToSegment, [.segmentID: .text("1"), .customerIDs: .lines(known)])
      let all = await bench.services.runner.readBack(both, in: bench.workspace)
      #expect(all?.verdict == .applied)
      #expect(all?.words.hasPrefix("both are in the segment") == true)
      let run = try await bench.run(
        .addToSegment, [.segmentID: .text("1"), .customerIDs: .lines(["ada"] + (0..<2_400).map { "x\($0)" })])
      let before = try await bench.requests().count
      let back = await bench.services.runner.readBack(run, in: bench.workspace, patience: .milliseconds(300))
      #expect(back?.verdict == .notSeen)
      #expect(
        back?.words.contains("Of 5 looked at (of 2,401), 1 is in the segment; not x599, x1199, x1799 and 1 more.")
          == true)
      #expect(try await bench.requests().count - before < 20)
    }
  }

  @Test("answers the worked example with five results") func workedExample() async throws {
    try await Bench.run { bench in
      let run = try await bench.run(.apiCall, [.url: .text("/v1/api/customers")])
      #expect(run.outcome == .done)
      let body = try JSONValue(parsing: try #require(run.bundle).body.data())
      #expect(body["results"]?.arrayValue?.count == 5)
    }
  }

  @Test("refuses to delete an email that several people hold, and sends nothing") func ambiguous() async throws {
    try await Bench.run { bench in
      let error = await #expect(throws: RunError.self) {
        try await bench.run(.deleteCustomer, [.customerID: .text("ada@example.com")])
      }
      guard case .refused(let reason)? = error else {
        Issue.record("not refused: \(String(describing: error))")
        return
      }
      #expect(reason.exitStatus == .refusedHere)
      let methods = try await bench.requests().map { $0["method"] }
      #expect(!methods.contains("DELETE"))
      let nothing = try await bench.services.journal.recent()
      #expect(nothing.isEmpty)
    }
  }

  @Test("sends nothing that changes from a read-only console") func readOnly() async throws {
    try await Bench.run(isReadOnly: true) { bench in
      let error = await #expect(throws: RunError.self) {
        try await bench.run(.trackEvent, [.customerID: .text("ada"), .eventName: .text("receipt")])
      }
      guard case .refused(let reason)? = error else {
        Issue.record("not refused")
        return
      }
      #expect(reason.exitStatus == .refusedHere)
      let nothing = try await bench.requests()
      #expect(nothing.isEmpty)
      let read = try await bench.run(.apiCall, [.url: .text("/v1/api/customers")])
      #expect(read.outcome == .done)
      let search = try await bench.run(
        .apiCall,
        [
          .domain: .text("app"), .url: .text("/v1/customers"), .method: .text("POST"),
          .body: .text(#"{"filter":{"attribute":{"field":"plan","operator":"eq","value":"pro"}}}"#),
        ])
      #expect(search.outcome == .done)
    }
  }

  @Test("sends nothing when the journal can't be written") func noJournal() async throws {
    try await Bench.run { bench in
      let data = bench.services.location.data
      try FileManager.default.createDirectory(
        at: data.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data().write(to: data)
      await #expect(throws: RunError.self) {
        try await bench.run(.trackEvent, [.customerID: .text("ada"), .eventName: .text("receipt")])
      }
      let nothing = try await bench.requests()
      #expect(nothing.isEmpty)
    }
  }

  /// A fault, and what a run that meets it comes to.
  struct Expectation: Sendable {
    let fault: JSONValue
    let outcome: Outcome
    let status: Service.ExitStatus
  }

  @Test(
    "tells the outcomes apart",
    arguments: [
      Expectation(fault: ["kind": "status", "status": 400], outcome: .refused, status: .refusedByAPI),
      Expectation(fault: ["kind": "status", "status": 401], outcome: .refused, status: .authentication),
      Expectation(fault: ["kind": "status", "status": 403], outcome: .refused, status: .authentication),
      Expectation(fault: ["kind": "status", "status": 404], outcome: .refused, status: .refusedByAPI),
      Expectation(fault: ["kind": "status", "status": 501], outcome: .failed, status: .refusedByAPI),
      Expectation(fault: ["kind": "cut"], outcome: .unknown, status: .notReached),
    ])
  func outcomes(expected: Expectation) async throws {
    try await Bench.run { bench in
      var fault = expected.fault
      fault["domain"] = "track"
      try await bench.addFault(fault)
      // Without an Event ID the call is never tried again, so that the first fault is the end of it.
      let run = try await bench.run(
        .trackEvent, [.customerID: .text("ada"), .eventName: .text("receipt"), .eventID: .text("")])
      #expect(run.outcome == expected.outcome)
      #expect(run.exitStatus == expected.status)
      let found1 = try await bench.services.journal.entry(run.entry.id).outcome
      #expect(found1 == expected.outcome)
    }
  }

  @Test("opens a run again with its values") func again() async throws {
    try await Bench.run { bench in
      let run = try await bench.run(
        .trackEvent, [.customerID: .text("ada"), .eventName: .text("receipt"), .eventType: .text("page")])
      let entry = try await bench.services.journal.entry(run.entry.id)
      let (definition, values) = try #require(bench.services.journal.values(of: entry))
      #expect(definition.id == .trackEvent)
      #expect(values.text(.eventName) == "receipt")
      #expect(values.text(.eventType) == "page")
      #expect(values.text(.eventID) != run.values.text(.eventID))
    }
  }

  @Test("previews exactly what is sent, keys masked") func preview() async throws {
    try await Bench.run { bench in
      let definition = ModuleDefinition.trackEvent
      var values = ModuleValues([.customerID: .text("a/b"), .eventName: .text("receipt")]).filled(from: definition)
      values[.connection] = .text("environment")
      let requests = try bench.services.runner.preview(definition, values, in: bench.workspace)
      #expect(requests.map(\.method) == [.post])
      #expect(requests.first?.url.hasSuffix("/api/v1/customers/a%2Fb/events") == true)
      #expect(requests.first?.description.contains(bench.sandbox.credentials.apiKey) == false)
      let nothing = try await bench.requests()
      #expect(nothing.isEmpty)
    }
  }
}
