import Foundation
import Testing

@testable import CustomerIO

@Suite("Raw calls")
struct RawRequestTests {
  private func url(_ path: String, query: [NameValue] = [], domain: Domain = .app) throws -> String {
    let client = CustomerIOClient(addresses: Addresses(region: .us), credentials: .canary)
    return try client.prepare(try .raw(domain: domain, method: .get, path: path, query: query)).url
  }

  @Test(
    "what is no path is refused with its reason",
    arguments: [
      ("", RequestError.emptyPath), ("https://evil.example/v1", .absoluteURL), ("//evil.example/v1", .otherHost),
      ("/v1\\..\\x", .backslash), ("mailto:a@b", .absoluteURL), ("user@host/x", .userInfo), ("/v1/x#frag", .fragment),
      ("/v1/x\u{0}", .controlCharacter(field: "path")), ("/v1/x\nHost: y", .controlCharacter(field: "path")),
      ("/v1/50%", .malformedPercent), ("/v1/%zz", .malformedPercent), ("/v1/../x", .dotSegment("..")),
      ("/v1/%2e%2E/x", .dotSegment("%2e%2E")), ("/v1/./x", .dotSegment(".")),
      // A mark is one with an accent behind it too.
      ("/v1\\\u{301}", .backslash), ("/v1/x#\u{301}", .fragment), ("//\u{301}evil.example", .otherHost),
      ("a:\u{301}b", .absoluteURL), ("user@\u{301}host", .userInfo),
    ])
  func refusals(path: String, reason: RequestError) {
    #expect(throws: reason) { try APIRequest.raw(domain: .app, method: .get, path: path) }
  }

  @Test("a query in the path comes first and stays as written; the other one is appended")
  func query() throws {
    let pairs = [NameValue("a b", "c&d=é"), NameValue("a b", "")]
    #expect(
      try url("/v1/x?q=%41+b&flag", query: pairs)
        == "https://api.customer.io/v1/x?q=%41+b&flag&a%20b=c%26d%3D%C3%A9&a%20b=")
    #expect(try url("/v1/x?", query: []) == "https://api.customer.io/v1/x")
  }

  @Test("what can't stand in a path is encoded, and nothing else")
  func path() throws {
    #expect(try url("v1/segments") == "https://api.customer.io/v1/segments")
    #expect(try url("/v1/ö b/%2F:@!$&'()*+,;=~") == "https://api.customer.io/v1/%C3%B6%20b/%2F:@!$&'()*+,;=~")
  }

  @Test(
    "headers that the program sets, or that would break the request, are refused",
    arguments: [
      (NameValue("Authorization", "x"), RequestError.reservedHeader("Authorization")),
      (NameValue("hOsT", "x"), .reservedHeader("hOsT")),
      (NameValue("Content-Length", "0"), .reservedHeader("Content-Length")),
      (NameValue("X", "a\r\nAuthorization: b"), .headerValue(name: "X")),
      (NameValue("X", "a\u{0}"), .headerValue(name: "X")),
      (NameValue("X\r\nY", "a"), .headerName("X\r\nY")), (NameValue("", "a"), .headerName("")),
      (NameValue("X Y", "a"), .headerName("X Y")), (NameValue("X:", "a"), .headerName("X:")),
    ])
  func headers(header: NameValue, reason: RequestError) {
    #expect(throws: reason) { try APIRequest.raw(domain: .app, method: .get, path: "/v1", headers: [header]) }
  }

  @Test("a body of JSON is called so, unless the caller says what it is")
  func contentType() throws {
    func type(_ body: String, _ headers: [NameValue] = []) throws -> String? {
      try APIRequest.raw(domain: .app, method: .post, path: "/v1", headers: headers, body: Data(body.utf8))
        .headers.first { $0.name.lowercased() == "content-type" }?.value
    }
    #expect(try type(#"{"a":1}"#) == "application/json")
    #expect(try type("{a:1}") == nil)
    #expect(
      try type(String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)) == "application/json")
    #expect(try type("{}", [NameValue("content-type", "text/plain")]) == "text/plain")
  }

  @Test(
    "it is known whether a raw call reads and whether it may be repeated",
    arguments: [
      (HTTPMethod.get, Domain.app, "/v1/segments", "", false, true), (.get, .app, "/v1/unknown", "", false, true),
      (.post, .app, "/v1/customers", "{}", false, true), (.post, .app, "/v1/segments", "{}", true, false),
      (.post, .beta, "/v1/api/customers", "{}", false, true),
      (.post, .track, "/api/v1/customers/a/events", #"{"name":"x"}"#, true, false),
      (.post, .track, "/api/v1/customers/a/events", #"{"name":"x","id":"01"}"#, true, true),
      (.post, .track, "/api/v1/customers/a/suppress", "", true, true),
      (.delete, .app, "/v1/segments/1", "", true, true),
      (.patch, .app, "/v1/x", "{}", true, false), (.post, .pipelines, "/v1/track", "{}", true, false),
    ] as [(HTTPMethod, Domain, String, String, Bool, Bool)])
  func nature(method: HTTPMethod, domain: Domain, path: String, body: String, changes: Bool, repeatable: Bool) throws {
    let request = try APIRequest.raw(domain: domain, method: method, path: path, body: Data(body.utf8))
    #expect(request.changes == changes)
    #expect(request.repeatable == repeatable)
  }

  @Test("the preview lists the headers in the order in which they are sent")
  func preview() throws {
    let client = CustomerIOClient(addresses: Addresses(all: "http://127.0.0.1:9"), credentials: .canary)
    let request = try APIRequest.raw(
      domain: .app, method: .post, path: "/v1/segments",
      headers: [NameValue("X-One", "1"), NameValue("accept", "text/html")],
      body: Data("{}".utf8))
    let prepared = try client.prepare(request)
    #expect(
      prepared.headers.map(\.name) == [
        "Host", "User-Agent", "Accept-Encoding", "X-One", "accept", "Content-Type", "Authorization", "Content-Length",
      ])
    #expect(prepared.description.hasPrefix("POST http://127.0.0.1:9/v1/segments\nHost: 127.0.0.1:9\n"))
    #expect(prepared.description.hasSuffix("\n\n{}"))
  }
}
