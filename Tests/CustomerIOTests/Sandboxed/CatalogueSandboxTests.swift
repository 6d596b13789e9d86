import Sandbox
import Testing

@testable import CustomerIO

/// The catalogue's routes at the sandbox.
@Suite("The catalogue against the sandbox")
struct CatalogueSandboxTests {
  private static var known: [Route] {
    EndpointCatalogue.all.compactMap { endpoint in
      Sandbox.Domain(rawValue: endpoint.domain.rawValue).map {
        Route(domain: $0, method: endpoint.method.name, path: endpoint.path)
      }
    }
  }

  @Test("each of the 211 routes is served, or answers 501; what is no route answers 404")
  func routes() async throws {
    let server = try await SandboxServer.start(
      SandboxConfiguration(people: 5, rates: .off, knownRoutes: Self.known))
    let addresses = CustomerIO.Addresses(
      track: server.addresses.trackURL, app: server.addresses.appURL, beta: server.addresses.betaURL,
      pipelines: server.addresses.pipelinesURL)
    let client = CustomerIOClient(
      addresses: addresses,
      credentials: Credentials(
        siteID: server.credentials.siteID, trackAPIKey: server.credentials.apiKey,
        appAPIKey: server.credentials.appAPIKey, pipelinesWriteKey: server.credentials.pipelinesKey),
      limits: .unlimited, retryPolicy: .never)
    var counts: [Int: Int] = [:]
    var unserved = 0
    for endpoint in EndpointCatalogue.all {
      let path = endpoint.path.replacing(#/{[^}]*}/#, with: "1")
      let body = endpoint.method == .get ? nil : "{}"
      let exchange = try await client.send(
        try .raw(domain: endpoint.domain, method: endpoint.method, path: path, body: body.map { .init($0.utf8) }))
      counts[exchange.status, default: 0] += 1
      if exchange.status == 501 {
        unserved += 1
      } else {
        #expect(exchange.status < 500, "\(endpoint.method.name) \(path) answers \(exchange.status)")
        #expect(exchange.status != 404 || endpoint.path.contains("{"), "\(endpoint.method.name) \(path)")
        #expect(exchange.status != 401, "\(endpoint.method.name) \(path)")
      }
      if endpoint.domain == .app, endpoint.method == .get, path.hasPrefix("/v1/") {
        let beta = try await client.send(.raw(domain: .beta, method: .get, path: "/v1/api" + path.dropFirst(3)))
        #expect((beta.status == 501) == (exchange.status == 501), "\(path)")
      }
    }
    #expect(counts.values.reduce(0, +) == 211)
    #expect(unserved > 0 && unserved < 100, "\(unserved) routes are known and not served")
    for domain in CustomerIO.Domain.allCases {
      let exchange = try await client.send(.raw(domain: domain, method: .get, path: "/v9/nothing/of/the/kind"))
      #expect(exchange.status == 404, "\(domain)")
    }
    await server.stop()
  }
}
