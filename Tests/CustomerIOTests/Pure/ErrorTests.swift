import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("Errors")
struct ErrorTests {
  private func exchange(_ status: Int, _ body: String, headers: [NameValue] = []) -> Exchange {
    Exchange(
      request: PreparedRequest(method: .get, url: "http://127.0.0.1", headers: [], body: nil), status: status,
      headers: headers, body: .memory(Data(body.utf8)), timing: Timing(), attempts: [], startedAt: Date(),
      duration: .zero)
  }

  private func error(_ status: Int, _ body: String, domain: Domain = .track, headers: [NameValue] = []) throws
    -> APIError
  {
    try #require(APIError(exchange(status, body, headers: headers), domain: domain))
  }

  @Test(
    "Customer.io's own words are found in every shape it uses",
    arguments: [
      (#"{"meta":{"error":"Unauthorized request"}}"#, ["Unauthorized request"]),
      (#"{"meta":{"errors":["a","b"]}}"#, ["a", "b"]),
      (
        #"{"errors":[{"reason":"invalid","field":"attributes.plan","message":"too long"}]}"#,
        ["attributes.plan: too long"]
      ),
      (#"{"errors":["plain"]}"#, ["plain"]),
      (#"{"errors":[{"detail":"not found (reference a1b2)","status":"404"}]}"#, ["not found (reference a1b2)"]),
      (#"{"errors":[{"detail":"bad","status":"422","source":{"pointer":"/data/x"}}]}"#, ["/data/x: bad"]),
      (#"{"message":"no"}"#, ["no"]), ("", []), ("oops", []), ("[]", []), (#"{"errors":7}"#, []),
    ])
  func shapes(body: String, messages: [String]) throws {
    #expect(try error(400, body).messages == messages)
  }

  @Test("the support reference is found")
  func reference() throws {
    let found = try error(404, #"{"errors":[{"detail":"x (reference 01ABC)","status":"404"}]}"#, domain: .app)
    #expect(found.reference == "01ABC")
    #expect(found.kind == .notFound)
  }

  @Test(
    "each status has its kind, and leads to the field that mends it",
    arguments: [
      (401, Domain.app, APIError.Kind.credentials, ConnectionField.appAPIKey),
      (401, .track, .credentials, .trackAPIKey),
      (403, .app, .scope, .appAPIKey), (400, .track, .refused, nil), (404, .app, .notFound, nil),
      (422, .app, .refused, nil),
      (500, .app, .server, nil), (599, .app, .server, nil), (302, .app, .redirected, .appAddress),
    ] as [(Int, Domain, APIError.Kind, ConnectionField?)])
  func kinds(status: Int, domain: Domain, kind: APIError.Kind, field: ConnectionField?) throws {
    let found = try error(status, "{}", domain: domain)
    #expect(found.kind == kind)
    #expect(found.field == field)
    #expect(!found.summary.isEmpty && !found.advice.isEmpty)
  }

  @Test("a missing scope is told in Customer.io's words, with what to do") func scope() throws {
    let found = try error(403, #"{"errors":[{"detail":"missing scope segments:read","status":"403"}]}"#, domain: .app)
    #expect(found.summary == "The key is not allowed to do this (403): missing scope segments:read.")
    #expect(
      found.advice
        == "Give the App API key the scope it misses, in Customer.io's account settings, or use another key.")
  }

  @Test("too fast for a moment, and too much for the day, are told apart")
  func rate() throws {
    let headers = [NameValue("Retry-After", "2")]
    #expect(try error(429, "{}", domain: .app, headers: headers).kind == .rateLimited(retryAfter: .seconds(2)))
    #expect(try error(429, "{}", domain: .app, headers: headers).advice == "Try again in 2 seconds.")
    #expect(try error(429, "{}", domain: .app).kind == .rateLimited(retryAfter: nil))
    #expect(try error(429, "{}", domain: .app).advice.contains("daily"))
    #expect(try error(429, "{}", domain: .track).kind == .rateLimited(retryAfter: .seconds(1)))
  }

  @Test("success is no error, unless it carries errors or is a web page")
  func success() throws {
    #expect(APIError(exchange(200, "{}\n"), domain: .track) == nil)
    #expect(APIError(exchange(204, ""), domain: .track) == nil)
    #expect(APIError(exchange(200, #"{"errors":[]}"#), domain: .track) == nil)
    #expect(APIError(exchange(200, #"{"message":"hi"}"#), domain: .app) == nil)
    #expect(try error(207, #"{"errors":[{"batch_index":0,"message":"bad"}]}"#).kind == .refused)
    #expect(APIError(exchange(200, #"{"errors":["a line"]}"#), domain: .app, changes: false) == nil)
    let page = try error(
      200, "<!DOCTYPE html><html><head><title>\n Log in to  WiFi</title>",
      headers: [NameValue("content-type", "text/html")])
    #expect(page.kind == .unreadable)
    #expect(page.summary.contains(#"a web page came instead of JSON: "Log in to WiFi""#))
  }

  @Test("the refusals of a batch name their items")
  func batch() {
    let items = BatchItemError.items(
      in: exchange(
        207, #"{"errors":[{"batch_index":1,"reason":"invalid","field":"attributes.plan","message":"too long"}]}"#))
    #expect(items.map(\.index) == [1])
    #expect(items.map(\.description) == ["attributes.plan: too long"])
    #expect(BatchItemError.items(in: exchange(200, "{}")).isEmpty)
    #expect(BatchItemError.items(in: exchange(200, "<html>")).isEmpty)
  }
}
