import Foundation
import JSONText
import Sandbox
import Testing

@testable import CustomerIO

/// A local Customer.io and a client of it.
struct Local: Sendable {
  let server: SandboxServer
  let client: CustomerIOClient
  let addresses: CustomerIO.Addresses
  let credentials: Credentials

  /// One for all tests that only need people and routes of their own in it.
  static let shared = Task { try await Local(people: 300) }

  init(
    people: Int, rates: SandboxConfiguration.Rates = .off, certificate: SandboxConfiguration.Certificate? = nil,
    transport: Transport = .shared, limits: CustomerIO.RateLimiter = .unlimited, retryPolicy: RetryPolicy = .never
  ) async throws {
    server = try await SandboxServer.start(
      SandboxConfiguration(people: people, rates: rates, tls: certificate != nil, certificate: certificate ?? .valid))
    addresses = CustomerIO.Addresses(
      track: server.addresses.trackURL, app: server.addresses.appURL, beta: server.addresses.betaURL,
      pipelines: server.addresses.pipelinesURL)
    credentials = Credentials(
      siteID: server.credentials.siteID, trackAPIKey: server.credentials.apiKey,
      appAPIKey: server.credentials.appAPIKey, pipelinesWriteKey: server.credentials.pipelinesKey)
    client = CustomerIOClient(
      addresses: addresses, credentials: credentials, transport: transport, limits: limits, retryPolicy: retryPolicy)
  }

  /// A client of the same server with other keys, policies or limits.
  func client(
    credentials: Credentials? = nil, transport: Transport = .shared, limits: CustomerIO.RateLimiter = .unlimited,
    timeouts: Timeouts = .default, retryPolicy: RetryPolicy = .never
  ) -> CustomerIOClient {
    CustomerIOClient(
      addresses: addresses, credentials: credentials ?? self.credentials, transport: transport, limits: limits,
      timeouts: timeouts, retryPolicy: retryPolicy)
  }

  func fault(_ fault: JSONValue, transport: Transport = .shared) async throws {
    _ = try await control(.post, "/_sandbox/faults", body: fault, transport: transport)
  }

  /// One person's state as the sandbox holds it.
  func person(_ reference: String) async throws -> JSONValue? {
    try await control(.get, "/_sandbox/state", query: [NameValue("people", reference)])["people"]?[0]
  }

  func control(
    _ method: CustomerIO.HTTPMethod, _ path: String, query: [NameValue] = [], body: JSONValue? = nil,
    transport: Transport = .shared
  ) async throws -> JSONValue {
    let request = APIRequest(
      domain: .track, method: method, path: path, query: query, body: body.map { Data($0.compactText.utf8) },
      repeatable: false, changes: false, needsCredentials: false)
    // Held while its body is read: a large one is in a file of its own.
    let exchange = try await client(transport: transport).perform(request)
    defer { withExtendedLifetime(exchange) {} }
    let data = try exchange.body.data()
    return data.isEmpty ? .null : try JSONValue(parsing: data)
  }
}
