import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("Track requests")
struct TrackRequestTests {
  private func body(_ request: APIRequest) -> String { String(decoding: request.body ?? Data(), as: UTF8.self) }

  @Test(
    "an identifier is one encoded path segment, whatever is in it",
    arguments: [
      ("ada", "ada"), ("a/b", "a%2Fb"), ("../x", "..%2Fx"), ("a?b#c%d&e f+g", "a%3Fb%23c%25d%26e%20f%2Bg"),
      ("a@b.example", "a%40b.example"), ("é😀", "%C3%A9%F0%9F%98%80"), ("a\u{0}b\n", "a%00b%0A"), ("...", "..."),
      ("cio_03000001", "cio_03000001"), (".x", ".x"),
    ])
  func segments(id: String, segment: String) throws {
    #expect(try APIRequest.identify(id).path == "/api/v1/customers/" + segment)
    #expect(try APIRequest.deleteCustomer(id).path == "/api/v1/customers/" + segment)
    #expect(try APIRequest.event(customer: id, name: "x").path == "/api/v1/customers/\(segment)/events")
    #expect(try APIRequest.suppress(id).path == "/api/v1/customers/\(segment)/suppress")
  }

  @Test("an id that no path can carry goes by the body of version 2", arguments: [".", ".."])
  func dots(id: String) throws {
    let identify = try APIRequest.identify(id, attributes: ["plan": "pro"], updateOnly: true, timestamp: 5)
    #expect(identify.path == "/api/v2/entity")
    #expect(
      body(identify)
        == #"{"type":"person","identifiers":{"id":"\#(id)"},"action":"identify","attributes":{"plan":"pro","_update":true},"timestamp":5}"#
    )
    #expect(body(try .deleteCustomer(id)) == #"{"type":"person","identifiers":{"id":"\#(id)"},"action":"delete"}"#)
    #expect(
      body(try .event(customer: id, name: "n", type: "page", data: ["a": 1], id: "01"))
        == #"{"type":"person","identifiers":{"id":"\#(id)"},"action":"page","name":"n","id":"01","attributes":{"a":1}}"#
    )
    #expect(
      body(try .addDevice(id, device: ["id": "t", "platform": "ios"])).contains(
        #""device":{"token":"t","platform":"ios"}"#))
    #expect(throws: RequestError.unaddressable(identifier: id, action: "submit a form")) {
      try APIRequest.submitForm(id: id, data: [:])
    }
  }

  @Test("an explicit id that looks like an email or a cio_id keeps its kind by version 2")
  func kinds() throws {
    #expect(try APIRequest.identify(PersonReference.id("a@b")).path == "/api/v2/entity")
    #expect(try APIRequest.deleteCustomer(PersonReference.id("cio_1")).path == "/api/v2/entity")
    #expect(try APIRequest.deleteCustomer(PersonReference.cioID("1")).path == "/api/v1/customers/cio_1")
    #expect(try APIRequest.deleteCustomer(PersonReference.email("a@b")).path == "/api/v1/customers/a%40b")
    #expect(try APIRequest.deleteCustomer(PersonReference.phone("+15")).path == "/api/v2/entity")
  }

  @Test("attributes are sent as typed: order, digits and nested values")
  func attributes() throws {
    let attributes = try JSONValue(parsing: #"{"z":1.10,"a":12345678901234567890,"n":{"b":[null,true]}}"#)
    let request = try APIRequest.identify("ada", attributes: attributes, updateOnly: true, timestamp: 9)
    #expect(
      body(request) == #"{"z":1.10,"a":12345678901234567890,"n":{"b":[null,true]},"_update":true,"_timestamp":9}"#)
    #expect(request.method == .put && request.repeatable && request.changes)
    #expect(throws: RequestError.notAnObject("attributes")) { try APIRequest.identify("ada", attributes: []) }
  }

  @Test("an event is only repeatable with an ID of its own, and blank parts are left out")
  func events() throws {
    let plain = try APIRequest.event(customer: "ada", name: "receipt", type: "")
    #expect(body(plain) == #"{"name":"receipt","data":{}}"#)
    #expect(!plain.repeatable)
    let full = try APIRequest.event(
      customer: "ada", name: "receipt", type: "page", data: ["a": 1], timestamp: 7, id: "01J")
    #expect(body(full) == #"{"name":"receipt","type":"page","id":"01J","timestamp":7,"data":{"a":1}}"#)
    #expect(full.repeatable)
    #expect(try !APIRequest.event(customer: "ada", name: "x", id: "").repeatable)
    let anonymous = try APIRequest.anonymousEvent(anonymousID: "anon", name: "x", id: "1")
    #expect(body(anonymous) == #"{"name":"x","id":"1","data":{},"anonymous_id":"anon"}"#)
    #expect(throws: RequestError.notAnObject("data")) { try APIRequest.event(customer: "a", name: "x", data: "text") }
    #expect(throws: RequestError.emptyIdentifier) { try APIRequest.event(customer: "", name: "x") }
  }

  @Test("segments take up to a thousand at once, of each kind of identifier")
  func segments() throws {
    let request = try APIRequest.addToSegment(id: 7, ids: ["cio_1", "2"], idType: .cioID)
    #expect(request.path == "/api/v1/segments/7/add_customers")
    #expect(request.target.hasSuffix("?id_type=cio_id"))
    #expect(body(request) == #"{"ids":["1","2"]}"#)
    #expect(try APIRequest.removeFromSegment(id: 7, ids: ["a"]).target == "/api/v1/segments/7/remove_customers")
    let many = (0..<2500).map(String.init)
    #expect(throws: RequestError.tooMany("customer IDs", limit: 1000)) { try APIRequest.addToSegment(id: 1, ids: many) }
    #expect(throws: RequestError.emptyList("customer IDs")) { try APIRequest.addToSegment(id: 1, ids: []) }
    #expect(APIRequest.chunks(of: many).map(\.count) == [1000, 1000, 500])
    #expect(APIRequest.chunks(of: many).flatMap(\.self) == many)
    #expect(APIRequest.chunks(of: []).isEmpty)
  }

  @Test("merges name each person by one identifier, without the prefix")
  func merge() throws {
    let request = try APIRequest.merge(primary: "cio_5", secondary: "old@example.com")
    #expect(body(request) == #"{"primary":{"cio_id":"5"},"secondary":{"email":"old@example.com"}}"#)
  }

  @Test("routes that are open are not signed")
  func open() throws {
    #expect(try !APIRequest.deliveryMetric(deliveryID: "d", metric: "opened").needsCredentials)
    #expect(try !APIRequest.unsubscribe(deliveryID: "a=b/").needsCredentials)
    #expect(try APIRequest.unsubscribe(deliveryID: "a=b/").path == "/unsubscribe/a%3Db%2F")
  }
}
