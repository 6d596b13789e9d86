import CustomerIO
import Foundation
import JSONText
import Store
import Testing

@testable import Service

@Suite("The history of API calls") struct HistoryTests {
  private func call(
    _ bench: Bench, _ method: String, _ url: String, body: String = "", keeps: Bool = true
  ) async throws -> Run {
    let definition = ModuleDefinition.definition(.apiCall)
    let values = ModuleValues([
      .connection: .text(bench.workspace.connection.name), .domain: .text("app"), .method: .text(method),
      .url: .text(url), .body: .text(body), .noHistory: .toggle(!keeps),
    ])
    return try await bench.services.runner.run(definition, values, in: bench.workspace)
  }

  @Test("Every API call is kept with its answer, reads too, and can be sent again") func kept() async throws {
    try await Bench.run { bench in
      let run = try await call(bench, "GET", "/v1/segments?x=1")
      #expect(run.historyProblem == nil)
      let id = try #require(run.exchangeIDs.first)
      let exchange = try await bench.services.history.exchange(id)
      #expect(exchange.summary.runID == run.entry.id)
      #expect(exchange.summary.target == "/v1/segments?x=1")
      #expect(exchange.summary.status == 200)
      #expect(exchange.summary.actor == "tester")
      #expect(exchange.responseBody.data == (try run.bundle?.body.data()))
      #expect(exchange.requestHeaders.contains("Authorization: "))
      #expect(!"\(exchange)".contains(bench.sandbox.credentials.appAPIKey))
      let values = bench.services.history.values(of: exchange)
      #expect(values.text(.url) == "/v1/segments?x=1")
      #expect(values.pairs(.headers).isEmpty)
      let post = try await call(bench, "POST", "/v1/customers?limit=2", body: #"{"filter":{"and":[]}}"#)
      let kept = try await bench.services.history.exchange(try #require(post.exchangeIDs.first))
      let again = bench.services.history.values(of: kept)
      #expect(again.text(.body) == #"{"filter":{"and":[]}}"#)
      #expect(again.pairs(.headers).isEmpty)
      var filter = ExchangeFilter()
      filter.text = "filter"
      #expect(try await bench.services.history.list(filter).map(\.id) == [kept.id])
    }
  }

  @Test("Other dialogs are in the journal, and not in the history") func others() async throws {
    try await Bench.run { bench in
      let run = try await bench.run(.trackEvent, [.customerID: .text("ada"), .eventName: .text("x")])
      #expect(run.exchangeIDs.isEmpty)
      #expect(try await bench.services.history.list().isEmpty)
    }
  }

  @Test("A call marked so is stored nowhere but as an entry of the journal") func notKept() async throws {
    try await Bench.run { bench in
      let run = try await call(bench, "GET", "/v1/segments", keeps: false)
      #expect(run.exchangeIDs.isEmpty)
      #expect(try await bench.services.history.count() == 0)
      #expect(try await bench.services.journal.entry(run.entry.id).response == nil)
    }
  }

  @Test("An exchange stands in the history from the moment of sending") func fromSending() async throws {
    try await Bench.run { bench in
      try await bench.addFault(["kind": "hang", "domain": "app"])
      let running = Task { try await call(bench, "GET", "/v1/segments") }
      var listed: [ExchangeSummary] = []
      while listed.isEmpty {
        listed = try await bench.services.history.list()
        await Task.yield()
      }
      #expect(listed.first?.target == "/v1/segments")
      #expect(listed.first?.isFinished == false)
      running.cancel()
      let run = try await running.value
      #expect(run.outcome == .cancelled || run.outcome == .failed)
      #expect(try await bench.services.history.list().first?.isFinished == true)
    }
  }

  @Test("What is over the size or the age that the settings allow goes by itself, the oldest first") func retention()
    async throws
  {
    try await Bench.run { bench in
      let folder = bench.services.location.configuration
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("[history]\nmegabytes = 1\n".utf8).write(to: bench.services.location.settingsFile)
      var paths: [String] = []
      for number in 1...4 {
        let noise = Data((0..<450_000).map { _ in UInt8.random(in: 0...255) }).base64EncodedString()
        paths.append("/v1/customers?limit=\(number)")
        _ = try await call(bench, "POST", paths[number - 1], body: #"{"filter":{"and":[]},"noise":"\#(noise)"}"#)
      }
      let kept = try await bench.services.history.list().map(\.target)
      #expect(kept.first == paths.last)
      #expect((1...3).contains(kept.count), "\(kept)")
      #expect(kept == Array(paths.suffix(kept.count).reversed()))
      let store = try await bench.workspace.storage.store()
      #expect(try store.exchanges.prune(olderThan: Date(timeIntervalSinceNow: 60), keeping: .max) == kept.count)
      #expect(try await bench.services.history.count() == 0)
    }
  }

  @Test("A call without an answer is kept with the reason") func failure() async throws {
    try await Bench.run { bench in
      try await bench.addFault(["kind": "reset", "domain": "app", "method": "POST"])
      let run = try await call(bench, "POST", "/v1/send/email", body: "{}")
      let kept = try await bench.services.history.exchange(try #require(run.exchangeIDs.first)).summary
      #expect(kept.isFinished)
      #expect(kept.status == nil || kept.status != 200)
    }
  }

  @Test("Two exchanges are compared by what their answers say") func comparison() async throws {
    try await Bench.run { bench in
      let first = try await call(bench, "GET", "/v1/segments/1")
      let second = try await call(bench, "GET", "/v1/segments/2")
      let history = bench.services.history
      let old = try await history.exchange(try #require(first.exchangeIDs.first))
      let new = try await history.exchange(try #require(second.exchangeIDs.first))
      let comparison = await history.compare(old, new)
      #expect(comparison.properties.map(\.name) == ["path"])
      #expect(comparison.lines().contains("~ .segment.id: 1 → 2"), "\(comparison.lines())")
      #expect(comparison.json["body"]?.arrayValue?.isEmpty == false)
      let same = await history.compare(old, old)
      #expect(same.lines().isEmpty)
    }
  }

  @Test("The settings turn it off, and say how long it is kept") func settings() async throws {
    try await Bench.run { bench in
      let folder = bench.services.location.configuration
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      func write(_ text: String) throws { try Data(text.utf8).write(to: bench.services.location.settingsFile) }
      try write("[history]\nkeep = false\n")
      #expect(try await call(bench, "GET", "/v1/segments").exchangeIDs.isEmpty)
      try write("[history]\ndays = 0\nmegabytes = \"many\"\n[collections]\nfolders = \"x\"\n")
      #expect(await bench.services.collections.problems().map(\.line) == [5, 2, 3])
      #expect(try await call(bench, "GET", "/v1/segments").exchangeIDs.count == 1)
    }
  }
}
