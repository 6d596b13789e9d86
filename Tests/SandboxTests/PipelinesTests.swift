import Foundation
import Testing

@testable import Sandbox

@Suite struct PipelinesTests {
  private func post(_ sandbox: TestSandbox, _ path: String, _ body: String, key: String? = nil) async throws
    -> TestSandbox.Reply
  {
    let key = Data("\(key ?? sandbox.server.credentials.pipelinesKey):".utf8).base64EncodedString()
    return try await sandbox.send(
      "POST", sandbox.server.addresses.pipelinesURL + path, body: body, headers: [("Authorization", "Basic \(key)")])
  }

  @Test func callsEndUpAsPeopleEventsAndObjects() async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await post(sandbox, "/v1/track", #"{"anonymousId":"v1","event":"seen"}"#).status == 200)
      let identify =
        #"{"userId":"p1","anonymousId":"v1","traits":{"email":"p1@example.com","createdAt":"2024-01-02T03:04:05Z"}}"#
      #expect(try await post(sandbox, "/v1/identify", identify).status == 200)
      #expect(
        try await post(sandbox, "/v1/page", #"{"userId":"p1","name":"Home","properties":{"url":"https://x/"}}"#).status
          == 200)
      #expect(
        try await post(sandbox, "/v1/group", #"{"userId":"p1","groupId":"g1","traits":{"name":"G"}}"#).status == 200)
      let batch =
        #"{"batch":[{"type":"track","userId":"p1","event":"bought","messageId":"m1"},{"type":"track","userId":"p1","event":"bought","messageId":"m1"}]}"#
      #expect(try await post(sandbox, "/v1/batch", batch).status == 200)
      let state = try await sandbox.state(of: "p1")
      #expect(state["people"][0]["email"] == "p1@example.com")
      #expect(state["people"][0]["attributes"]["created_at"] == 1_704_164_645)
      #expect(state["events"].array.map { $0["name"].string } == ["seen", "Home", "bought"])
      #expect(try await sandbox.app("GET", "/v1/customers/p1/relationships").json["cio_relationships"].count == 1)
      #expect(try await post(sandbox, "/v1/alias", #"{"userId":"ada","previousId":"p1"}"#).status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/p1/attributes").status == 404)
    }
  }

  @Test func theWriteKeyIsChecked() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      #expect(try await post(sandbox, "/v1/track", "{}", key: "wrong").status == 401)
      #expect(try await post(sandbox, "/v1/track", "[").status == 400)
      #expect(try await post(sandbox, "/v1/nothing", "{}").status == 404)
    }
  }

  @Test(arguments: [
    ("track", #"{"event":"e"}"#, "userId or anonymousId is required"),
    ("track", #"{"userId":"u"}"#, "event is required"),
    ("page", #"{"userId":"u"}"#, "name is required"), ("group", #"{"userId":"u"}"#, "groupId is required"),
    ("alias", #"{"userId":"u"}"#, "previousId is required"),
    ("batch", #"{"batch":[{"type":"dance"}]}"#, "type must be one of"),
  ])
  func whatIsDroppedIsToldInStrictModeOnly(route: String, body: String, reason: String) async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let url = sandbox.server.addresses.pipelinesURL + "/v1/" + route
      let relaxed = try await sandbox.send("POST", url, body: body, headers: [sandbox.writeKey])
      #expect(relaxed.status == 200)
      let strict = try await sandbox.send(
        "POST", url, body: body, headers: [sandbox.writeKey, ("X-Strict-Mode", "1")])
      #expect(strict.status == 400)
      #expect(strict.json["message"].string?.hasPrefix(reason) == true)
    }
  }
}
