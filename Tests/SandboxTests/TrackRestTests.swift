import Testing

@testable import Sandbox

@Suite struct TrackRestTests {
  @Test func aFormSubmissionCreatesThePersonAndAnEvent() async throws {
    try await TestSandbox.run { sandbox in
      let body = #"{"data":{"email":"form@example.com","first_name":"Fay","form_name":"ignored"}}"#
      let reply = try await sandbox.track("POST", "/api/v1/forms/newsletter/submit", body)
      #expect(reply.status == 204)
      #expect(reply.bytes.isEmpty)
      let state = try await sandbox.state(of: "form@example.com")
      #expect(state["people"][0]["attributes"].keys == ["first_name"])
      #expect(state["events"][0]["name"] == "form_submit")
      #expect(state["forms"]["newsletter"] == 1)
    }
  }

  @Test(arguments: [
    "{}", #"{"data":{"email_address":"x@example.com"}}"#, #"{"data":{"id":"a","email":"b@example.com"}}"#,
    #"{"data":{"email":"x@example.com","age":7}}"#,
  ])
  func aFormSubmissionIsRefused(body: String) async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let reply = try await sandbox.track("POST", "/api/v1/forms/signup/submit", body)
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["errors"].count > 0)
      #expect(try await sandbox.control("GET", "state").json["people"].count == 0)
    }
  }

  @Test func metricsMoveAMessageOnWithoutCredentials() async throws {
    try await TestSandbox.run { sandbox in
      let message = try await sandbox.app("GET", "/v1/customers/annie/messages").json["messages"][0]
      let id = message["id"].string ?? ""
      let url = sandbox.server.addresses.trackURL
      let body = #"{"delivery_id":"\#(id)","metric":"delivered","timestamp":1790000500}"#
      let reply = try await sandbox.send("POST", url + "/api/v1/metrics", body: body)
      #expect(reply.text == "{}\n")
      let push = #"{"delivery_id":"\#(id)","event":"opened","device_id":"d","timestamp":1790000600}"#
      for path in ["/api/v1/push/events", "/push/events"] {
        #expect(try await sandbox.send("POST", url + path, body: push).status == 200)
      }
      let metrics = try await sandbox.app("GET", "/v1/messages/\(id)").json["message"]["metrics"]
      #expect(metrics["delivered"] == 1_790_000_500)
      #expect(metrics["opened"] == 1_790_000_600)
      let types = try await sandbox.app("GET", "/v1/customers/annie/activities").json["activities"].array.map {
        $0["type"].string
      }
      #expect(types.contains("opened_email"))
      #expect(
        try await sandbox.send("POST", url + "/api/v1/metrics", body: #"{"delivery_id":"x","metric":"eaten"}"#).status
          == 400)
    }
  }

  @Test func unsubscribingThroughADeliveryUnsubscribesItsRecipient() async throws {
    try await TestSandbox.run { sandbox in
      let message = try await sandbox.app("GET", "/v1/customers/annie/messages").json["messages"][0]
      let url = sandbox.server.addresses.trackURL + "/unsubscribe/"
      let reply = try await sandbox.send("POST", url + (message["id"].string ?? ""), body: #"{"unsubscribe":true}"#)
      #expect(reply.text == "{}\n")
      let customer = try await sandbox.app("GET", "/v1/customers/annie/attributes").json["customer"]
      #expect(customer["unsubscribed"].bool == true)
      #expect(customer["attributes"]["unsubscribed"] == "true")
      let log = try await sandbox.app("GET", "/v1/customers/annie/activities?type=unsubscribed_email").json
      #expect(log["activities"].count == 1)
      #expect(try await sandbox.send("POST", url + "no%20good", body: #"{"unsubscribe":true}"#).status == 400)
    }
  }

  @Test func whatIsNotARouteIsNotFound() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      for (method, path) in [
        ("GET", "/"), ("GET", "/api/v1/nothing"), ("PATCH", "/api/v1/customers/x"),
        ("PUT", "/api/v1/customers/a/b/c/d"),
      ] {
        let reply = try await sandbox.track(method, path)
        #expect(reply.status == 404)
        #expect(reply.json["meta"]["error"] == "not found")
      }
      #expect(try await sandbox.track("GET", "/auth").json["meta"]["message"] == "nice credentials.")
    }
  }
}
