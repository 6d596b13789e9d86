import Foundation
import Testing

@testable import Sandbox

@Suite struct TrackLifecycleTests {
  @Test func devicesAreAddedUpdatedAndDeleted() async throws {
    try await TestSandbox.run { sandbox in
      let path = "/api/v1/customers/new/devices"
      let body =
        #"{"device":{"id":"to/ken","platform":"ios","last_used":"1700000000","attributes":{"a":"b"},"extra":"c"}}"#
      #expect(try await sandbox.track("PUT", path, body).text == "{}\n")
      var device = try await sandbox.app("GET", "/v1/customers/new/attributes").json["customer"]["devices"][0]
      #expect(device["id"] == "to/ken")
      #expect(device["last_used"] == 1_700_000_000)
      #expect(device["attributes"]["a"] == "b")
      #expect(device["attributes"]["extra"] == "c")
      try await sandbox.track("PUT", path, #"{"device":{"id":"to/ken","platform":"android","attributes":null}}"#)
      device = try await sandbox.app("GET", "/v1/customers/new/attributes").json["customer"]["devices"]
      #expect(device.count == 1)
      #expect(device[0]["platform"] == "android")
      #expect(try await sandbox.track("DELETE", "\(path)/to%2Fken").status == 200)
      #expect(try await sandbox.person("new")["devices"].count == 0)
    }
  }

  @Test func aDeviceNeedsATokenAndAPlatform() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let path = "/api/v1/customers/new/devices"
      for body in ["{}", #"{"device":{"platform":"ios"}}"#, #"{"device":{"id":"x","platform":"windows"}}"#] {
        let reply = try await sandbox.track("PUT", path, body)
        #expect(reply.status == 400)
        #expect(reply.json["meta"]["errors"].count > 0)
      }
    }
  }

  @Test func aSuppressedPersonStaysAwayUntilUnsuppressed() async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await sandbox.track("POST", "/api/v1/customers/u-10442/suppress").status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/u-10442/attributes").status == 404)
      try await sandbox.track("PUT", "/api/v1/customers/u-10442", #"{"a":1}"#)
      try await sandbox.track("PUT", "/api/v1/customers/grace%40example.com", #"{"a":1}"#)
      try await sandbox.track("POST", "/api/v1/customers/u-10442/events", #"{"name":"x"}"#)
      #expect(try await sandbox.app("GET", "/v1/customers/u-10442/attributes").status == 404)
      #expect(try await sandbox.app("GET", "/v1/customers?email=grace@example.com").json["results"].count == 0)
      let suppressed = try await sandbox.control("GET", "state?people=ada").json["suppressed"].array.map(\.string)
      #expect(suppressed.contains("id:u-10442"))
      #expect(suppressed.contains("email:grace@example.com"))
      try await sandbox.track("POST", "/api/v1/customers/u-10442/unsuppress", "{}")
      try await sandbox.track("PUT", "/api/v1/customers/u-10442", #"{"a":1}"#)
      #expect(try await sandbox.attributes("u-10442")["a"] == "1")
    }
  }

  @Test func mergingJoinsAttributesSegmentsEventsAndMessages() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track(
        "PUT", "/api/v1/customers/second", #"{"plan":"free","only_here":"x","email":"s@example.com"}"#)
      try await sandbox.track("POST", "/api/v1/customers/second/events", #"{"name":"from_second"}"#)
      try await sandbox.track("POST", "/api/v1/segments/2/add_customers", #"{"ids":["second"]}"#)
      try await sandbox.app(
        "POST", "/v1/send/email",
        #"{"transactional_message_id":1,"to":"s@example.com","identifiers":{"id":"second"}}"#)
      let reply = try await sandbox.track(
        "POST", "/api/v1/merge_customers", #"{"primary":{"id":"ada"},"secondary":{"id":"second"}}"#)
      #expect(reply.text == "{}\n")
      let ada = try await sandbox.state(of: "ada")
      #expect(ada["people"][0]["attributes"]["plan"] == "pro")
      #expect(ada["people"][0]["attributes"]["only_here"] == "x")
      #expect(ada["people"][0]["segments"].array.contains(2))
      #expect(ada["events"].array.contains { $0["name"] == "from_second" })
      #expect(ada["messages"].array.contains { $0["recipient"] == "s@example.com" })
      #expect(ada["activities"].array.contains { $0["type"] == "profile_merge" })
      #expect(try await sandbox.app("GET", "/v1/customers/second/attributes").status == 404)
      let again = try await sandbox.track(
        "POST", "/api/v1/merge_customers", #"{"primary":{"id":"ada"},"secondary":{"id":"second"}}"#)
      #expect(again.status == 200)
    }
  }

  @Test func mergingNeedsOneIdentifierEach() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let bodies = [
        "{}", #"{"primary":{"id":"a","email":"b"},"secondary":{"id":"c"}}"#,
        #"{"primary":{"name":"a"},"secondary":{"id":"c"}}"#,
      ]
      for body in bodies {
        let reply = try await sandbox.track("POST", "/api/v1/merge_customers", body)
        #expect(reply.status == 400)
        #expect(reply.json["meta"]["error"].string != nil)
      }
    }
  }

  @Test func anonymousEventsJoinWhoIsIdentified() async throws {
    try await TestSandbox.run { sandbox in
      let old = Int(Date().timeIntervalSince1970) - 31 * 86_400
      try await sandbox.track("POST", "/api/v1/events", #"{"name":"seen","anonymous_id":"v1"}"#)
      try await sandbox.track("POST", "/api/v1/events", #"{"name":"long_ago","anonymous_id":"v1","timestamp":\#(old)}"#)
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"anonymous_id":"v1"}"#)
      try await sandbox.track("POST", "/api/v1/events", #"{"name":"afterwards","anonymous_id":"v1"}"#)
      let state = try await sandbox.state(of: "new")
      #expect(state["events"].array.map { $0["name"].string } == ["seen", "afterwards"])
      #expect(state["people"][0]["anonymous_ids"][0] == "v1")
      #expect(state["activities"].array.contains { $0["type"] == "anon_merge" })
    }
  }
}
