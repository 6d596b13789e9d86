import Foundation
import JSONText
import Sandbox
import Testing

@testable import CustomerIO

/// Over TLS the sandbox offers HTTP/2, and the client takes it.
@Suite("HTTP/2")
struct HTTP2Tests {
  private func run(
    limit: Int = 1 << 30, _ body: (Local, CustomerIOClient) async throws -> Void
  ) async throws {
    let local = try await Local(people: 5, certificate: .valid)
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("ca-\(UUID().uuidString).pem")
    try Data((local.server.certificates?.authorityPEM ?? "").utf8).write(to: file)
    let transport = Transport(
      configuration: .init(certificateAuthorityFile: file.path, memoryLimit: min(limit, 50_000), answerLimit: limit))
    do {
      try await body(local, local.client(transport: transport))
    } catch {
      Issue.record(error)
    }
    await transport.shutdown()
    try FileManager.default.removeItem(at: file)
    await local.server.stop()
  }

  private func records(_ local: Local, _ client: CustomerIOClient) async throws -> [JSONValue] {
    let request = APIRequest(
      domain: .track, method: .get, path: "/_sandbox/requests", repeatable: false, changes: false,
      needsCredentials: false)
    // Held while its body is read: a large one is in a file of its own.
    let exchange = try await client.perform(request)
    defer { withExtendedLifetime(exchange) {} }
    return try JSONValue(parsing: try exchange.body.data()).arrayValue ?? []
  }

  @Test("calls of every kind go over HTTP/2, whole and signed")
  func calls() async throws {
    try await run { local, client in
      let id = "h2/é?"
      _ = try await client.perform(try .identify(id, attributes: ["plan": "pro", "n": 1]))
      _ = try await client.perform(try .event(customer: PersonReference.customerID(id), name: "x", data: ["a": 1]))
      #expect(try await client.fetch(.attributes(of: id))["plan"] == "pro")
      #expect(try await client.fetch(.segments()).items.isEmpty == false)
      _ = try await client.perform(try .deleteCustomer(id))
      let recorded = try await records(local, client)
      #expect(recorded.count == 5)
      #expect(recorded.allSatisfy { $0["http_version"] == "2" && $0["status"] == 200 })
      #expect(recorded[0]["path"] == "/api/v1/customers/h2%2F%C3%A9%3F")
    }
  }

  @Test("many at a time share one connection, each with its own answer")
  func concurrent() async throws {
    try await run { local, client in
      try await withThrowingTaskGroup(of: Void.self) { group in
        for number in 0..<100 {
          group.addTask {
            _ = try await client.perform(try .identify("h2-\(number)", attributes: ["n": .number(JSONNumber(number))]))
            #expect(try await client.fetch(.attributes(of: "h2-\(number)"))["n"] == "\(number)")
          }
        }
        try await group.waitForAll()
      }
      #expect(try await records(local, client).allSatisfy { $0["http_version"] == "2" })
    }
  }

  @Test("connecting is timed once, and not again for the next call")
  func timing() async throws {
    try await run { _, client in
      let first = try await client.send(.segments())
      let second = try await client.send(.segments())
      #expect(first.timing.connect != nil && second.timing.connect == nil)
      #expect(second.timing.firstByte != nil && second.timing.total != nil)
    }
  }

  @Test(
    "what goes wrong is told as over HTTP/1.1",
    arguments: [
      ("cut", APIError.Kind.network), ("reset", .network), ("wrong_length", .network), ("endless", .tooLarge),
      ("malformed", .unreadable), ("html", .server), ("hang", .timedOut),
    ])
  func faults(fault: String, kind: APIError.Kind) async throws {
    try await run(limit: 500_000) { local, client in
      let request = APIRequest(
        domain: .app, method: .post, path: "/_sandbox/faults", body: Data(#"{"kind":"\#(fault)","count":1}"#.utf8),
        repeatable: false, changes: false, needsCredentials: false)
      _ = try await client.perform(request)
      let isSilent = fault == "hang"
      let patient = CustomerIOClient(
        addresses: local.addresses, credentials: local.credentials, transport: client.transport, limits: .unlimited,
        timeouts: Timeouts(
          connect: .seconds(20), firstByte: isSilent ? .milliseconds(50) : .seconds(20), total: .seconds(60)),
        retryPolicy: .never)
      let error = try #require(await failure { try await patient.fetch(.segments()) })
      #expect(error.kind == kind, "\(error)")
      #expect(error.bytesSent)
      // A call that was given up early may never have met its fault.
      _ = try await client.perform(
        APIRequest(
          domain: .app, method: .delete, path: "/_sandbox/faults", repeatable: false, changes: false,
          needsCredentials: false))
      #expect(try await client.fetch(.segments()).items.isEmpty == false, "the next call is answered")
    }
  }

  @Test("cancelling ends one call and leaves the others of the connection alone")
  func cancelling() async throws {
    try await run { _, client in
      let request = APIRequest(
        domain: .app, method: .post, path: "/_sandbox/faults",
        body: Data(#"{"kind":"hang","path":"/v1/segments"}"#.utf8), repeatable: false, changes: false,
        needsCredentials: false)
      _ = try await client.perform(request)
      let (waits, waiting) = AsyncStream<Void>.makeStream()
      let call = Task {
        await failure {
          try await client.send(.segments()) { if $0 == .waitingForAnswer { waiting.yield() } }
        }
      }
      for await _ in waits { break }
      call.cancel()
      #expect(await call.value?.kind == .cancelled)
      #expect(try await client.region().region == .us)
    }
  }
}
