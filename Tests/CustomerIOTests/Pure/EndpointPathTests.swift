import JSONText
import Testing

@testable import CustomerIO

@Suite("A route and the paths that go to it")
struct EndpointPathTests {
  private func endpoint(_ method: HTTPMethod, _ path: String) throws -> Endpoint {
    try #require(EndpointCatalogue.all.first { $0.method == method && $0.path == path })
  }

  @Test("its variable parts are read from a path and written into it, each way the same")
  func bothWays() throws {
    let route = try endpoint(.get, "/v1/customers/{customer_id}/attributes")
    #expect(route.pathValues(in: route.path) == ["customer_id": ""])
    #expect(route.openParameters(in: route.path) == ["customer_id"])
    let path = route.path(route.path, setting: "customer_id", to: "ada@example.com/x")
    #expect(path == "/v1/customers/ada%40example.com%2Fx/attributes")
    #expect(route.pathValues(in: path) == ["customer_id": "ada@example.com/x"])
    #expect(
      route.path(path + "?id_type=email", setting: "customer_id", to: "b") == "/v1/customers/b/attributes?id_type=email"
    )
    #expect(route.path(path, setting: "customer_id", to: "") == route.path)
  }

  @Test("a variable stays as it is typed; the Beta API's paths are the App API's")
  func variables() throws {
    let route = try endpoint(.get, "/v1/customers/{customer_id}/attributes")
    #expect(
      route.path(route.path, setting: "customer_id", to: "x {{customer_id}}")
        == "/v1/customers/x%20{{customer_id}}/attributes")
    #expect(route.pathValues(in: "/v1/api/customers/7/attributes") == ["customer_id": "7"])
    #expect(
      route.path("/v1/api/customers/7/attributes", setting: "customer_id", to: "8") == "/v1/api/customers/8/attributes")
    #expect(route.pathValues(in: "/v1/segments/7") == nil)
    #expect(route.pathValues(in: "") == nil)
    #expect(route.path("anything", setting: "customer_id", to: "8") == "anything")
  }

  /// What takes a body that is no JSON, or one whose shape Customer.io's documents leave open.
  private static let withoutShape: Set<String> = [
    "POST /v1/newsletters", "POST /v1/newsletters/{newsletter_id}/schedule",
    "POST /v1/newsletters/{newsletter_id}/test_groups", "POST /v1/newsletters/{newsletter_id}/language",
    "POST /v1/newsletters/{newsletter_id}/test_group/{test_group_id}/language",
    "POST /v1/esp/suppression/{suppression_type}/{email_address}", "POST /v1/assets/files",
    "PUT /v1/assets/files/{id}", "POST /v1/assets/folders", "PUT /v1/assets/folders/{id}",
    "POST /v1/design_studio/components", "PUT /v1/design_studio/components/{id}",
    "PUT /v1/design_studio/folders/{id}", "POST /v1/design_studio/emails", "PUT /v1/design_studio/emails/{id}",
    "POST /v1/design_studio/emails/{id}/preview", "POST /v1/design_studio/emails/{id}/link",
    "POST /v1/design_studio/emails/{id}/publish", "POST /v1/design_studio/emails/{id}/versions",
    "POST /v1/design_studio/emails/{id}/versions/{version_id}/restore",
    "POST /v1/design_studio/emails/{id}/languages", "PUT /v1/design_studio/emails/{id}/languages/{language}",
    "POST /v1/design_studio/emails/{id}/inbox_previews",
  ]

  @Test("every route that takes a body of a known shape begins with it")
  func bodies() {
    let open = EndpointCatalogue.all.filter { $0.takesBody && $0.bodySkeleton == nil }
    #expect(Set(open.map { "\($0.method.name) \($0.path)" }) == Self.withoutShape)
  }

  @Test("known headers are offered with words, in whatever case, and none that the client sets itself")
  func headers() {
    #expect(RequestHeaders.known.count >= 8)
    #expect(RequestHeaders.known.allSatisfy { !$0.note.text.isEmpty })
    #expect(RequestHeaders.note(on: "content-TYPE").values.first == "application/json")
    for header in RequestHeaders.known {
      #expect(throws: Never.self) { try HeaderRules.check(NameValue(header.name, "x")) }
    }
  }

  @Test("what a document says of a route survives its line in a table, and no text breaks the line")
  func details() throws {
    var details = EndpointDetails()
    details.query["a"] = ParameterNote(values: ["x,y", "tab\there"], text: "Line\nbreak \u{2028} \"quoted\"")
    details.body = #"{"n":1.10,"s":"\n"}"#
    var route = try endpoint(.get, "/v1/customers")
    route.details = details
    let line = route.line
    #expect(line.split(whereSeparator: \.isNewline).count == 1)
    let read = try #require(Endpoint(line: line[...]))
    #expect(read.details.body == details.body)
    #expect(read.details.query["a"]?.values == ["x,y", "tab\there"])
    #expect(Endpoint(line: "\(line)}"[...]) == nil)
  }

  @Test("every parameter of the catalogue that is known has words, and every body to begin with is JSON of a route")
  func notes() throws {
    let silent = EndpointCatalogue.all.flatMap { endpoint in
      endpoint.query.map(\.name).filter { endpoint.note(onQuery: $0).text.isEmpty }
    }
    #expect(silent.isEmpty)
    let bodies = EndpointCatalogue.all.compactMap(\.bodySkeleton)
    #expect(bodies.count == 57)
    for body in bodies { #expect((try? JSONValue(parsing: body)) != nil, "\(body)") }
    #expect(EndpointCatalogue.all.allSatisfy { $0.bodySkeleton == nil || $0.takesBody })
    #expect(try endpoint(.get, "/v1/activities").note(onQuery: "type").values.contains("page"))
    #expect(try endpoint(.get, "/v1/messages").note(onQuery: "type").values.contains("webhook"))
    #expect(Set(EndpointCatalogue.all.map(\.rateTitle)) == ["10 in 1 s", "3000 in 3 s", "1 in 10 s"])
  }
}
