import Testing

@testable import Sandbox

/// The Track host of the region where the account is not.
@Suite struct RegionTests {
  private func other(_ sandbox: TestSandbox) throws -> String { try #require(sandbox.server.otherRegionTrackURL) }

  @Test func theUSHostSendsAnEUAccountOn() async throws {
    try await TestSandbox.run(region: .eu, servesOtherRegion: true) { sandbox async throws in
      let reply = try await sandbox.sendOnce(
        "PUT", other(sandbox) + "/api/v1/customers/a%2Fb?x=1", body: "{}", headers: [sandbox.basic])
      #expect(reply.status == 307)
      #expect(reply.headers["location"] == sandbox.server.addresses.trackURL + "/api/v1/customers/a%2Fb?x=1")
      #expect(try await sandbox.app("GET", "/v1/customers/a%2Fb/attributes").status == 404)
      let ready = Value(parsing: Array(sandbox.server.readyLine.utf8))
      #expect(ready["us_track_url"].string == sandbox.server.otherRegionTrackURL)
    }
  }

  @Test func theEUHostDoesNotKnowAUSAccountsKeys() async throws {
    try await TestSandbox.run(servesOtherRegion: true) { sandbox async throws in
      let reply = try await sandbox.send(
        "PUT", other(sandbox) + "/api/v1/customers/a", body: "{}", headers: [sandbox.basic])
      #expect(reply.status == 401)
      #expect(Value(parsing: Array(sandbox.server.readyLine.utf8))["eu_track_url"].exists)
    }
  }

  @Test(arguments: [SandboxConfiguration.Region.us, .eu])
  func theRegionCallAnswersAtBothHosts(region: SandboxConfiguration.Region) async throws {
    try await TestSandbox.run(region: region, servesOtherRegion: true) { sandbox async throws in
      for host in [try other(sandbox), sandbox.server.addresses.trackURL] {
        let reply = try await sandbox.send("GET", host + "/api/v1/accounts/region", headers: [sandbox.basic])
        #expect(reply.json["region"].string == region.rawValue)
        #expect(reply.json["url"].string == sandbox.server.addresses.trackURL)
        let wrong = try await sandbox.send("GET", host + "/api/v1/accounts/region")
        #expect(wrong.status == 401)
      }
    }
  }

  @Test func withoutBeingAskedForThereIsOneHost() async throws {
    try await TestSandbox.run { sandbox async throws in
      #expect(sandbox.server.otherRegionTrackURL == nil)
      #expect(!sandbox.server.readyLine.contains("eu_track_url"))
    }
  }
}
