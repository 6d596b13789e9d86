import Testing

@testable import CustomerIO

@Suite("The sandbox's faults, in words")
struct FaultTests {
  @Test(
    "each gets its kind",
    arguments: [
      ("cut", APIError.Kind.network), ("reset", .network), ("wrong_length", .network), ("endless", .tooLarge),
      ("big_header", .tooLarge), ("malformed", .unreadable), ("html", .server), ("hang", .timedOut),
    ])
  func kinds(fault: String, kind: APIError.Kind) async throws {
    let transport = Transport(configuration: .init(memoryLimit: 50_000, answerLimit: 500_000))
    let local = try await Local(people: 5)
    try await local.fault(["kind": .string(fault)])
    let isSilent = fault == "hang"
    let client = local.client(
      transport: transport,
      timeouts: Timeouts(
        connect: .seconds(20), firstByte: isSilent ? .milliseconds(50) : .seconds(20), total: .seconds(60)))
    let error = try #require(await failure { try await client.fetch(.segments()) })
    #expect(error.kind == kind, "\(error)")
    #expect(error.bytesSent)
    await transport.shutdown()
    await local.server.stop()
  }
}
