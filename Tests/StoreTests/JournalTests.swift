import Foundation
import Store
import Testing

@Suite struct JournalTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  @Test func aRunIsPendingFromItsBeginningAndKeepsEverything() throws {
    var draft = JournalDraft.sample(values: #"{"customer_id":"ada","n":1.10}"#)
    draft.before = #"{"plan":"free"}"#
    draft.note = "OPS-7"
    draft.requests = [
      JournalRequest(
        method: "POST", url: "https://track.example/api/v1/customers/ada/events", headers: "{}", body: "{}",
        sentAt: Date())
    ]
    let begun = try store.journal.begin(draft)
    #expect(begun.outcome == .pending)
    #expect(begun.sentAt == nil)
    #expect(begun.actor == "grace")
    #expect(begun.origin == "192.0.2.7")
    #expect(begun.processID == getpid())
    // It is there for everyone before anything is sent.
    #expect(try home.open().journal.find(begun.id) == begun)

    try store.journal.markSent(begun.id)
    let body = Data(#"{"results":[1,2,3]}"#.utf8)
    let finished = try store.journal.finish(
      begun.id, outcome: .done, status: 200, duration: 0.25, after: #"{"plan":"pro"}"#,
      response: JournalResponse(headers: #"{"content-type":["application/json"]}"#, body: body))

    let found = try #require(try home.open().journal.find(begun.id))
    #expect(found == finished)
    #expect(found.values == draft.values)
    #expect(found.requests == draft.requests)
    #expect(found.before == draft.before)
    #expect(found.after == #"{"plan":"pro"}"#)
    #expect(found.note == "OPS-7")
    #expect(found.status == 200)
    #expect(found.duration == 0.25)
    #expect(found.sentAt != nil)
    #expect(found.response?.body == body)
    #expect(found.response?.isCut == false)
  }

  @Test func anyTextComesBackAsItWas() throws {
    let odd = "a\0b\u{10}0\u{10}\u{1B}[31m \u{202E}x 👩‍👩‍👧 ' \" % _ \\ \r\n"
    var draft = JournalDraft.sample(target: odd)
    draft.requests = [JournalRequest(method: "PUT", url: "https://track.example/%00", body: odd)]
    draft.summary = odd
    let entry = try store.journal.begin(draft)
    try store.journal.finish(entry.id, outcome: .failed, message: odd)
    let found = try #require(try store.journal.find(entry.id))
    #expect(found.target == odd)
    #expect(found.summary == odd)
    #expect(found.message == odd)
    #expect(found.requests.first?.body == odd)
    var filter = JournalFilter()
    filter.target = odd
    #expect(try store.journal.list(filter: filter).count == 1)
  }

  @Test func aBodyLargerThanIsKeptIsCutBetweenCharacters() throws {
    let limit = JournalRequest.keptBodyLimit
    let body = String(repeating: "x", count: limit - 1) + "é"
    let request = JournalRequest(method: "POST", url: "u", body: body)
    #expect(request.isBodyCut)
    #expect(request.body == String(repeating: "x", count: limit - 1))
    #expect(!JournalRequest(method: "POST", url: "u", body: String(repeating: "x", count: limit)).isBodyCut)
  }

  @Test func anAnswerLargerThanIsKeptSaysHowLargeItWas() throws {
    let limit = JournalResponse.keptBodyLimit
    var body = Data(count: limit + 10)
    body[0] = 7
    let entry = try store.journal.begin(.sample())
    try store.journal.finish(entry.id, outcome: .done, response: JournalResponse(headers: "{}", body: body))
    let response = try #require(try store.journal.find(entry.id)?.response)
    #expect(response.size == limit + 10)
    #expect(response.body == body.prefix(limit))
    #expect(response.isCut)
    // A body of zeros takes next to nothing.
    #expect(try Data(contentsOf: home.location.databaseFile).count < 1 << 20)
  }

  @Test(arguments: [0, 1, 256, 257, 100_000]) func bodiesOfAnySizeComeBack(size: Int) throws {
    let body = Data((0..<size).map { _ in UInt8.random(in: .min ... .max) })
    let entry = try store.journal.begin(.sample())
    try store.journal.finish(entry.id, outcome: .done, response: JournalResponse(headers: "{}", body: body))
    #expect(try store.journal.find(entry.id)?.response?.body == body)
  }

  @Test func finishingKeepsWhatItDoesNotName() throws {
    var draft = JournalDraft.sample()
    draft.before = "1"
    let entry = try store.journal.begin(draft, sending: true)
    let requests = [JournalRequest(method: "POST", url: "u", status: 200)]
    try store.journal.record(requests, for: entry.id)
    let finished = try store.journal.finish(entry.id, outcome: .partial)
    #expect(finished.requests == requests)
    #expect(finished.before == "1")
    #expect(finished.sentAt == entry.time)
    #expect(finished.response == nil)
  }

  @Test func whatDoesNotExistCanNeitherBeSentNorFinished() {
    #expect(throws: StoreError.notFound("Journal entry X")) { try store.journal.markSent("X") }
    #expect(throws: StoreError.notFound("Journal entry X")) { try store.journal.finish("X", outcome: .done) }
    #expect(throws: StoreError.notFound("Journal entry X")) { try store.journal.annotate("X", note: "n") }
  }

  @Test func anUnknownOutcomeIsSettledOnceByWhoFoundOut() throws {
    let entry = try store.journal.begin(.sample())
    #expect(throws: StoreError.notSettled(.pending)) {
      try store.journal.settle(entry.id, note: "n", outcome: .done)
    }
    try store.journal.finish(entry.id, outcome: .unknown)
    try store.journal.annotate(entry.id, note: "asked Ada")
    let settled = try store.journal.settle(entry.id, note: "grace: seen in her activity", outcome: .done)
    #expect(settled.outcome == .done)
    #expect(settled.note == "asked Ada\ngrace: seen in her activity")
    #expect(throws: StoreError.notSettled(.done)) {
      try store.journal.settle(entry.id, note: "n", outcome: .failed)
    }
  }

  @Test func aPingLeavesNoEntry() throws {
    try store.journal.ping()
    #expect(try store.journal.list() == [])
  }
}
