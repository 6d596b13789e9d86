import Testing

@testable import Sandbox

/// Every route that is served, asked once so that it succeeds and once so that it fails.
@Suite struct RouteSweepTests {
  /// A call by hand. `§message`, `§csv`, `§run`, `§group` and `§delivery` stand for what the sandbox named before.
  struct Example: Sendable, CustomStringConvertible {
    let method: String
    let path: String
    let body: String?
    let status: Int

    init(_ line: String, _ body: String? = nil, _ status: Int = 200) {
      let halves = line.split(separator: " ", maxSplits: 1).map(String.init)
      method = halves[0]
      path = halves[1]
      self.body = body
      self.status = status
    }

    var description: String { "\(method) \(path)" }

    /// The route it belongs to, as the table names it.
    func route(_ table: RouteTable, _ names: [String: String]) -> String? {
      let path = filled(names).prefix { $0 != "?" }
      return table.match(method: method, segments: PercentEncoding.segments(of: path)).map {
        "\(method) \($0.entry.path)"
      }
    }

    func filled(_ names: [String: String]) -> String {
      names.reduce(path) { $0.replacing("§" + $1.key, with: $1.value) }
    }
  }

  @Test func everyRouteOfTheTrackAPISucceedsAndFails() async throws {
    try await sweep(.track, TrackRoutes.table(), RouteExamples.track)
  }

  @Test func everyRouteOfTheAppAPISucceedsAndFails() async throws {
    try await sweep(.app, AppRoutes.make(), RouteExamples.app)
  }

  @Test func everyRouteOfThePipelinesAPISucceedsAndFails() async throws {
    try await sweep(.pipelines, PipelinesRoutes.table(), RouteExamples.pipelines)
  }

  @Test func theBetaAPIServesTheAppAPIsRoutes() async throws {
    try await TestSandbox.run { sandbox in
      let names = try await prepare(sandbox)
      // Translations are only there after they were written.
      let reads = RouteExamples.app.filter {
        $0.method == "GET" && $0.path.hasPrefix("/v1/") && !$0.path.contains("/language/")
      }
      for example in reads {
        let path = "/v1/api" + example.filled(names).dropFirst(3)
        let reply = try await sandbox.send(
          "GET", sandbox.server.addresses.betaURL + path, headers: [sandbox.bearer])
        #expect(reply.status == example.status || path == "/v1/api/customers", "GET \(path): \(reply.text)")
      }
    }
  }

  /// - Parameter examples: those with a status below 400 are the successes.
  private func sweep(_ domain: Domain, _ table: RouteTable, _ examples: [Example]) async throws {
    try await TestSandbox.run { sandbox in
      let names = try await prepare(sandbox)
      var served: Set<String> = []
      var refused: Set<String> = []
      for example in examples {
        let route = try #require(example.route(table, names), "\(example) is served")
        let reply = try await send(example.method, example.filled(names), example.body, domain, sandbox)
        #expect(reply.status == example.status, "\(example): \(reply.status) \(reply.text)")
        if example.status < 400 {
          served.insert(route)
        } else {
          refused.insert(route)
          #expect(isError(reply, domain), "\(example): \(reply.text)")
        }
      }
      for route in table.routes {
        #expect(served.contains(route), "\(route) has an example that succeeds")
        let halves = route.split(separator: " ").map(String.init)
        let path = halves[1].replacing(#/{[^}]*}/#, with: "1")
        let open = try await send(halves[0], path, "{}", domain, sandbox, signed: false)
        if table.match(method: halves[0], segments: PercentEncoding.segments(of: path[...]))?.entry.credential
          == Credential.none
        {
          #expect(open.status != 401, "\(route) needs no credentials")
          #expect(refused.contains(route) || route == "GET /v1/info/ip_addresses", "\(route) has an example that fails")
        } else {
          #expect(open.status == 401 && isError(open, domain), "\(route) without credentials: \(open.status)")
          // What reads without a parameter can fail only so.
          if halves[0] != "GET" || halves[1].contains("{") {
            #expect(
              refused.contains(route) || RouteExamples.neverRefused.contains(route),
              "\(route) has an example that fails")
          }
        }
      }
    }
  }

  private func isError(_ reply: TestSandbox.Reply, _ domain: Domain) -> Bool {
    let json = reply.json
    return json["meta"].exists || json["errors"].count > 0 || (domain == .pipelines && json["message"].exists)
  }

  private func send(
    _ method: String, _ path: String, _ body: String?, _ domain: Domain, _ sandbox: TestSandbox, signed: Bool = true
  ) async throws -> TestSandbox.Reply {
    let credential =
      switch domain {
      case .track: sandbox.basic
      case .app, .beta: sandbox.bearer
      case .pipelines: sandbox.writeKey
      }
    return try await sandbox.send(
      method, sandbox.server.addresses[domain] + path, body: body, headers: signed ? [credential] : [])
  }

  /// What examples refer to.
  private func prepare(_ sandbox: TestSandbox) async throws -> [String: String] {
    let object = #"{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"acme"}}"#
    #expect(try await sandbox.track("POST", "/api/v2/entity", object).status == 200)
    let messages = try await sandbox.app("GET", "/v1/messages").json["messages"]
    let csv = try await sandbox.app("GET", "/v1/exports/1/download").json["url"].string ?? ""
    let run = try await sandbox.app("POST", "/v1/campaigns/6/triggers", #"{"ids":["ada"]}"#).json["id"].int ?? 0
    let group = try await sandbox.app("POST", "/v1/newsletters/1/test_groups", "{}").json["test_group"]["id"].int ?? 0
    let message = messages[0]["id"].string ?? ""
    return [
      "message": message, "delivery": message, "csv": csv.replacing(sandbox.server.addresses.appURL, with: ""),
      "run": String(run), "group": String(group),
    ]
  }
}
