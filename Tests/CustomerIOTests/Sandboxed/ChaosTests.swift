import Foundation
import JSONText
import Testing

@testable import CustomerIO

/// Everything that can go wrong goes wrong at random, many calls at a time. `CIO_CONSOLE_CHAOS` sets how many calls.
@Suite("Chaos")
struct ChaosTests {
  private enum Outcome: Sendable {
    case done
    /// Failed; with the kind of failure and whether any byte may have left.
    case failed(String, bytesSent: Bool)

    /// What it counts as in the account of a run.
    var title: String {
      switch self {
      case .done: "done"
      case .failed(let kind, bytesSent: false): "\(kind), nothing sent"
      case .failed(let kind, bytesSent: true): kind
      }
    }
  }

  private static let faults: [JSONValue] = [
    ["kind": "delay", "percent": 3, "delay_ms": 20], ["kind": "drip", "percent": 2, "delay_ms": 1],
    ["kind": "cut", "percent": 4], ["kind": "reset", "percent": 4], ["kind": "status", "status": 500, "percent": 4],
    ["kind": "status", "status": 503, "percent": 4, "retry_after": 0],
    ["kind": "rate_limit", "percent": 3, "retry_after": 0],
    ["kind": "rate_limit", "percent": 1], ["kind": "malformed", "percent": 3], ["kind": "html", "percent": 2],
    ["kind": "html", "percent": 2, "status": 200], ["kind": "wrong_length", "percent": 2],
    ["kind": "endless", "percent": 1],
    ["kind": "hang", "percent": 1], ["kind": "redirect", "percent": 2, "location": "http://127.0.0.1:1/elsewhere"],
    ["kind": "big_header", "percent": 2],
  ]

  @Test(
    "no crash, no hang, no event twice, and every outcome accounted for, over HTTP/1.1 and over HTTP/2 with TLS",
    arguments: [false, true])
  func chaos(overTLS: Bool) async throws {
    let calls =
      ProcessInfo.processInfo.environment["CIO_CONSOLE_CHAOS"].flatMap { Int($0) } ?? (overTLS ? 300 : 1000)
    let local = try await Local(people: 0, certificate: overTLS ? .valid : nil)
    let authority = FileManager.default.temporaryDirectory.appendingPathComponent("ca-\(UUID().uuidString).pem")
    try Data((local.server.certificates?.authorityPEM ?? "").utf8).write(to: authority)
    defer { try? FileManager.default.removeItem(at: authority) }
    let transport = Transport(
      configuration: .init(
        certificateAuthorityFile: overTLS ? authority.path : nil, memoryLimit: 20_000, answerLimit: 60_000))
    // Another transport for the sandbox's own controls, where no fault reaches.
    let controls = Transport(configuration: .init(certificateAuthorityFile: overTLS ? authority.path : nil))
    for fault in Self.faults { try await local.fault(fault, transport: controls) }
    if overTLS { try await local.fault(["kind": "certificate", "percent": 20], transport: controls) }
    let client = local.client(
      transport: transport,
      timeouts: Timeouts(connect: .seconds(5), firstByte: .milliseconds(500), total: .seconds(2)),
      retryPolicy: RetryPolicy(firstDelay: .milliseconds(1), maximumDelay: .milliseconds(5)))
    let outcomes = try await withThrowingTaskGroup(of: (Int, Outcome).self) { group in
      var next = 0
      var outcomes: [Int: Outcome] = [:]
      func add() throws {
        let number = next
        next += 1
        let request = try Self.request(number)
        group.addTask {
          do {
            _ = try await client.perform(request)
            return (number, .done)
          } catch let error as APIError {
            return (number, .failed(Self.title(error.kind), bytesSent: error.bytesSent))
          }
        }
      }
      while next < min(16, calls) { try add() }
      while let (number, outcome) = try await group.next() {
        outcomes[number] = outcome
        if next < calls { try add() }
      }
      return outcomes
    }
    #expect(outcomes.count == calls)
    _ = try await local.control(.delete, "/_sandbox/faults", transport: controls)
    let state = try await local.control(.get, "/_sandbox/state", transport: controls)
    let events = state["events"]?.arrayValue ?? []
    let counts = Dictionary(events.compactMap { $0["name"]?.stringValue }.map { ($0, 1) }, uniquingKeysWith: +)
    for number in 0..<calls where number % 4 < 2 {
      let count = counts["chaos-\(number)"] ?? 0
      switch outcomes[number] {
      case .done: #expect(count == 1, "event \(number) is reported as done and is there \(count) times")
      case .failed(_, bytesSent: false): #expect(count == 0, "event \(number) is reported as not sent and is there")
      case .failed(_, bytesSent: true): #expect(count <= 1, "event \(number) is there \(count) times")
      case nil: Issue.record("call \(number) has no outcome")
      }
    }
    let done = outcomes.values.filter { if case .done = $0 { true } else { false } }.count
    #expect(done > calls / 2 && done < calls, "\(done) of \(calls) succeeded")
    let account = Dictionary(outcomes.values.map { ($0.title, 1) }, uniquingKeysWith: +)
      .sorted { $0.value > $1.value }.map { "\($0.value) \($0.key)" }.joined(separator: "; ")
    print("chaos over \(overTLS ? "HTTP/2" : "HTTP/1.1"), \(calls) calls: \(account)")
    await transport.shutdown()
    await controls.shutdown()
    await local.server.stop()
  }

  /// The kind's name alone.
  private static func title(_ kind: APIError.Kind) -> String {
    String("\(kind)".prefix { $0 != "(" })
  }

  /// Events with an ID, events without, changes that may be repeated, and reads.
  private static func request(_ number: Int) throws -> APIRequest {
    switch number % 4 {
    case 0: try .event(customer: "chaos", name: "chaos-\(number)", id: "chaos-id-\(number)")
    case 1: try .event(customer: "chaos", name: "chaos-\(number)")
    case 2: try .identify("chaos-\(number % 50)", attributes: ["n": .number(JSONNumber(number))])
    default: .segments()
    }
  }
}
