import Foundation
import Store
import Testing

@Suite struct JournalReadingTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  @Test func entriesStandInTheOrderTheyBegan() throws {
    let ids = try (0..<50).map { try store.journal.begin(.sample(target: "\($0)")).id }
    #expect(ids == ids.sorted())
    #expect(try store.journal.list().map(\.id) == ids.reversed())
    #expect(try store.journal.list(newestFirst: false).map(\.id) == ids)
    #expect(try store.journal.list(limit: 3).map(\.target) == ["49", "48", "47"])
    #expect(try store.journal.list(limit: 3, newestFirst: false).map(\.target) == ["47", "48", "49"])
  }

  @Test func aListGoesOnWhereTheLastPageEnded() throws {
    let ids = try (0..<7).map { try store.journal.begin(.sample(target: "\($0)")).id }
    var seen: [String] = []
    while true {
      let page = try store.journal.list(limit: 3, before: seen.last)
      if page.isEmpty { break }
      seen += page.map(\.id)
    }
    #expect(seen == ids.reversed())
  }

  @Test func aFilterTakesWhatMatchesAllOfIt() throws {
    try finish(.sample(target: "ada"), .done)
    try finish(.sample(target: "bob", module: "delete-customer"), .refused)
    let last = try finish(.sample(target: "ada 100%", module: "delete-customer"), .done)
    func targets(_ change: (inout JournalFilter) -> Void) throws -> [String] {
      var filter = JournalFilter()
      change(&filter)
      let listed = try store.journal.list(filter: filter)
      #expect(try store.journal.count(filter) == listed.count)
      return listed.map(\.target)
    }
    #expect(try targets { $0.modules = ["delete-customer"] } == ["ada 100%", "bob"])
    #expect(try targets { $0.outcomes = [.refused, .unknown] } == ["bob"])
    #expect(try targets { $0.target = "ada" } == ["ada"])
    #expect(try targets { $0.text = "ADA  receipt" } == ["ada 100%", "ada"])
    #expect(try targets { $0.text = "100%" } == ["ada 100%"])
    #expect(try targets { $0.text = "1%0" } == [])
    #expect(try targets { $0.connection = "ACME" }.count == 3)
    #expect(try targets { $0.connectionID = "other" } == [])
    #expect(try targets { $0.actor = "grace" }.count == 3)
    #expect(try targets { $0.changes = false } == [])
    #expect(try targets { $0.since = last.time.addingTimeInterval(1) } == [])
    #expect(try targets { $0.until = last.time }.count == 3)
  }

  @Test func theBeginningOfAnIdentifierIsEnoughWhereItIsTheOnlyOne() throws {
    let first = try store.journal.begin(.sample())
    #expect(try store.journal.find(String(first.id.prefix(6)).lowercased())?.id == first.id)
    let second = try store.journal.begin(.sample())
    #expect(throws: StoreError.ambiguous("01", candidates: [first.id, second.id])) { try store.journal.find("01") }
    #expect(try store.journal.find(second.id)?.id == second.id)
    #expect(try store.journal.find("") == nil)
    #expect(try store.journal.find("ZZ") == nil)
    #expect(try store.journal.find("%") == nil)
  }

  @Test func aListLeavesOutWhatIsLargeAndSaysSo() throws {
    let large = #"{"text":"\#(String(repeating: "x", count: 20_000))"}"#
    try finish(.sample(target: "small", values: #"{"a":1}"#), .done)
    let entry = try finish(.sample(target: "large", values: large), .done)
    let listed = try store.journal.list()
    #expect(listed.map(\.isAbridged) == [true, false])
    #expect(listed.map(\.values) == ["{}", #"{"a":1}"#])
    let found = try #require(try store.journal.find(entry.id))
    #expect(!found.isAbridged)
    #expect(found.values == large)
  }

  @Test func oldAndExcessAnswersAreDroppedAndEntriesStay() throws {
    let body = Data((0..<1000).map { _ in UInt8.random(in: .min ... .max) })
    let entries = try (0..<4).map { number in
      let entry = try store.journal.begin(.sample(target: "\(number)"))
      return try store.journal.finish(
        entry.id, outcome: .done, response: JournalResponse(headers: "{}", body: body))
    }
    #expect(try store.journal.dropResponses(olderThan: .distantPast, keeping: 2500) == 2)
    #expect(try store.journal.list().map(\.hasResponse) == [true, true, false, false])
    #expect(try store.journal.find(entries[3].id)?.response?.body == body)
    #expect(try store.journal.dropResponses(olderThan: .distantFuture, keeping: .max) == 2)
    #expect(try store.journal.count() == 4)
  }

  @discardableResult
  private func finish(_ draft: JournalDraft, _ outcome: Outcome) throws -> JournalEntry {
    try store.journal.finish(store.journal.begin(draft).id, outcome: outcome)
  }
}
