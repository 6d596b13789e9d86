import CustomerIO
import Foundation
import JSONText
import Testing

@testable import Service

@Suite("Importing requests") struct ImportTests {
  private func curl(_ text: String) throws -> (request: SavedRequest, notes: [String]) {
    let imported = try RequestImport.read(text)
    return (try #require(imported.requests.first), imported.notes)
  }

  @Test("A curl command as a document writes it") func document() throws {
    let (request, notes) = try curl(
      #"""
      $ curl --request POST \
        --url 'https://track-eu.customer.io/api/v1/customers/a%2Fb/events?x=1&y=a%20b' \
        --header 'Authorization: Basic canary' \
        --header 'content-type: application/json' \
        --data '{"name": "it'\''s", "data": {"a": 1.10}}'
      """#)
    #expect(request.domain == .track)
    #expect(request.method == .post)
    #expect(request.path == "/api/v1/customers/a%2Fb/events")
    #expect(request.query == [NameValue("x", "1"), NameValue("y", "a b")])
    #expect(request.headers == [NameValue("content-type", "application/json")])
    #expect(request.body == #"{"name": "it's", "data": {"a": 1.10}}"#)
    #expect(notes.count == 1)
    #expect(!"\(request)\(notes)".contains("canary"))
  }

  @Test("A curl command as a browser copies it") func browser() throws {
    let (request, notes) = try curl(
      #"curl 'https://api.customer.io/v1/customers' -X 'POST' -H $'X-A: caf\u00e9 \'q\'' --compressed -b 'sid=canary' "#
        + #"--data-raw $'{"t":"\ud83d\ude00\n"}' --insecure -sSL -o out.json | jq ."#)
    #expect(request.domain == .app)
    #expect(request.headers == [NameValue("X-A", "café 'q'")])
    #expect(request.body == "{\"t\":\"😀\n\"}")
    #expect(notes.contains { $0.contains("What follows the command") })
    #expect(notes.contains { $0.hasPrefix("-b was dropped") })
    #expect(!"\(request)\(notes)".contains("canary"))
  }

  @Test("Its flags, together and alone") func flags() throws {
    let get = try curl("curl -G api.customer.io/v1/messages -d limit=3 --data-urlencode 'q=a b&c' -d type=email")
      .request
    #expect(get.method == .get)
    #expect(get.query == [NameValue("limit", "3"), NameValue("q", "a b&c"), NameValue("type", "email")])
    #expect(get.body.isEmpty)
    let json = try curl(#"curl --json '{"a":' --json '1}' https://cdp.customer.io/v1/track"#).request
    #expect(json.domain == .pipelines)
    #expect(json.body == #"{"a":1}"#)
    let form = try curl("curl -XPUT -Haccept:x -da=1 -d b=2 https://track.customer.io/api/v1/customers/1").request
    #expect(form.method == .put)
    #expect(form.headers == [NameValue("accept", "x"), NameValue("Content-Type", "application/x-www-form-urlencoded")])
    #expect(form.body == "a=1&b=2")
    let user = try curl("curl -u site:canary https://track.customer.io/api/v1/accounts/region")
    #expect(user.notes.count == 1)
    #expect(!"\(user)".contains("canary"))
    let file = try curl("curl -d @body.json https://track.customer.io/api/v2/batch")
    #expect(file.request.method == .post)
    #expect(file.notes.contains { $0.contains("the file body.json") })
    let variable = try curl(#"curl "https://api.customer.io/v1/segments/${SEGMENT}" -H "X-K: $OTHER""#)
    #expect(variable.request.path == "/v1/segments/{{SEGMENT}}")
    #expect(variable.notes.count == 2)
    let plus = try curl("curl 'https://api.customer.io/v1/customers?email=a+b@example.com#top'").request
    #expect(plus.path == "/v1/customers?email=a+b@example.com")
  }

  @Test(
    "What can't be imported says why",
    arguments: [
      ("curl https://example.com/x", "example.com is no host of Customer.io"), ("curl", "names no URL"),
      ("curl 'https://api.customer.io", "single quote is not closed"), ("curl -X", "has no value"),
      ("curl -F a=@b https://api.customer.io/x", "can't send"), ("curl -X BREW https://api.customer.io/x", "BREW"),
      ("", "nothing to import"), ("{", "Not valid JSON, line 1, column 2: "), ("openapi: 3.0.0", "describes no paths"),
      ("openapi: 3.0.0\npaths: [", "Not valid YAML, line 2"), ("swagger: '2.0'", "another version"),
      ("hello", "Neither a curl command"), ("a: 1", "neither a Postman collection"),
      ("- x: [", "as YAML it breaks at line "),
      (#"{"swagger":"2.0"}"#, "another version"), (#"{"a":1}"#, "neither a Postman collection"),
    ])
  func refusals(text: String, words: String) {
    let error = #expect(throws: ImportError.self) { try RequestImport.read(text) }
    #expect(error?.reason.contains(words) == true, "\(error?.reason ?? "")")
  }

  @Test("A command with the connection's own address is understood") func ownAddress() throws {
    let addresses = Addresses(
      track: "http://127.0.0.1:8001", app: "http://127.0.0.1:8002", beta: "http://127.0.0.1:8003",
      pipelines: "http://127.0.0.1:8004")
    let imported = try RequestImport.read("curl http://127.0.0.1:8002/v1/segments", addresses: addresses)
    #expect(imported.requests.first?.domain == .app)
  }

  @Test("Any text at all is imported or refused, and nothing traps") func noise() {
    let parts = [
      "curl ", "'", "\"", "\\", "$'", "\\u", "\\x", "$", "{", "}", "https://api.customer.io/", "-d ", "-H ", "a:b ",
      "@x ", "-G ", "?a=b&", "%", "\n", "#", "--json ", "é", "--data-urlencode ", "=", "\\ud83d", "-", "--",
    ]
    for _ in 0..<3_000 {
      let text = "curl " + (0..<Int.random(in: 1...12)).map { _ in parts.randomElement() ?? "" }.joined()
      _ = try? RequestImport.read(text)
    }
  }

  @Test("A Postman collection with folders, variables, forms and secrets") func postman() throws {
    let text = #"""
      {"info": {"name": "Journeys", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
       "auth": {"type": "basic", "basic": [{"key": "password", "value": "canary-1"}]},
       "variable": [{"key": "base", "value": "https://api.customer.io"}, {"key": "customer-id", "value": "ada"},
                    {"key": "api_key", "value": "canary-2"}],
       "item": [
         {"name": "People", "item": [
           {"name": "Attributes", "request": {"method": "GET", "header": [
              {"key": "Authorization", "value": "Bearer canary-3"}, {"key": "X-On", "value": "1"},
              {"key": "X-Off", "value": "2", "disabled": true}],
             "url": {"raw": "{{base}}/v1/customers/:customer_id/attributes?id_type=id", "host": ["{{base}}"],
               "path": ["v1", "customers", ":customer_id", "attributes"],
               "query": [{"key": "id_type", "value": "id"}, {"key": "off", "value": "1", "disabled": true}],
               "variable": [{"key": "customer_id", "value": "grace"}]}}},
           {"name": "Attributes", "request": {"method": "POST", "url": "{{unknown}}/v1/customers/attributes",
             "body": {"mode": "raw", "raw": "{\"ids\": [\"{{customer-id}}\"]}"}}}]},
         {"name": "Form", "event": [{"listen": "test"}], "request": {"method": "POST",
           "url": "https://track.customer.io/push/events",
           "body": {"mode": "urlencoded", "urlencoded": [{"key": "a b", "value": "{{customer-id}}&"}]}}},
         {"name": "Elsewhere", "request": {"method": "GET", "url": "https://example.com/x"}},
         {"name": "Odd", "request": {"method": "VIEW", "url": "https://api.customer.io/x"}}]}
      """#
    let imported = try RequestImport.read(text)
    #expect(imported.title == "Journeys")
    #expect(imported.requests.map(\.name) == ["People / Attributes", "People / Attributes (2)", "Form"])
    let first = imported.requests[0]
    #expect(first.domain == .app)
    #expect(first.path == "/v1/customers/{{customer_id}}/attributes")
    #expect(first.query == [NameValue("id_type", "id")])
    #expect(first.headers == [NameValue("X-On", "1")])
    #expect(imported.requests[1].body == #"{"ids": ["{{customer_id}}"]}"#)
    #expect(imported.requests[2].body == "a%20b={{customer_id}}%26")
    #expect(imported.variables["customer_id"] == "ada")
    #expect(imported.variables["api_key"] == nil)
    #expect(imported.notes.contains { $0.hasPrefix("Elsewhere was left out") })
    #expect(imported.notes.contains { $0.hasPrefix("Odd was left out") })
    #expect(!"\(imported)".contains("canary"))
  }

  @Test("A collection of absurd depth and one of absurd length come to an end") func hugePostman() throws {
    let deep = String(repeating: #"{"name":"f","item":["#, count: 300) + String(repeating: "]}", count: 300)
    #expect(try RequestImport.read(#"{"item":[\#(deep)]}"#).requests.isEmpty)
    let request = #"{"name":"r","request":"https://api.customer.io/v1/segments"}"#
    let long = Array(repeating: request, count: 6_000).joined(separator: ",")
    #expect(throws: ImportError.self) { try RequestImport.read(#"{"item":[\#(long)]}"#) }
  }

  private static let openAPI = #"""
    {"openapi": "3.0.3", "info": {"title": "App API"}, "servers": [{"url": "https://{host}/v1/",
      "variables": {"host": {"default": "api.customer.io"}}}],
     "paths": {
       "/customers/{customer_id}/attributes": {
         "parameters": [{"$ref": "#/components/parameters/id"}],
         "get": {"summary": "Get the attributes", "tags": ["Customers"], "parameters": [
           {"in": "query", "name": "id_type", "required": true, "schema": {"type": "string", "default": "id"}},
           {"in": "query", "name": "other", "schema": {"$ref": "#/components/schemas/loop"}}]}},
       "/brand-new": {"post": {"operationId": "makeNew", "requestBody": {"content": {"application/json": {
         "schema": {"$ref": "#/components/schemas/node"}}}}}}},
     "components": {
       "parameters": {"id": {"in": "path", "name": "customer_id", "required": true, "example": "ada"}},
       "schemas": {"loop": {"$ref": "#/components/schemas/loop"},
         "node": {"type": "object", "properties": {"name": {"type": "string", "example": "x"},
           "child": {"$ref": "#/components/schemas/node"}, "list": {"type": "array", "items": {"type": "integer"}}}}}}}
    """#

  @Test("An OpenAPI document becomes requests and routes") func openAPI() throws {
    let imported = try RequestImport.read(Self.openAPI)
    #expect(imported.requests.map(\.name) == ["Get the attributes", "makeNew"])
    #expect(imported.requests[0].path == "/v1/customers/{{customer_id}}/attributes")
    #expect(imported.requests[0].query == [NameValue("id_type", "{{id_type}}")])
    #expect(imported.variables == ["customer_id": "ada", "id_type": "id"])
    let body = try JSONValue(parsing: imported.requests[1].body)
    #expect(body["name"] == "x")
    #expect(body["list"] == [0])
    #expect(imported.endpoints.map(\.path) == ["/v1/customers/{customer_id}/attributes", "/v1/brand-new"])
    #expect(imported.endpoints[0].group == "Customers")
    #expect(imported.endpoints[0].rate == "10/s")
    #expect(imported.endpoints.map(\.reads) == [true, false])
  }

  private static let yaml = """
    # Routes of a workspace's own
    openapi: 3.1.0
    info: {title: Widgets, version: "1"}
    servers: [{url: https://api.customer.io/v1}]
    x-part: &part
    - name: widget_id
      in: path
      required: true
      description: The widget's `number`. It never changes.
      schema: {type: integer, example: 7}
    paths:
      /widgets/{widget_id}/parts:
        parameters: *part
        get:
          summary: List parts
          tags: [Widgets]
          parameters:
          - {name: state, in: query, schema: {type: string, enum: [new, old]}, description: "Only those\tof a state."}
          - {name: all, in: query, schema: {type: boolean}}
        post:
          summary: Add a part
          requestBody:
            content:
              application/json:
                schema: {type: object, properties: {name: {type: string}, price: {type: number, example: 1.10}}}
      /segments/{segment_id}:
        get:
          summary: One segment
          parameters:
          - {name: segment_id, in: path, required: true, description: Something else., schema: {type: integer}}
    """

  @Test("An OpenAPI document in YAML says the same, and what is known of parameters and bodies comes along")
  func yaml() async throws {
    let imported = try RequestImport.read(Self.yaml)
    #expect(imported.title == "Widgets")
    #expect(imported.requests.map(\.name) == ["List parts", "Add a part", "One segment"])
    #expect(imported.requests[0].path == "/v1/widgets/{{widget_id}}/parts")
    #expect(imported.variables == ["widget_id": "7"])
    let home = try Home()
    let catalogue = CatalogueFile(location: home.location)
    try await catalogue.add(imported.endpoints)
    let (endpoints, problems) = await catalogue.read()
    #expect(problems.isEmpty)
    let parts = try #require(
      EndpointCatalogue.match(domain: .app, method: .get, path: "/v1/widgets/9/parts", in: endpoints))
    #expect(parts.pathValues(in: "/v1/widgets/9/parts") == ["widget_id": "9"])
    #expect(parts.note(onPath: "widget_id").text == "The widget's number")
    #expect(parts.note(onQuery: "state") == ParameterNote(values: ["new", "old"], text: "Only those of a state"))
    #expect(parts.note(onQuery: "all").values == ["true", "false"])
    let add = try #require(endpoints.first { $0.summary == "Add a part" })
    #expect(add.bodySkeleton == #"{"name":"","price":1.10}"#)
    #expect(!add.reads)
    // Of a route of its own the catalogue knows better.
    let segment = try #require(endpoints.first { $0.summary == "One segment" })
    #expect(segment.note(onPath: "segment_id").text == "The segment's number")
    #expect(EndpointCatalogue.match(domain: .app, method: .get, path: "/v1/widgets/9/parts") == nil)
  }

  @Test("Tables of an earlier version are read, and details that are none are told") func olderTable() async throws {
    let home = try Home()
    let heading = "domain\tgroup\tmethod\tpath\tsummary\tquery\tbody\trate\tauth\treads"
    let line = "app\tG\tGET\t/v1/w\tS\ta\tno\t\tbearer\tyes"
    try home.write("\(heading)\n\(line)\n\(line)x\t{broken\n", to: "endpoints.tsv")
    let (endpoints, problems) = await CatalogueFile(location: home.location).read()
    #expect(endpoints.last?.path == "/v1/w")
    #expect(problems.map(\.line) == [3])
  }

  @Test("Imported routes stand in the catalogue, and can't call a change a read") func catalogue() async throws {
    let home = try Home()
    let catalogue = CatalogueFile(location: home.location)
    let count = EndpointCatalogue.all.count
    #expect(await catalogue.endpoints().count == count)
    try await catalogue.add(try RequestImport.read(Self.openAPI).endpoints)
    let all = await catalogue.endpoints()
    #expect(all.count == count + 1)
    #expect(all.filter(\.isOverride).map(\.summary) == ["Get the attributes", "makeNew"])
    #expect(await catalogue.search("brand-new").map(\.method) == [.post])
    let lie = "track\tPeople\tDELETE\t/api/v1/customers/{id}\tHarmless\t\tno\t\tbasic\tyes"
    try home.write("\(Endpoint.heading)\n\(lie)\nnonsense\n", to: "endpoints.tsv")
    let (endpoints, problems) = await catalogue.read()
    #expect(endpoints.count == count)
    #expect(endpoints.first { $0.summary == "Harmless" }?.reads == false)
    #expect(problems.map(\.line) == [3])
  }
}
