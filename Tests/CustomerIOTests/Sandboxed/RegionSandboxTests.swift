import JSONText
import Sandbox
import Testing

@testable import CustomerIO

/// An account that is met at the host of the other region.
@Suite("The other region's host")
struct RegionSandboxTests {
  private struct Two {
    let server: SandboxServer
    let credentials: Credentials
    /// The address that the account is not at, and its own.
    let other: String
    let own: String

    init(_ region: SandboxConfiguration.Region) async throws {
      server = try await SandboxServer.start(
        SandboxConfiguration(people: 0, rates: .off, region: region, servesOtherRegion: true))
      credentials = Credentials(
        siteID: server.credentials.siteID, trackAPIKey: server.credentials.apiKey,
        appAPIKey: server.credentials.appAPIKey)
      other = server.otherRegionTrackURL ?? ""
      own = server.addresses.trackURL
    }

    func client(track: String, beside: String) -> CustomerIOClient {
      CustomerIOClient(
        addresses: CustomerIO.Addresses(track: track, app: server.addresses.appURL, beta: beside, pipelines: beside),
        credentials: credentials, limits: .unlimited, retryPolicy: .never)
    }

    func records() async throws -> [JSONValue] {
      let request = APIRequest(
        domain: .track, method: .get, path: "/_sandbox/requests", repeatable: false, changes: false,
        needsCredentials: false)
      let body = try await client(track: own, beside: own).perform(request).body
      return try JSONValue(parsing: try body.data()).arrayValue ?? []
    }

    func fault(_ fault: JSONValue) async throws {
      let request = try APIRequest.raw(
        domain: .track, method: .post, path: "/_sandbox/faults", body: .init(fault.compactText.utf8))
      _ = try await client(track: own, beside: own).perform(request)
    }
  }

  @Test("an EU account that calls the US host is followed to its own, method, body and key kept")
  func redirected() async throws {
    let two = try await Two(.eu)
    let client = two.client(track: two.other, beside: two.own)
    #expect(try await client.region().region == .eu)
    _ = try await client.perform(try .identify("eu/é", attributes: ["plan": "pro"]))
    _ = try await client.perform(try .event(customer: PersonReference.id("eu/é"), name: "bought", data: ["total": 3]))
    #expect(try await client.fetch(.attributes(of: "eu/é"))["plan"] == "pro")
    let recorded = try await two.records()
    #expect(recorded.map { $0["status"] } == [200, 307, 200, 307, 200, 200])
    #expect(recorded[1]["body"] == recorded[2]["body"] && recorded[1]["method"] == recorded[2]["method"])
    #expect(recorded[1]["path"] == recorded[2]["path"])
    await two.server.stop()
  }

  @Test("every kind of redirect repeats the call at the connection's own hosts", arguments: [301, 302, 307, 308])
  func statuses(status: Int) async throws {
    let two = try await Two(.eu)
    try await two.fault([
      "kind": "redirect", "status": .number(JSONNumber(status)), "location": .string(two.server.addresses.betaURL),
      "domain": "track", "count": 1,
    ])
    // The Beta host does not know the route: what counts is how the call arrived there.
    let client = two.client(track: two.own, beside: two.server.addresses.betaURL)
    let error = await failure { try await client.perform(try .identify("moved", attributes: ["a": 1])) }
    #expect(error?.status == 404)
    let recorded = try await two.records()
    #expect(recorded.map { $0["domain"] } == ["track", "beta"])
    #expect(recorded[0]["method"] == "PUT" && recorded[1]["method"] == "PUT")
    #expect(recorded[0]["body"] == recorded[1]["body"] && recorded[0]["path"] == recorded[1]["path"])
    #expect(recorded[1]["headers"]?.compactText.lowercased().contains(#""authorization":"basic "#) == true)
    await two.server.stop()
  }

  @Test("a host that the connection does not name gets neither key nor data", arguments: [301, 302, 307, 308])
  func stranger(status: Int) async throws {
    let stranger = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("200 OK") }
    }
    let two = try await Two(.eu)
    try await two.fault([
      "kind": "redirect", "status": .number(JSONNumber(status)), "location": .string(stranger.address),
    ])
    let client = two.client(track: two.own, beside: two.own)
    let error = try #require(await failure { try await client.perform(try .identify("stays", attributes: ["a": 1])) })
    #expect(error.kind == .redirected && error.field == .trackAddress)
    #expect(error.summary.contains(stranger.address), "\(error.summary)")
    #expect(stranger.requests.isEmpty)
    await two.server.stop()
  }

  @Test("a US account is refused at the EU host, and found by asking both")
  func refused() async throws {
    let two = try await Two(.us)
    let client = two.client(track: two.other, beside: two.own)
    let error = try #require(await failure { try await client.perform(try .identify("us")) })
    #expect(error.kind == .credentials && error.advice.contains("region"))
    let found = try await CustomerIOClient.detectRegion(
      two.credentials, at: [CustomerIO.Addresses(all: two.other), CustomerIO.Addresses(all: two.own)])
    #expect(found.region == .us && found.trackAddress == two.own)
    await two.server.stop()
  }
}
