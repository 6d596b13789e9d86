import Foundation
import Testing

@testable import Sandbox

@Suite struct TrackEventTests {
  @Test func anEventIsKeptAsItWasSent() async throws {
    try await TestSandbox.run { sandbox in
      let body = #"{"name":" receipt ","data":{"total":19.90,"big":12345678901234567890,"list":[1,null,{"a":"ü🦊"}]}}"#
      #expect(try await sandbox.track("POST", "/api/v1/customers/ada/events", body).text == "{}\n")
      let state = try await sandbox.control("GET", "state?people=ada")
      #expect(state.text.contains(#""data":{"total":19.90,"big":12345678901234567890,"list":[1,null,{"a":"ü🦊"}]}"#))
      let event = try await sandbox.app("GET", "/v1/customers/ada/activities?type=event&limit=1").json["activities"][0]
      #expect(event["name"] == "receipt")
      #expect(event["type"] == "event")
    }
  }

  @Test(arguments: [("page", "page"), ("screen", "screen"), ("event", "event"), ("nonsense", "event")])
  func theTypeIsOneOfThree(sent: String, kept: String) async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("POST", "/api/v1/customers/new/events", #"{"name":"https://x/","type":"\#(sent)"}"#)
      let event = try await sandbox.state(of: "new")["events"][0]
      #expect(event["type"].string == kept)
    }
  }

  @Test func aSecondEventWithTheSameIdIsIgnored() async throws {
    try await TestSandbox.run { sandbox async throws in
      let body = #"{"name":"paid","id":"01HB4HBDKTFWYZCK01DMRSWRFD"}"#
      #expect(try await sandbox.track("POST", "/api/v1/customers/new/events", body).status == 200)
      #expect(try await sandbox.track("POST", "/api/v1/customers/new/events", body).text == "{}\n")
      #expect(try await sandbox.state(of: "new")["events"].count == 1)
    }
  }

  @Test func theTimestampIsWhenItHappened() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("POST", "/api/v1/customers/new/events", #"{"name":"a","timestamp":1700000000}"#)
      try await sandbox.track("POST", "/api/v1/customers/new/events", #"{"name":"b","timestamp":"soon"}"#)
      let events = try await sandbox.state(of: "new")["events"].array
      #expect(events[0]["timestamp"] == 1_700_000_000)
      #expect(abs((events[1]["timestamp"].int ?? 0) - Int(Date().timeIntervalSince1970)) < 60)
    }
  }

  @Test(arguments: [
    (#"{"data":{}}"#, "event name must not be blank"), (#"{"name":"  "}"#, "event name must not be blank"),
    (#"{"name":"x","data":null}"#, "event data must be a hash"),
    (#"{"name":"x","data":[]}"#, "event data must be a hash"),
  ])
  func anEventIsRefused(body: String, message: String) async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      for path in ["/api/v1/customers/new/events", "/api/v1/events"] {
        let reply = try await sandbox.track("POST", path, body)
        #expect(reply.status == 400)
        #expect(reply.json["meta"]["errors"][0].string == message)
      }
    }
  }

  @Test func theLimitsOfAnEventAreInBytes() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let path = "/api/v1/customers/new/events"
      func refusal(name: String, data: String = "{}") async throws -> String? {
        let reply = try await sandbox.track("POST", path, #"{"name":"\#(name)","data":\#(data)}"#)
        return reply.json["meta"]["errors"][0].string
      }
      #expect(try await refusal(name: String(repeating: "ü", count: 50)) == nil)
      let long = try await refusal(name: String(repeating: "ü", count: 51))
      #expect(long == "event name cannot be longer than 100 bytes")
      let longer = try await refusal(name: String(repeating: "x", count: 500))
      #expect(longer == "event name must be less than 500 characters")
      let filler = String(repeating: "x", count: 99_992)
      #expect(try await refusal(name: "x", data: "{\"a\":\"\(filler)\"}") == nil)
      let large = try await refusal(name: "x", data: "{\"a\":\"\(filler)y\"}")
      #expect(large == "event data cannot be longer than 100000 bytes")
    }
  }

  @Test func anEventOfSomebodyUnknownCreatesThem() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("POST", "/api/v1/customers/fresh%40example.com/events", #"{"name":"x"}"#)
      #expect(try await sandbox.person("email:fresh@example.com")["email"] == "fresh@example.com")
      try await sandbox.track("POST", "/api/v1/customers/cio_03999999/events", #"{"name":"lost"}"#)
      let failed = try await sandbox.app("GET", "/v1/activities?type=failed_event").json["activities"]
      #expect(failed.array.contains { $0["data"]["name"] == "lost" })
    }
  }

  @Test func anEventStartsTheCampaignThatWaitsForIt() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("POST", "/api/v1/customers/adam.k/events", #"{"name":"cart_abandoned"}"#)
      let old = Int(Date().timeIntervalSince1970) - 73 * 3600
      try await sandbox.track(
        "POST", "/api/v1/customers/zoe.m/events", #"{"name":"cart_abandoned","timestamp":\#(old)}"#)
      let sent = try await sandbox.app("GET", "/v1/customers/adam.k/messages").json["messages"]
      #expect(sent[0]["campaign_id"] == 5)
      #expect(sent[0]["recipient"] == "adam@example.org")
      #expect(try await sandbox.app("GET", "/v1/customers/zoe.m/messages").json["messages"].count == 0)
    }
  }
}
