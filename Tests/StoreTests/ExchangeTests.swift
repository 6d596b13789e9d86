import Foundation
import GRDB
import Testing

@testable import Store

@Suite("The history of exchanges") struct ExchangeTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  private func draft(_ target: String = "/v1/segments", method: String = "GET", body: String = "") -> ExchangeDraft {
    ExchangeDraft(
      runID: "R1", actor: "grace", connectionID: "c1", connection: "Acme", domain: "app", method: method,
      url: "https://api.customer.io\(target)", target: target, changes: method != "GET",
      headers: "Host: api.customer.io", body: Data(body.utf8))
  }

  @Test("An exchange is there when it is sent, and whole when it is over") func life() throws {
    let id = try store.exchanges.begin(draft(body: "{\"a\":1}"))
    let begun = try #require(try store.exchanges.find(id))
    #expect(!begun.summary.isFinished)
    #expect(begun.summary.status == nil)
    #expect(begun.requestBody.data == Data("{\"a\":1}".utf8))
    let body = Data(String(repeating: "{\"segments\":[]}", count: 1_000).utf8)
    try store.exchanges.finish(
      id,
      with: ExchangeResult(
        status: 200, duration: 0.25, timing: ExchangeTiming(connect: nil, firstByte: 0.1, total: 0.2), attempts: 2,
        headers: "Content-Type: application/json", body: body))
    let whole = try #require(try store.exchanges.find(String(id.prefix(20)).lowercased()))
    #expect(whole.summary.status == 200)
    #expect(whole.summary.attempts == 2)
    #expect(whole.summary.timing == ExchangeTiming(connect: nil, firstByte: 0.1, total: 0.2))
    #expect(whole.responseBody.data == body)
    #expect(!whole.responseBody.isCut)
    #expect(whole.responseHeaders == "Content-Type: application/json")
    #expect(try store.exchanges.list().map(\.id) == [id])
  }

  @Test("Of a body beyond the cap the beginning is kept, and that is said") func cap() throws {
    let id = try store.exchanges.begin(draft())
    let body = Data(count: KeptBody.limit + 7)
    try store.exchanges.finish(id, with: ExchangeResult(status: 200, duration: 1, body: body))
    let kept = try #require(try store.exchanges.find(id)).responseBody
    #expect(kept.data.count == KeptBody.limit)
    #expect(kept.size == KeptBody.limit + 7)
    #expect(kept.isCut)
  }

  @Test("Words are found in the URL and in both bodies, whatever the case") func search() throws {
    let first = try store.exchanges.begin(draft("/v1/customers?email=ada@example.com"))
    try store.exchanges.finish(first, with: ExchangeResult(status: 200, duration: 0, body: Data("Lovelace".utf8)))
    let second = try store.exchanges.begin(draft("/v1/broadcasts", method: "POST", body: "Hopper \0 100%"))
    try store.exchanges.finish(second, with: ExchangeResult(status: 422, duration: 0))
    func found(_ text: String) throws -> [String] {
      var filter = ExchangeFilter()
      filter.text = text
      return try store.exchanges.list(filter).map(\.id)
    }
    #expect(try found("ADA@example lovelace") == [first])
    #expect(try found("hopper 100%") == [second])
    #expect(try found("customer.io") == [second, first])
    #expect(try found("customer.io nowhere").isEmpty)
    var filter = ExchangeFilter()
    filter.statuses = 400...499
    #expect(try store.exchanges.list(filter).map(\.id) == [second])
    filter = ExchangeFilter()
    filter.methods = ["get"]
    filter.connection = "ACME"
    #expect(try store.exchanges.list(filter).map(\.id) == [first])
    #expect(try store.exchanges.count(filter) == 1)
  }

  @Test("Age and size decide what goes, the oldest first, with its bodies") func retention() throws {
    var ids: [String] = []
    for number in 0..<10 {
      let id = try store.exchanges.begin(draft("/v1/segments/\(number)"))
      let noise = Data((0..<4_000).map { _ in UInt8.random(in: 0...255) })
      try store.exchanges.finish(id, with: ExchangeResult(status: 200, duration: 0, body: noise))
      ids.append(id)
    }
    #expect(try store.exchanges.prune(olderThan: .distantPast, keeping: 1_000_000) == 0)
    #expect(try store.exchanges.prune(olderThan: .distantPast, keeping: 20_000) > 0)
    let left = try store.exchanges.list().map(\.id)
    #expect(left == Array(ids.suffix(left.count).reversed()))
    #expect((3...4).contains(left.count))
    #expect(try store.exchanges.prune(olderThan: Date(timeIntervalSinceNow: 60), keeping: .max) == left.count)
    let details = try store.exchanges.file.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM exchange_detail") }
    #expect(details == 0)
  }

  @Test("The beginning of an identifier that several have is refused with their names") func ambiguity() throws {
    let ids = try (0..<2).map { _ in try store.exchanges.begin(draft()) }
    #expect(throws: StoreError.ambiguous("0", candidates: ids)) { try store.exchanges.find("0") }
    try store.exchanges.remove([ids[0]])
    #expect(try store.exchanges.find("0")?.id == ids[1])
    try store.exchanges.removeAll()
    #expect(try store.exchanges.find("0") == nil)
  }

  @Test("Another console hears of what is kept") func changes() async throws {
    let other = try home.open()
    var heard = other.changes().makeAsyncIterator()
    _ = try store.exchanges.begin(draft())
    #expect(await heard.next() == StoreChange(topic: .history, isFromElsewhere: true))
  }

  @Test("The newest of ten thousand are read without reading the others") func many() throws {
    try store.exchanges.file.withoutTransaction { try $0.execute(sql: "PRAGMA synchronous = OFF") }
    for number in 0..<10_000 {
      let id = try store.exchanges.begin(draft("/v1/segments/\(number)"))
      let body = Data(#"{"segment":{"id":\#(number)}}"#.utf8)
      try store.exchanges.finish(id, with: ExchangeResult(status: 200, duration: 0.1, body: body))
    }
    let newest = try store.exchanges.list()
    #expect(newest.map(\.target) == (9_800..<10_000).reversed().map { "/v1/segments/\($0)" })
    let next = try store.exchanges.list(limit: 2, before: newest.last?.id)
    #expect(next.map(\.target) == ["/v1/segments/9799", "/v1/segments/9798"])
    // The index answers it: nothing is sorted, and no body is read.
    let plan = try store.exchanges.file.read {
      try Row.fetchAll($0, sql: "EXPLAIN QUERY PLAN SELECT * FROM exchange WHERE id < 'x' ORDER BY id DESC LIMIT 200")
        .map { try $0.text("detail") }
    }
    #expect(plan == ["SEARCH exchange USING PRIMARY KEY (id<?)"])
  }
}
