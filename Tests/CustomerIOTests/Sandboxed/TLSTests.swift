import Foundation
import Testing

@testable import CustomerIO

@Suite("TLS")
struct TLSTests {
  /// A client that trusts the sandbox's own authority, beside the system's.
  private func trusting(_ local: Local) throws -> (client: CustomerIOClient, transport: Transport, file: URL) {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ca-\(UUID().uuidString).pem")
    try Data((local.server.certificates?.authorityPEM ?? "").utf8).write(to: file)
    let transport = Transport(configuration: .init(certificateAuthorityFile: file.path))
    return (local.client(transport: transport), transport, file)
  }

  @Test("an own certificate authority is trusted from its file")
  func ownAuthority() async throws {
    let local = try await Local(people: 5, certificate: .valid)
    let (client, transport, file) = try trusting(local)
    #expect(try await client.region().region == .us)
    await transport.shutdown()
    try FileManager.default.removeItem(at: file)
    await local.server.stop()
  }

  @Test(
    "what is wrong with a certificate is said, and nothing is sent",
    arguments: [
      ("expired", "expired on "), ("self_signed", "self-signed"),
      ("wrong_name", "belongs to another name than 127.0.0.1"),
    ])
  func flaws(kind: String, words: String) async throws {
    let local = try await Local(people: 5, certificate: .init(rawValue: kind))
    let (client, transport, file) = try trusting(local)
    let error = try #require(await failure { try await client.region() })
    #expect(error.kind == .tls && !error.bytesSent, "\(error)")
    #expect(error.summary.contains(words), "\(error.summary)")
    #expect(error.attempts.count == 1)
    await transport.shutdown()
    try FileManager.default.removeItem(at: file)
    await local.server.stop()
  }

  @Test("an authority that is not known here is named as the reason")
  func unknownAuthority() async throws {
    let local = try await Local(people: 5, certificate: .valid)
    let error = try #require(await failure { try await local.client.region() })
    #expect(error.kind == .tls && error.summary.contains("authority that this machine does not trust"), "\(error)")
    await local.server.stop()
  }

  @Test("a file of authorities that is missing or holds none is told apart from a bad server")
  func badFile() async throws {
    let empty = FileManager.default.temporaryDirectory.appendingPathComponent("empty-\(UUID().uuidString).pem")
    try Data("no certificate".utf8).write(to: empty)
    for path in [empty.path, "/no/such/file.pem"] {
      let transport = Transport(configuration: .init(certificateAuthorityFile: path))
      let client = CustomerIOClient.scripted("https://127.0.0.1:9", transport: transport)
      let error = try #require(await failure { try await client.send(.segments()) })
      #expect(error.kind == .tls && error.summary.contains("certificate authorities"), "\(error)")
    }
    try FileManager.default.removeItem(at: empty)
  }

  @Test("a server without TLS, and one that never shakes hands")
  func noTLS() async throws {
    let plain = try ScriptedServer { connection in
      connection.write("HTTP/1.1 400 Bad Request\r\n\r\n")
      connection.waitForClose()
    }
    let client = CustomerIOClient.scripted("https://127.0.0.1:\(plain.port)", transport: Transport())
    let error = try #require(await failure { try await client.send(.segments()) })
    #expect(error.kind == .tls && error.summary.contains("does not speak TLS"), "\(error)")

    let silent = try ScriptedServer { $0.waitForClose() }
    let timeouts = Timeouts(connect: .milliseconds(100), firstByte: .seconds(20), total: .seconds(60))
    let patient = CustomerIOClient.scripted(
      "https://127.0.0.1:\(silent.port)", transport: Transport(), timeouts: timeouts)
    let late = try #require(await failure { try await patient.send(.segments()) })
    #expect(late.kind == .timedOut && !late.bytesSent, "\(late)")
  }
}
