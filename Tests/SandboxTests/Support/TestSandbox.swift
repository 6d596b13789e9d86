import AsyncHTTPClient
import Foundation
import NIOCore
import Sandbox

/// A running sandbox and a plain HTTP client for it, with the credentials filled in.
struct TestSandbox: Sendable {
  let server: SandboxServer

  /// The moment that seeded times are relative to in tests.
  static let now = Date(timeIntervalSince1970: 1_790_000_000)

  /// Starts a sandbox, and stops it after the body whatever happens.
  static func run(
    people: Int = 40, rates: SandboxConfiguration.Rates = .off, state: String? = nil, knownRoutes: [Route] = [],
    region: SandboxConfiguration.Region = .us, servesOtherRegion: Bool = false, seed: UInt64 = 1,
    faults: [SandboxFault] = [],
    _ body: (TestSandbox) async throws -> Void
  ) async throws {
    let server = try await SandboxServer.start(
      SandboxConfiguration(
        people: people, seed: seed, stateFile: state, now: now, rates: rates, knownRoutes: knownRoutes, region: region,
        servesOtherRegion: servesOtherRegion, faults: faults))
    do {
      try await body(TestSandbox(server: server))
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  struct Reply: Sendable {
    let status: Int
    let headers: [String: String]
    let bytes: [UInt8]

    var text: String { String(decoding: bytes, as: UTF8.self) }
    var json: Value { Value(parsing: bytes) }
  }

  func send(
    _ method: String, _ url: String, body: String? = nil, headers: [(String, String)] = [], seconds: Int64 = 30
  ) async throws -> Reply {
    var request = HTTPClientRequest(url: url)
    request.method = .RAW(value: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await HTTPClient.shared.execute(request, timeout: .seconds(seconds))
    let buffer = try await response.body.collect(upTo: 64 * 1024 * 1024)
    var fields: [String: String] = [:]
    for header in response.headers { fields[header.name.lowercased()] = header.value }
    return Reply(status: Int(response.status.code), headers: fields, bytes: Array(buffer.readableBytesView))
  }

  /// The first answer, without following where it points.
  func sendOnce(
    _ method: String, _ url: String, body: String? = nil, headers: [(String, String)] = []
  ) async throws -> Reply {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    var request = HTTPClientRequest(url: url)
    request.method = .RAW(value: method)
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    if let body { request.body = .bytes(ByteBuffer(string: body)) }
    let response = try await client.execute(request, timeout: .seconds(30))
    let bytes = Array(try await response.body.collect(upTo: 1 << 20).readableBytesView)
    try await client.shutdown()
    let fields = response.headers.map { ($0.name.lowercased(), $0.value) }
    return Reply(
      status: Int(response.status.code), headers: Dictionary(fields, uniquingKeysWith: { $1 }), bytes: bytes)
  }

  var basic: (String, String) {
    let pair = "\(server.credentials.siteID):\(server.credentials.apiKey)"
    return ("Authorization", "Basic " + Data(pair.utf8).base64EncodedString())
  }

  var bearer: (String, String) { ("Authorization", "Bearer \(server.credentials.appAPIKey)") }

  var writeKey: (String, String) {
    ("Authorization", "Basic " + Data("\(server.credentials.pipelinesKey):".utf8).base64EncodedString())
  }

  /// A Track call.
  @discardableResult
  func track(_ method: String, _ path: String, _ body: String? = nil) async throws -> Reply {
    try await send(method, server.addresses.trackURL + path, body: body, headers: [basic])
  }

  /// An App API call.
  @discardableResult
  func app(_ method: String, _ path: String, _ body: String? = nil) async throws -> Reply {
    try await send(method, server.addresses.appURL + path, body: body, headers: [bearer])
  }

  /// One of the sandbox's own controls.
  @discardableResult
  func control(_ method: String, _ path: String, _ body: String? = nil) async throws -> Reply {
    try await send(method, server.addresses.trackURL + "/_sandbox/" + path, body: body)
  }

  func state(of reference: String) async throws -> Value {
    let encoded = reference.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? reference
    return try await control("GET", "state?people=\(encoded)").json
  }

  /// One person as the state dump shows them.
  func person(_ reference: String) async throws -> Value { try await state(of: reference)["people"][0] }

  /// The attributes as the App API gives them.
  func attributes(_ id: String) async throws -> Value {
    try await app("GET", "/v1/customers/\(id)/attributes").json["customer"]["attributes"]
  }
}
