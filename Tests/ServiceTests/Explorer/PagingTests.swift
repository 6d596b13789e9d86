import CustomerIO
import Foundation
import JSONText
import Store
import Testing

@testable import Service

@Suite("Loading all pages") struct PagingTests {
  private func values(_ bench: Bench, _ url: String, method: String = "GET", body: String = "") -> ModuleValues {
    ModuleValues([
      .connection: .text(bench.workspace.connection.name), .domain: .text("app"), .method: .text(method),
      .url: .text(url), .body: .text(body),
    ])
  }

  @Test("Every element comes once, in one run of the journal, and every page is in the history") func all() async throws
  {
    try await Bench.run { bench in
      let values = values(bench, "/v1/segments/1/membership?limit=3")
      let all = try bench.services.runner.allPages(values, in: bench.workspace)
      var numbers: [Int] = []
      var elements: [JSONValue] = []
      for try await page in all {
        numbers.append(page.number)
        elements += page.elements
        #expect(page.total == elements.count)
      }
      #expect(numbers.count > 1, "\(numbers)")
      #expect(numbers == Array(1...numbers.count))
      #expect(Set(elements).count == elements.count)
      let whole = try await bench.services.runner.run(
        .definition(.apiCall), self.values(bench, "/v1/segments/1/membership?limit=1000"), in: bench.workspace)
      let data = try #require(try whole.bundle?.body.data())
      let answer = try JSONValue(parsing: data)
      let expected = try #require(PageReading(answer)?.elements)
      #expect(elements == expected)
      let entry = try #require(try await bench.services.journal.recent().last)
      #expect(entry.outcome == .done)
      #expect(entry.message?.hasPrefix("\(numbers.count) pages") == true)
      var filter = ExchangeFilter()
      filter.runID = entry.id
      #expect(try await bench.services.history.count(filter) == numbers.count)
    }
  }

  @Test("A POST that only reads is followed too; what changes something is not") func posts() async throws {
    try await Bench.run { bench in
      let search = values(
        bench, "/v1/customers?limit=50", method: "POST",
        body: #"{"filter":{"and":[{"attribute":{"field":"email","operator":"exists"}}]}}"#)
      let joined = try await bench.services.runner.allPages(search, in: bench.workspace).joined()
      #expect((joined.arrayValue?.count ?? 0) > 50)
      #expect(throws: RunError.self) {
        try bench.services.runner.allPages(
          values(bench, "/v1/send/email", method: "POST", body: "{}"), in: bench.workspace)
      }
    }
  }

  @Test("Stopping tells the journal that it was a part") func stopping() async throws {
    try await Bench.run { bench in
      let all = try bench.services.runner.allPages(
        values(bench, "/v1/segments/1/membership?limit=1"), in: bench.workspace)
      for try await page in all where page.number == 2 { break }
      await all.stop()
      let entry = try #require(try await bench.services.journal.recent().first)
      #expect(entry.outcome == .partial)
      #expect(entry.message == "2 pages, 2 elements.")
    }
  }

  @Test("A list whose next page is one that was read ends with that, and every page that came counts") func loop()
    async throws
  {
    try await Bench.run { bench in
      // Whatever page is asked for, the first one comes.
      let all = try bench.services.runner.allPages(
        values(bench, "/v1/segments/1/membership?limit=2"), in: bench.workspace)
      var totals: [Int] = []
      let error = await #expect(throws: ServiceError.self) {
        for try await page in all {
          totals.append(page.total)
          #expect(!page.isLast)
          guard page.number == 1 else { continue }
          try await bench.addFault([
            "kind": "redirect", "path": "/v1/segments/1/membership", "count": 1,
            "location": "/v1/segments/1/membership?limit=2",
          ])
        }
      }
      #expect(totals == [2, 4])
      #expect(
        error?.text.contains("Page 2 names a next page that was read already") == true, "\(String(describing: error))")
      let entry = try #require(try await bench.services.journal.recent().first)
      #expect(entry.outcome == .partial)
      #expect(entry.message?.hasSuffix("2 pages, 4 elements.") == true, "\(entry.message ?? "")")
    }
  }

  @Test(
    "An error in the midst leaves what came, says why, and the list goes on where it ended",
    arguments: [
      ["kind": "status", "status": 403], ["kind": "status", "status": 429], ["kind": "status", "status": 500],
      ["kind": "cut"], ["kind": "malformed"],
    ] as [JSONValue])
  func failures(fault: JSONValue) async throws {
    try await Bench.run { bench in
      let asked = values(bench, "/v1/segments/1/membership?limit=2")
      let whole = try await bench.services.runner.allPages(asked, in: bench.workspace).joined()
      var came: [JSONValue] = []
      var next: String?
      let all = try bench.services.runner.allPages(asked, in: bench.workspace)
      let error = await #expect(throws: ServiceError.self) {
        for try await page in all {
          came += page.elements
          next = page.next
          guard page.number == 2 else { continue }
          var fault = fault
          fault["path"] = "/v1/segments/1/membership"
          try await bench.addFault(fault)
        }
      }
      #expect(error?.text.isEmpty == false)
      #expect(came.count == 4)
      #expect(try await bench.services.journal.recent().first?.outcome == .partial)
      try await bench.removeFaults()
      let rest = try await bench.services.runner.allPages(asked, in: bench.workspace, startingAt: next).joined()
      #expect(came + (rest.arrayValue ?? []) == whole.arrayValue)
    }
  }

  @Test("A refused call ends it with its reason") func refusal() async throws {
    try await Bench.run { bench in
      let all = try bench.services.runner.allPages(values(bench, "/v1/customers"), in: bench.workspace)
      let error = await #expect(throws: ServiceError.self) { try await all.joined() }
      #expect(error?.exitStatus == .refusedByAPI)
      #expect(try await bench.services.journal.recent().first?.outcome == .refused)
    }
  }

  @Test("The array of objects is the one that is paged, wherever it stands") func reading() throws {
    func reading(_ text: String) throws -> PageReading? { PageReading(try JSONValue(parsing: text)) }
    let both = try #require(try reading(#"{"ids":["1"],"identifiers":[{"id":"1"}],"next":"abc"}"#))
    #expect(both.name == "identifiers")
    #expect(both.next == "abc")
    #expect(try reading(#"{"errors":[],"names":["x"],"next":""}"#)?.name == "names")
    #expect(try reading(#"{"errors":[],"names":["x"],"next":""}"#)?.next == nil)
    #expect(try reading(#"[1.10,1.10]"#)?.elements.map(\.compactText) == ["1.10", "1.10"])
    #expect(try reading(#"{"a":1}"#) == nil)
  }

  @Test("The next page's start takes the place of one in the URL") func start() throws {
    var request = try APIRequest.raw(
      domain: .app, method: .get, path: "/v1/messages?start=old&limit=2", query: [NameValue("start", "older")])
    request = PageStart.put("a b", into: request)
    #expect(request.target == "/v1/messages?limit=2&start=a%20b")
  }
}
