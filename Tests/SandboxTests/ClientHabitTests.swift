import Foundation
import Testing

@testable import Sandbox

/// What the official client libraries send that nobody else does, as raw requests.
@Suite struct ClientHabitTests {
  private func send(
    _ sandbox: TestSandbox, _ method: String, _ path: String, _ body: String? = nil,
    headers: [(String, String)] = [("Content-Type", "application/json")]
  ) async throws -> TestSandbox.Reply {
    try await sandbox.send(
      method, sandbox.server.addresses.trackURL + path, body: body, headers: [sandbox.basic] + headers)
  }

  // MARK: Go

  @Test func goSignsInTheURLSafeAlphabet() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let pair = "\(sandbox.server.credentials.siteID):\(sandbox.server.credentials.apiKey)"
      let encoded = Data(pair.utf8).base64EncodedString()
        .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
      let reply = try await sandbox.send(
        "PUT", sandbox.server.addresses.trackURL + "/api/v1/customers/go", body: "{}",
        headers: [("Authorization", "Basic \(encoded)")])
      #expect(reply.status == 200)
    }
  }

  @Test func goSendsLastUsedAsTextAndAttributesAsNull() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let text = #"{"device":{"id":"t1","platform":"ios","last_used":"1700000000","attributes":{"app":"x"}}}"#
      #expect(try await send(sandbox, "PUT", "/api/v1/customers/go/devices", text).status == 200)
      let null = #"{"device":{"id":"t2","platform":"android","attributes":null}}"#
      #expect(try await send(sandbox, "PUT", "/api/v1/customers/go/devices", null).status == 200)
      let devices = try await sandbox.person("id:go")["devices"]
      #expect(devices.array.map { $0["id"].string } == ["t1", "t2"])
      #expect(devices[0]["last_used"] == 1_700_000_000)
      #expect(devices[0]["attributes"]["app"] == "x")
    }
  }

  @Test func goSendsNullForMissingEventData() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let reply = try await send(sandbox, "POST", "/api/v1/customers/go/events", #"{"name":"x","data":null}"#)
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["errors"][0] == "event data must be a hash")
    }
  }

  @Test func goRunsBroadcastsForASegmentWithNullData() async throws {
    try await TestSandbox.run { sandbox async throws in
      let body = #"{"data":null,"recipients":{"segment":{"id":1}}}"#
      let reply = try await sandbox.app("POST", "/v1/campaigns/6/triggers", body)
      #expect(reply.status == 200)
      #expect((reply.json["id"].int ?? 0) > 0)
    }
  }

  // MARK: Ruby

  @Test func rubyReportsPushesAtTheRootOfTheHost() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let body = #"{"delivery_id":"d","device_id":"t","timestamp":1700000000,"event":"opened"}"#
      #expect(try await send(sandbox, "POST", "/push/events", body).status == 200)
    }
  }

  @Test func rubyPutsDeviceDataBesideTheToken() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let body = #"{"device":{"last_used":1700000000,"push_enabled":"true","id":"t","platform":"ios"}}"#
      #expect(try await send(sandbox, "PUT", "/api/v1/customers/rb/devices", body).status == 200)
      #expect(try await sandbox.person("id:rb")["devices"][0]["id"] == "t")
    }
  }

  @Test func rubyChangesAnIDThroughTheCioIDAndRepeatsItInTheBody() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      #expect(try await send(sandbox, "PUT", "/api/v1/customers/rb", "{}").status == 200)
      let cioID = try await sandbox.person("id:rb")["cio_id"].string ?? ""
      let body = #"{"cio_id":"\#(cioID)","id":"rb-new","email":"rb@example.com"}"#
      #expect(try await send(sandbox, "PUT", "/api/v1/customers/cio_\(cioID)", body).status == 200)
      #expect(try await sandbox.person("id:rb-new")["email"] == "rb@example.com")
      #expect(try await sandbox.person("id:rb").exists == false)
    }
  }

  @Test func rubyReadsARefusedMessageUnderMetaError() async throws {
    try await TestSandbox.run { sandbox async throws in
      let body = #"{"to":"ada@example.com","identifiers":{},"attachments":{},"headers":{}}"#
      let reply = try await sandbox.app("POST", "/v1/send/email", body)
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["error"].string?.isEmpty == false)
    }
  }

  @Test func rubySendsAttachmentsByName() async throws {
    try await TestSandbox.run { sandbox async throws in
      let body = """
        {"to":"ada@example.com","transactional_message_id":"1","message_data":{"a":1},"identifiers":{"id":"ada"},\
        "attachments":{"a.txt":"aGVsbG8="},"headers":{}}
        """
      let reply = try await sandbox.app("POST", "/v1/send/email", body)
      #expect(reply.status == 200)
      #expect(reply.json["delivery_id"].string?.isEmpty == false && reply.json["queued_at"].int != nil)
    }
  }

  // MARK: Node

  @Test func nodePostsWithoutABodyAndTagsWhatItRepeats() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let headers = [("Content-Type", "application/json"), ("X-Retry-Count", "2")]
      for route in ["suppress", "unsuppress"] {
        #expect(try await send(sandbox, "POST", "/api/v1/customers/js/\(route)", headers: headers).status == 200)
      }
      #expect(try await send(sandbox, "DELETE", "/api/v1/customers/js", headers: headers).status == 200)
    }
  }

  @Test func nodeReportsPushesBelowTheVersionAndTracksWithoutData() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let push = #"{"delivery_id":"d","device_id":"t","event":"converted","timestamp":1700000000}"#
      #expect(try await send(sandbox, "POST", "/api/v1/push/events", push).status == 200)
      #expect(try await send(sandbox, "POST", "/api/v1/customers/42/events", #"{"name":"x"}"#).status == 200)
      #expect(
        try await send(sandbox, "POST", "/api/v1/customers/42/events", #"{"type":"page","name":"/a"}"#).status == 200)
      #expect(try await send(sandbox, "POST", "/api/v1/events", #"{"name":"y","anonymous_id":7}"#).status == 200)
      #expect(try await sandbox.control("GET", "state").json["events"].count == 3)
    }
  }

  @Test func nodeCallsThePipelinesAPIInCamelCaseWithItsOwnMessageIDs() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let body = """
        {"userId":"js","event":"bought","properties":{"total":3},"messageId":"m-1","timestamp":"2024-01-02T03:04:05.678Z",\
        "context":{"library":{"name":"customerio-node","version":"5.0.1"}}}
        """
      for _ in 0..<2 {
        let reply = try await sandbox.send(
          "POST", sandbox.server.addresses.pipelinesURL + "/v1/track", body: body,
          headers: [sandbox.writeKey, ("X-Strict-Mode", "1")])
        #expect(reply.status == 200)
      }
      let events = try await sandbox.state(of: "js")["events"]
      #expect(events.count == 1)
      #expect(events[0]["timestamp"] == 1_704_164_645)
    }
  }

  // MARK: Python

  @Test func pythonSendsAnEmptyObjectWithADeletion() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      #expect(try await send(sandbox, "PUT", "/api/v1/customers/py", #"{"n": 1.5, "on": true}"#).status == 200)
      #expect(try await send(sandbox, "DELETE", "/api/v1/customers/py", "{}").status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/py/attributes").status == 404)
    }
  }

  @Test func pythonTakesA207ForASuccess() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      let long = String(repeating: "x", count: 1_001)
      let body = """
        {"batch":[{"type":"person","action":"identify","identifiers":{"id":"a"},"attributes":{"bio":"\(long)"}},\
        {"type":"person","action":"identify","identifiers":{"id":"b"},"attributes":{}}]}
        """
      let reply = try await send(sandbox, "POST", "/api/v2/batch", body)
      #expect(reply.status == 207)
      #expect(reply.json["errors"].array.map { $0["batch_index"].int } == [0])
      #expect(try await sandbox.person("id:b").exists)
    }
  }
}
