import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("App API answers")
struct AppQueryTests {
  private func decode<Answer>(_ query: AppQuery<Answer>, _ body: String) throws -> Answer {
    try query.decode(
      Exchange(
        request: PreparedRequest(method: .get, url: "http://127.0.0.1", headers: [], body: nil), status: 200,
        headers: [],
        body: .memory(Data(body.utf8)), timing: Timing(), attempts: [], startedAt: Date(), duration: .zero))
  }

  @Test("a person is named by each kind of identifier, encoded")
  func references() throws {
    #expect(try AppQuery<PersonAttributes>.attributes(of: "a/b").request.target == "/v1/customers/a%2Fb/attributes")
    #expect(
      try AppQuery<PersonAttributes>.attributes(of: "a@b.example").request.target
        == "/v1/customers/a%40b.example/attributes?id_type=email")
    #expect(
      try AppQuery<PersonAttributes>.attributes(of: "cio_5").request.target
        == "/v1/customers/cio_5/attributes?id_type=cio_id")
    #expect(
      try AppQuery<Page<Segment>>.segments(of: PersonReference.phone("+15")).request.target
        == "/v1/customers/%2B15/segments?id_type=phone")
    #expect(throws: RequestError.self) { try AppQuery<Page<Segment>>.segments(of: "..") }
  }

  @Test("an id that no path can carry is asked for by body")
  func dots() throws {
    let query = try AppQuery<PersonAttributes>.attributes(of: "..")
    #expect(query.request.path == "/v1/customers/attributes")
    #expect(!query.request.changes)
    let person = try decode(query, #"{"customers":[{"customer":{"id":"..","attributes":{"id":"..","x":"1"}}}]}"#)
    #expect(person["x"] == "1")
  }

  @Test("attributes keep their order, their times and what nobody foresaw")
  func attributes() throws {
    let person = try decode(
      try AppQuery<PersonAttributes>.attributes(of: "2"),
      #"{"customer":{"id":"2","identifiers":{"id":"2","email":null,"cio_id":"c1"},"attributes":{"z":"1.10","a":""},"timestamps":{"z":5},"unsubscribed":"TRUE","devices":[{"id":"t","platform":"ios","attributes":{"_last_status":"bounced"}}],"new_field":[1]}}"#
    )
    #expect(person.attributes.map(\.name) == ["z", "a"])
    #expect(person.attributes[0].changedAt == 5)
    #expect(person.isUnsubscribed)
    #expect(person.person.reference == .cioID("c1"))
    #expect(person.devices.first?.lastStatus == "bounced")
    #expect(person.raw["new_field"] == [1])
  }

  @Test("numbers may come as text, and fields may be missing")
  func tolerance() throws {
    let page = try decode(
      .segments(), #"{"segments":[{"id":"7","name":"VIP","progress":null,"tags":null},{"id":8},{"name":"no id"}]}"#)
    #expect(page.items.map(\.id) == [7, 8])
    #expect(page.items[1].name == "Segment 8")
    #expect(page.next == nil)
  }

  @Test("an answer of another shape, or broken, says so", arguments: ["", "[]", "{}", #"{"segments":"#, "<html>"])
  func unreadable(body: String) {
    do {
      _ = try decode(AppQuery<Page<Segment>>.segments(), body)
      Issue.record("\(body) was read as segments")
    } catch {
      #expect((error as? APIError)?.kind == .unreadable)
    }
  }

  @Test("a message's states stand in the order of reaching them")
  func messages() throws {
    let page = try decode(
      .messages(),
      #"{"messages":[{"id":"m","metrics":{"delivered":30,"sent":20,"opened":40,"human_opened":40}}],"next":""}"#)
    #expect(page.items[0].metrics.map(\.name) == ["sent", "delivered", "opened", "human_opened"])
    #expect(page.items[0].state == "human_opened")
    #expect(page.next == nil)
  }

  @Test("an attribute change tells from what to what")
  func changes() throws {
    let page = try decode(
      .activities(), #"{"activities":[{"type":"attribute_change","data":{"plan":{"from":"a","to":"b"}}}],"next":"t"}"#)
    #expect(page.items[0].changes == [.init(attribute: "plan", from: "a", to: "b")])
    #expect(page.next == "t")
  }

  @Test("a page is asked for by its token, in place of an earlier one")
  func paging() {
    let query = AppQuery<Page<Person>>.membership(segment: 3, start: "a", limit: 5)
    #expect(query.starting(at: "b=/").request.target == "/v1/segments/3/membership?limit=5&start=b%3D%2F")
    #expect(query.starting(at: nil, limit: 9).request.target == "/v1/segments/3/membership?limit=9")
  }

  @Test("filters nest")
  func filters() {
    let filter = PeopleFilter.and([.segment(4), .not(.or([.attribute("plan", equals: "pro"), .exists("email")]))])
    #expect(
      filter.json.compactText
        == #"{"and":[{"segment":{"id":4}},{"not":{"or":[{"attribute":{"field":"plan","operator":"eq","value":"pro"}},{"attribute":{"field":"email","operator":"exists"}}]}}]}"#
    )
  }
}
