import AsyncHTTPClient
import NIOCore
import NIOSSL
import Testing

@testable import Sandbox

@Suite struct TLSTests {
  /// A sandbox with TLS and a client that trusts its authority, which opens a connection for every request.
  private func run(
    _ kind: SandboxConfiguration.Certificate = .valid, faults: [SandboxFault] = [],
    http1Only: Bool = false, _ body: (SandboxServer, HTTPClient) async throws -> Void
  ) async throws {
    let server = try await SandboxServer.start(
      SandboxConfiguration(people: 5, rates: .off, tls: true, certificate: kind, faults: faults))
    var configuration = HTTPClient.Configuration()
    var tls = TLSConfiguration.makeClientConfiguration()
    let authority = try NIOSSLCertificate.fromPEMBytes(Array((server.certificates?.authorityPEM ?? "").utf8))
    tls.trustRoots = .certificates(authority)
    configuration.tlsConfiguration = tls
    configuration.connectionPool.retryConnectionEstablishment = false
    if http1Only { configuration.httpVersion = .http1Only }
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    do {
      try await body(server, client)
    } catch {
      try await client.shutdown()
      await server.stop()
      throw error
    }
    try await client.shutdown()
    await server.stop()
  }

  private func get(_ client: HTTPClient, _ url: String) async throws -> HTTPClientResponse {
    try await client.execute(
      HTTPClientRequest(url: url.replacing("127.0.0.1", with: "localhost")), timeout: .seconds(30))
  }

  @Test(arguments: [false, true])
  func aClientThatTrustsTheAuthorityIsAnsweredInTheVersionItSpeaks(http1Only: Bool) async throws {
    try await run(http1Only: http1Only) { server, client async throws in
      let reply = try await get(client, server.addresses.appURL + "/v1/info/ip_addresses")
      #expect(reply.status == .ok)
      #expect(reply.version == (http1Only ? .http1_1 : .http2))
      let record = try await get(client, server.addresses.appURL + "/_sandbox/requests").body.collect(upTo: 1 << 20)
      #expect(Value(parsing: Array(record.readableBytesView))[0]["http_version"].string == (http1Only ? "1.1" : "2"))
    }
  }

  @Test func manyCallsShareOneConnectionOfHTTP2() async throws {
    try await run { server, client async throws in
      let statuses = try await withThrowingTaskGroup(of: UInt.self) { group in
        for _ in 0..<50 {
          group.addTask { try await get(client, server.addresses.appURL + "/v1/info/ip_addresses").status.code }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == Array(repeating: 200, count: 50))
    }
  }

  @Test(arguments: ["cut", "wrong_length", "reset"])
  func anAnswerThatBreaksOffIsNoneOverHTTP2Either(kind: String) async throws {
    try await run(faults: [try SandboxFault(parsing: "\(kind),count=1")]) { server, client async throws in
      let url = server.addresses.appURL + "/v1/info/ip_addresses"
      await #expect(throws: (any Error).self) { try await get(client, url).body.collect(upTo: 1 << 20) }
      #expect(try await get(client, url).status == .ok)
    }
  }

  @Test func slowAndEndlessAnswersAndSilenceWorkOverHTTP2() async throws {
    let faults = try ["drip,delay_ms=0,count=1", "endless,count=1", "hang,count=1"].map(SandboxFault.init)
    try await run(faults: faults) { server, client async throws in
      let url = server.addresses.appURL + "/v1/info/ip_addresses"
      let drip = try await get(client, url).body.collect(upTo: 1 << 20)
      #expect(Value(parsing: Array(drip.readableBytesView))["ip_addresses"].count > 0 || drip.readableBytes > 2)
      var size = 0
      for try await chunk in try await get(client, url).body {
        size += chunk.readableBytes
        if size > 300_000 { break }
      }
      #expect(size > 300_000)
      let silent = HTTPClientRequest(url: url.replacing("127.0.0.1", with: "localhost"))
      // On a slow machine the time may be over before the request is there, and the silence is still to come.
      var failures = 0
      repeat {
        do { _ = try await client.execute(silent, timeout: .milliseconds(100)) } catch { failures += 1 }
      } while try await pendingFaults(server, client) > 0
      #expect(failures > 0)
      #expect(try await get(client, url).status == .ok)
    }
  }

  private func pendingFaults(_ server: SandboxServer, _ client: HTTPClient) async throws -> Int {
    let body = try await get(client, server.addresses.trackURL + "/_sandbox/faults").body.collect(upTo: 1 << 20)
    return Value(parsing: Array(body.readableBytesView)).count
  }

  @Test(arguments: [SandboxConfiguration.Certificate.expired, .wrongName, .selfSigned])
  func aBadCertificateIsRefusedByTheClient(kind: SandboxConfiguration.Certificate) async throws {
    try await run(kind) { server, client async throws in
      await #expect(throws: (any Error).self) { try await get(client, server.addresses.appURL + "/v1/segments") }
    }
  }

  @Test(arguments: ["expired", "wrong_name", "self_signed"])
  func certificateTroubleLastsForSoManyConnectionsOfADomain(certificate: String) async throws {
    let fault = try SandboxFault(parsing: "certificate,certificate=\(certificate),domain=app,count=1")
    try await run(faults: [fault]) { server, client async throws in
      #expect(try await get(client, server.addresses.trackURL + "/_sandbox/faults").status == .ok)
      await #expect(throws: (any Error).self) { try await get(client, server.addresses.appURL + "/v1/segments") }
      #expect(try await get(client, server.addresses.appURL + "/v1/info/ip_addresses").status == .ok)
    }
  }

  @Test func withoutTLSThereIsNoCertificateToSpoil() async throws {
    try await TestSandbox.run(people: 0) { sandbox async throws in
      #expect(try await sandbox.control("POST", "faults", #"{"kind":"certificate"}"#).status == 400)
    }
  }
}
