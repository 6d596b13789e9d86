import Foundation
import Testing

@testable import Sandbox

@Suite struct AdminTests {
  @Test func requestsAreShownAsTheyCame() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/a%2Fb%20c?x=1&y=%2F", #"{ "a" : 1.10 }"#)
      try await sandbox.app("GET", "/v1/segments/999")
      let requests = try await sandbox.control("GET", "requests").json
      #expect(requests.count == 2)
      #expect(requests[0].keys == ["domain", "method", "path", "query", "headers", "body", "status", "http_version"])
      #expect(requests[0]["domain"] == "track")
      #expect(requests[0]["method"] == "PUT")
      #expect(requests[0]["path"] == "/api/v1/customers/a%2Fb%20c")
      #expect(requests[0]["query"] == "x=1&y=%2F")
      #expect(requests[0]["body"] == #"{ "a" : 1.10 }"#)
      #expect(requests[0]["status"] == 200)
      #expect(requests[0]["headers"]["authorization"].string == sandbox.basic.1)
      #expect(requests[1]["domain"] == "app")
      #expect(requests[1]["status"] == 404)
    }
  }

  @Test func theControlsAreTheSameAtAllFourAddresses() async throws {
    try await TestSandbox.run(people: 5) { sandbox async throws in
      let addresses = sandbox.server.addresses
      for url in [addresses.trackURL, addresses.appURL, addresses.betaURL, addresses.pipelinesURL] {
        #expect(try await sandbox.send("GET", url + "/_sandbox/requests").text == "[]")
        #expect(try await sandbox.send("GET", url + "/_sandbox/state").json["people"].count == 5)
        #expect(try await sandbox.send("GET", url + "/_sandbox/faults").text == "[]")
        #expect(try await sandbox.send("POST", url + "/_sandbox/reset").status == 200)
        #expect(try await sandbox.send("GET", url + "/_sandbox/nothing").status == 404)
      }
    }
  }

  @Test func aResetBeginsAnew() async throws {
    try await TestSandbox.run { sandbox in
      let before = try await sandbox.control("GET", "state").text
      try await sandbox.track("DELETE", "/api/v1/customers/ada")
      try await sandbox.track("PUT", "/api/v1/customers/new", "{}")
      try await sandbox.control("POST", "faults", #"{"kind":"status","status":503}"#)
      #expect(try await sandbox.control("GET", "state").text != before)
      try await sandbox.control("POST", "reset")
      #expect(try await sandbox.control("GET", "state").text == before)
      #expect(try await sandbox.control("GET", "requests").text == "[]")
      #expect(try await sandbox.track("GET", "/api/v1/accounts/region").status == 200)
    }
  }

  @Test func theReadyLineNamesAddressesAndKeys() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let line = Value(parsing: Array(sandbox.server.readyLine.utf8))
      let names: Set<String> = [
        "track_url", "app_url", "beta_url", "pipelines_url", "site_id", "api_key", "app_api_key", "pipelines_key",
      ]
      #expect(line.keys == names)
      #expect(line["track_url"].string == sandbox.server.addresses.trackURL)
      #expect(!sandbox.server.readyLine.contains("\n"))
    }
  }

  @Test func aGivenPortIsTheFirstOfFour() async throws {
    let probe = try await SandboxServer.start(SandboxConfiguration(people: 0))
    let taken = Int(probe.addresses.trackURL.split(separator: ":").last ?? "") ?? 0
    await #expect(throws: SandboxError.self) {
      try await SandboxServer.start(SandboxConfiguration(port: taken, people: 0))
    }
    await #expect(throws: SandboxError.invalidPort(-1)) {
      try await SandboxServer.start(SandboxConfiguration(port: -1))
    }
    await probe.stop()
  }

  /// Whatever JSON is sent as attributes and event data stands in the state as it was sent.
  @Test(arguments: 0..<20)
  func anyValueArrivesUnchanged(round: Int) async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      var random = RandomJSON(seed: UInt64(round) + 1)
      let id = random.identifier()
      let value = random.value(depth: 3)
      let path = id.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
      let body = #"{"name":"e","data":{"v":\#(value)}}"#
      #expect(try await sandbox.track("POST", "/api/v1/customers/\(path)/events", body).status == 200)
      let state = try await sandbox.control("GET", "state").text
      #expect(state.contains(#""data":{"v":\#(value)}"#))
      let person = Value(parsing: Array(state.utf8))["people"][0]
      let kept = person["id"].string ?? person["email"].string
      #expect(kept.map { Array($0.utf8) } == Array(id.utf8))
      let requests = try await sandbox.control("GET", "requests").json
      #expect(requests[0]["body"].string == body)
    }
  }
}

/// Random JSON text in compact form, and random identifiers.
private struct RandomJSON {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func next(_ bound: Int) -> Int {
    state = Dice.mix(state)
    return Int(state % UInt64(bound))
  }

  private static let pieces = [
    "a", "Z", "0", " ", "é", "e\u{301}", "ß", "東", "🦊", "👩‍🚀", "\u{200F}", "/", "%", "?", "#", "+", "&", "=", "'", ";",
    ":", ",", "<",
    ">", "|", "~", "`", "^", "{", "}", "[", "]", "(", ")", "*", "!", "$", "-", "_",
  ]

  mutating func identifier() -> String {
    var text = "x"
    for _ in 0...next(20) { text += Self.pieces[next(Self.pieces.count)] }
    return text
  }

  mutating func value(depth: Int) -> String {
    switch next(depth > 0 ? 8 : 6) {
    case 0: return "null"
    case 1: return next(2) == 0 ? "true" : "false"
    case 2: return ["0", "-0", "1.10", "12345678901234567890", "1e5", "-2.50E-3", "0.1"][next(7)]
    case 3, 4, 5: return "\"" + identifier() + ["", "\\n", "\\\\", "\\\"", "\\u001b"][next(5)] + "\""
    case 6:
      let items = (0..<next(4)).map { _ in value(depth: depth - 1) }
      return "[" + items.joined(separator: ",") + "]"
    default:
      let members = (0..<next(4)).map { "\"k\($0)\":" + value(depth: depth - 1) }
      return "{" + members.joined(separator: ",") + "}"
    }
  }
}
