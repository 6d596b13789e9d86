import Foundation
import Synchronization
import Testing

@testable import CustomerIO

@Suite("Trying again")
struct RetryWireTests {
  /// Answers with each of the given ones in turn, then with success.
  private func server(_ answers: [(status: String, headers: [String])]) throws -> ScriptedServer {
    let rest = Mutex(answers)
    return try ScriptedServer { connection in
      while connection.readRequest() != nil {
        let answer = rest.withLock { $0.isEmpty ? ("200 OK", []) : $0.removeFirst() }
        if answer.0.isEmpty { return }
        connection.answer(answer.0, headers: answer.1)
      }
    }
  }

  @Test("every attempt is in the record, with its wait")
  func attempts() async throws {
    let server = try server([("503 Busy", []), ("", []), ("502 Bad", ["Retry-After: 2"])])
    let time = TestTime(automatic: true)
    let client = CustomerIOClient.scripted(server.address, retryPolicy: .standard, time: time.source)
    let exchange = try await client.send(try .identify("a"))
    #expect(exchange.status == 200)
    #expect(exchange.attempts.map(\.status) == [503, nil, 502, 200])
    #expect(exchange.attempts.map { $0.failure != nil } == [false, true, false, false])
    #expect(exchange.attempts.map(\.number) == [1, 2, 3, 4])
    #expect(exchange.attempts.compactMap(\.waitAfter) == time.slept)
    #expect(time.slept[2] == .seconds(2))
    #expect(exchange.duration == time.slept.reduce(.zero, +))
  }

  @Test("an event without an ID is sent once, whatever happens")
  func once() async throws {
    let server = try server([("503 Busy", []), ("503 Busy", [])])
    let client = CustomerIOClient.scripted(
      server.address, retryPolicy: .standard, time: TestTime(automatic: true).source)
    #expect(try await client.send(try .event(customer: "a", name: "x")).status == 503)
    #expect(server.requests.count == 1)
    #expect(try await client.send(try .event(customer: "a", name: "x", id: "01")).status == 200)
    #expect(server.requests.count == 3)
  }

  @Test("after the last try the last answer stands")
  func exhausted() async throws {
    let server = try server(Array(repeating: ("500 Broken", []), count: 9))
    let client = CustomerIOClient.scripted(
      server.address, retryPolicy: .standard, time: TestTime(automatic: true).source)
    #expect(try await client.send(.segments()).attempts.map(\.status) == [500, 500, 500, 500])
    let error = try #require(await failure { try await client.perform(.segments()) })
    #expect(error.kind == .server && error.attempts.count == 4)
  }

  @Test("a 429 holds back every call of its class until the moment it names")
  func rateLimit() async throws {
    let server = try server([("429 Slow", ["Retry-After: 4"])])
    let time = TestTime(automatic: true)
    let limits = RateLimiter(limits: RateLimiter.documentedLimits, time: time.source)
    let client = CustomerIOClient.scripted(server.address, limits: limits, retryPolicy: .standard, time: time.source)
    let exchange = try await client.send(.segments())
    #expect(exchange.attempts.map(\.status) == [429, 200])
    #expect(time.slept == [.seconds(4)])
    #expect(client.budget(for: .segments())?.limit == 10)
  }

  @Test("a quota for the day is told and not tried again")
  func quota() async throws {
    let server = try server([("429 Slow", [])])
    let client = CustomerIOClient.scripted(
      server.address, retryPolicy: .standard, time: TestTime(automatic: true).source)
    let error = try #require(await failure { try await client.perform(.segments()) })
    #expect(error.kind == .rateLimited(retryAfter: nil))
    #expect(server.requests.count == 1)
  }

