import AsyncHTTPClient
import NIOSSL
import Testing

@testable import Sandbox

@Suite struct TLSTests {
  /// Whether a client that trusts the sandbox's authority gets an answer.
  private func isTrusted(_ kind: SandboxConfiguration.Certificate) async throws -> Bool {
    let server = try await SandboxServer.start(SandboxConfiguration(people: 0, tls: true, certificate: kind))
    var configuration = HTTPClient.Configuration()
    var tls = TLSConfiguration.makeClientConfiguration()
    let authority = try NIOSSLCertificate.fromPEMBytes(Array((server.certificates?.authorityPEM ?? "").utf8))
    tls.trustRoots = .certificates(authority)
    configuration.tlsConfiguration = tls
    configuration.connectionPool.retryConnectionEstablishment = false
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let url = server.addresses.appURL.replacing("127.0.0.1", with: "localhost") + "/v1/info/ip_addresses"
    let status = try? await client.execute(HTTPClientRequest(url: url), timeout: .seconds(30)).status.code
    try await client.shutdown()
    await server.stop()
    return status == 200
  }

  @Test func aClientThatTrustsTheAuthorityIsAnswered() async throws {
    #expect(try await isTrusted(.valid))
  }

  @Test(arguments: [SandboxConfiguration.Certificate.expired, .wrongName, .selfSigned])
  func aBadCertificateIsRefusedByTheClient(kind: SandboxConfiguration.Certificate) async throws {
    #expect(try await !isTrusted(kind))
  }
}
