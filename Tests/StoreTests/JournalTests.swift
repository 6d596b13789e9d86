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

  @Test func aRunIsPendingFromItsBeginningAndKeepsEverythingUntilItIsFound() throws {
    var draft = JournalDraft.sample(values: #"{"customer_id":"ada","n":1.10}"#)
    draft.before = #"{"plan":"free"}"#
    draft.requests = [
      JournalRequest(method: "POST", url: "https://track.example/api/v1/customers/ada/events", body: "{}")
    ]
    let begun = try store.journal.begin(draft)
    #expect(begun.outcome == .pending)
    #expect(begun.sentAt == nil)
    #expect(begun.origin == "192.0.2.7")
    #expect(begun.processID == getpid())

    try store.journal.markSent(begun.id)
    let body = Data(#"{"results":[1,2,3]}"#.utf8)
    let finished = try store.journal.finish(
      begun.id, outcome: .done, status: 200, duration: 0.25, after: #"{"plan":"pro"}"#,
      response: JournalResponse(headers: #"{"content-type":["application/json"]}"#, body: body))

    let other = try home.open()
    let found = try #require(try other.journal.find(begun.id))
    #expect(found == finished)
    #expect(found.values == draft.values)
    #expect(found.requests == draft.requests)
    #expect(found.before == draft.before)
    #expect(found.after == #"{"plan":"pro"}"#)
    #expect(found.status == 200)
    #expect(found.duration == 0.25)
    #expect(found.sentAt != nil)
    #expect(found.response?.body == body)
    #expect(found.response?.isCut == false)
  }
}