  @Test("a wait that is longer than anybody's patience is told to a person, and waited for by a job")
  func longWait() async throws {
    let server = try server([("429 Slow", ["Retry-After: 3600"])])
    let time = TestTime()
    let limits = RateLimiter(limits: RateLimiter.documentedLimits, time: time.source)
    let client = CustomerIOClient.scripted(server.address, limits: limits, retryPolicy: .standard, time: time.source)
    let first = try #require(await failure { try await client.perform(.segments()) })
    #expect(first.kind == .rateLimited(retryAfter: .seconds(3600)) && first.advice == "Try again in 60 minutes.")
    #expect(client.budget(for: .app)?.blockedFor == .seconds(3600))
    time.advance(by: .seconds(600))
    let second = try #require(await failure { try await client.send(.segments()) })
    #expect(second.kind == .rateLimited(retryAfter: .seconds(3000)) && !second.bytesSent)
    #expect(server.requests.count == 1)
    let job = Task { try await client.send(.segments(), priority: .background) }
    await until { time.sleeperCount == 1 }
    time.advance(by: .seconds(3001))
    #expect(try await job.value.status == 200)
    #expect(try await client.send(.segments()).status == 200)
  }

  @Test("a Retry-After date is obeyed as seconds are")
  func date() async throws {
    let soon = Date().addingTimeInterval(5)
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "GMT")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    let server = try server([("503 Busy", ["Retry-After: \(formatter.string(from: soon))"])])
    let time = TestTime(automatic: true)
    let client = CustomerIOClient.scripted(server.address, retryPolicy: .standard, time: time.source)
    #expect(try await client.send(.segments()).attempts.map(\.status) == [503, 200])
    #expect(time.slept.count == 1 && time.slept[0] <= .seconds(5))
  }

  @Test("two clients of one workspace share its budget, and other workspaces have their own")
  func shared() async throws {
    let server = try server([])
    let limits = RateLimiter(limits: RateLimiter.documentedLimits, time: TestTime().source)
    func client(_ site: String) -> CustomerIOClient {
      CustomerIOClient(
        addresses: Addresses(all: server.address), credentials: Credentials(siteID: site, appAPIKey: "k"),
        limits: limits, retryPolicy: .never)
    }
    for number in 0..<10 { _ = try await client("one").send(.segment(id: number)) }
    #expect(client("one").budget(for: .app)?.remaining == 0)
    #expect(client("two").budget(for: .app)?.remaining == 10)
    #expect(
      CustomerIOClient(addresses: Addresses(all: server.address), credentials: .canary).limits === RateLimiter.shared)
  }

  @Test("cancelling while a retry waits ends the call")
  func cancelling() async throws {
    let server = try server([("503 Busy", ["Retry-After: 20"])])
    let (steps, step) = AsyncStream.makeStream(of: CallProgress.self)
    // A clock that stands still: on a slow machine the first attempt alone would use up what a call may take.
    let time = TimeSource(now: { .zero }, sleep: TimeSource.system.sleep)
    let client = CustomerIOClient.scripted(server.address, retryPolicy: .standard, time: time)
    let task = Task {
      defer { step.finish() }
      return await failure { try await client.send(.segments()) { step.yield($0) } }
    }
    for await progress in steps {
      if case .retrying(attempt: 2, after: .seconds(20), reason: "status 503") = progress { break }
    }
    task.cancel()
    let error = try #require(await task.value)
    #expect(error.kind == .cancelled && error.attempts.map(\.status) == [503])
  }

  @Test("calls over the budget wait for it, interactive ones first")
  func budget() async throws {
    let server = try server([])
    let time = TestTime()
    let limits = RateLimiter(limits: [.app: .init(calls: 5, window: .seconds(1))], time: time.source)
    let client = CustomerIOClient.scripted(server.address, limits: limits, time: time.source)
    for _ in 0..<5 { _ = try await client.send(.segments()) }
    #expect(client.budget(for: .app) == .init(remaining: 0, limit: 5, blockedFor: nil))
    let job = Task { try await client.send(.segment(id: 1), priority: .background) }
    await until { time.sleeperCount == 1 }
    let person = Task { try await client.send(.segment(id: 2)) }
    await until { limits.waitingCount == 2 }
    #expect(server.requests.count == 5)
    time.advance(by: .seconds(2))
    _ = try await person.value
    _ = try await job.value
    #expect(server.requests.count == 7)
  }
}
