import Testing

@testable import Sandbox

@Suite struct TrackSegmentTests {
  @Test func peopleAreAddedToAndRemovedFromAManualSegment() async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.track(
        "POST", "/api/v1/segments/12/add_customers", #"{"ids":["ada","nobody","zoe.m",7]}"#)
      #expect(reply.text == "{}\n")
      var members = try await sandbox.app("GET", "/v1/segments/12/membership").json
      #expect(members["ids"].array.map(\.string) == ["ada", "zoe.m"])
      #expect(try await sandbox.app("GET", "/v1/segments/12/customer_count").json["count"] == 2)
      try await sandbox.track("POST", "/api/v1/segments/12/remove_customers", #"{"ids":["ada"]}"#)
      members = try await sandbox.app("GET", "/v1/segments/12/membership").json
      #expect(members["ids"].array.map(\.string) == ["zoe.m"])
      #expect(members["next"] == "")
    }
  }

  @Test func peopleAreNamedByAddressOrCioId() async throws {
    try await TestSandbox.run { sandbox in
      let path = "/api/v1/segments/12/add_customers"
      try await sandbox.track("POST", path + "?id_type=email", #"{"ids":["GRACE@example.com"]}"#)
      try await sandbox.track("POST", path + "?id_type=cio_id", #"{"ids":["03000001","cio_03000002"]}"#)
      let members = try await sandbox.app("GET", "/v1/segments/12/membership").json["ids"].array.map(\.string)
      #expect(members == ["ada", "adam.k", "u-10442"])
    }
  }

  @Test(arguments: [
    ("99", #"{"ids":["ada"]}"#), ("4", #"{"ids":["ada"]}"#), ("x", #"{"ids":["ada"]}"#), ("12", "{}"),
    ("12", #"{"ids":[]}"#),
    ("12", #"{"ids":"ada"}"#),
  ])
  func aChangeOfASegmentIsRefused(segment: String, body: String) async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.track("POST", "/api/v1/segments/\(segment)/add_customers", body)
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["errors"].count == 1)
    }
  }

  @Test func moreThanAThousandAtOnceAreRefused() async throws {
    try await TestSandbox.run { sandbox async throws in
      func body(_ count: Int) -> String {
        "{\"ids\":[" + (0..<count).map { "\"p\($0)\"" }.joined(separator: ",") + "]}"
      }
      #expect(try await sandbox.track("POST", "/api/v1/segments/12/add_customers", body(1000)).status == 200)
      #expect(try await sandbox.track("POST", "/api/v1/segments/12/add_customers", body(1001)).status == 400)
    }
  }

  @Test func aDataDrivenSegmentFollowsThePeople() async throws {
    try await TestSandbox.run { sandbox in
      func isIn(_ segment: Int) async throws -> Bool {
        try await sandbox.app("GET", "/v1/customers/katherine/segments").json["segments"].array
          .contains { $0["id"].int == segment }
      }
      #expect(try await !isIn(6))
      try await sandbox.track("PUT", "/api/v1/customers/katherine", #"{"onboarded":true}"#)
      #expect(try await isIn(6))
      try await sandbox.track("PUT", "/api/v1/customers/katherine", #"{"plan":"free"}"#)
      #expect(try await !isIn(6))
      #expect(try await !isIn(4))
    }
  }
}
