import Foundation
import Testing

@testable import CustomerIO

/// Holds a state machine where expectations can change it.
private final class Bucket {
  private var value: TokenBucket

  init(limit: RateClass.Limit) { value = TokenBucket(limit: limit) }

  var limit: RateClass.Limit { value.limit }
  func take(at now: Duration, leaving reserve: Int = 0) -> Bool { value.take(at: now, leaving: reserve) }
  func remaining(at now: Duration) -> Int { value.remaining(at: now) }
  func nextChance(at now: Duration, leaving reserve: Int = 0) -> Duration {
    value.nextChance(at: now, leaving: reserve)
  }
  func block(until moment: Duration) { value.block(until: moment) }
}

private final class Queue {
  private var value: RateQueue

  init(limit: RateClass.Limit) { value = RateQueue(limit: limit) }

  var isIdle: Bool { value.isIdle }
  func takeNow(_ priority: Priority, at now: Duration) -> Bool { value.takeNow(priority, at: now) }
  func enqueue(_ ticket: UInt64, _ priority: Priority) { value.enqueue(ticket, priority) }
  func cancel(_ ticket: UInt64) { value.cancel(ticket) }
  func release(at now: Duration) -> [UInt64] { value.release(at: now) }
  func nextWake(at now: Duration) -> Duration? { value.nextWake(at: now) }
}

@Suite("Token bucket")
struct TokenBucketTests {
  private let ten = RateClass.Limit(calls: 10, window: .seconds(1))

  @Test("no window of the limit's length ever holds more calls than the limit, whatever the load")
  func neverTooMany() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let bucket = Bucket(limit: RateClass.Limit(calls: Int.random(in: 1...12, using: &generator), window: .seconds(1)))
      var taken: [Duration] = []
      var now = Duration.zero
      for _ in 0..<200 {
        now += .milliseconds(Int.random(in: 0...220, using: &generator))
        let before = bucket.remaining(at: now)
        let reserve = Int.random(in: 0...2, using: &generator)
        let got = bucket.take(at: now, leaving: reserve)
        #expect(got == (before > reserve))
        #expect(bucket.remaining(at: now) == before - (got ? 1 : 0))
        if got {
          taken.append(now)
        } else {
          #expect(bucket.nextChance(at: now, leaving: reserve) > now || reserve >= bucket.limit.calls)
        }
      }
      for (index, first) in taken.enumerated() {
        #expect(taken[index...].prefix { $0 - first < .seconds(1) }.count <= bucket.limit.calls)
      }
    }
  }

  @Test("the moment that is given as the next chance is the first one that works")
  func nextChance() {
    let bucket = Bucket(limit: ten)
    for step in 0..<10 { #expect(bucket.take(at: .milliseconds(step * 10))) }
    #expect(!bucket.take(at: .milliseconds(500)))
    let chance = bucket.nextChance(at: .milliseconds(500))
    #expect(!bucket.take(at: chance - .nanoseconds(1)))
    #expect(bucket.take(at: chance))
    let reserved = bucket.nextChance(at: chance, leaving: 2)
    #expect(!bucket.take(at: reserved - .nanoseconds(1), leaving: 2))
    #expect(bucket.take(at: reserved, leaving: 2))
  }

  @Test("nothing goes before the moment that the other side named")
  func blocked() {
    let bucket = Bucket(limit: ten)
    bucket.block(until: .seconds(5))
    bucket.block(until: .seconds(3))
    #expect(!bucket.take(at: .seconds(4)))
    #expect(bucket.remaining(at: .seconds(4)) == 0)
    #expect(bucket.nextChance(at: .seconds(4)) == .seconds(5))
    #expect(bucket.take(at: .seconds(5)))
  }
}

@Suite("Who goes first")
struct RateQueueTests {
  private let ten = RateClass.Limit(calls: 10, window: .seconds(1))

  @Test("a job leaves room for the person at the keyboard")
  func reserve() {
    let queue = Queue(limit: ten)
    var job = 0
    while queue.takeNow(.background, at: .zero) { job += 1 }
    #expect(job == 8)
    #expect(queue.takeNow(.interactive, at: .zero))
    #expect(queue.takeNow(.interactive, at: .zero))
    #expect(!queue.takeNow(.interactive, at: .zero))
  }

  @Test("interactive calls overtake background ones; within a rank the first comes first")
  func order() {
    let queue = Queue(limit: ten)
    while queue.takeNow(.interactive, at: .zero) {}
    queue.enqueue(1, .background)
    queue.enqueue(2, .interactive)
    queue.enqueue(3, .background)
    queue.enqueue(4, .interactive)
    #expect(queue.release(at: .milliseconds(500)).isEmpty)
    #expect(queue.release(at: .seconds(2)) == [2, 4, 1, 3])
    #expect(queue.isIdle)
    #expect(queue.nextWake(at: .seconds(2)) == nil)
  }

  @Test("nobody takes a token past those who wait for it")
  func noOvertaking() {
    let queue = Queue(limit: ten)
    while queue.takeNow(.interactive, at: .zero) {}
    queue.enqueue(1, .interactive)
    #expect(!queue.takeNow(.interactive, at: .seconds(2)))
    queue.cancel(1)
    #expect(queue.takeNow(.interactive, at: .seconds(2)))
  }
}

@Suite("Rate limiter")
struct RateLimiterTests {
  private let key = RateLimiter.Key(workspace: "w", rateClass: .trigger)

  @Test("who waits goes as soon as there is room, and budgets are apart for each workspace and class")
  func waiting() async {
    let time = TestTime()
    let limiter = RateLimiter(limits: RateLimiter.documentedLimits, time: time.source)
    #expect(limiter.takeNow(key, priority: .interactive))
    #expect(!limiter.takeNow(key, priority: .interactive))
    #expect(limiter.budget(for: key)?.remaining == 0)
    #expect(limiter.budget(for: .init(workspace: "other", rateClass: .trigger))?.remaining == 1)
    #expect(
      limiter.budget(for: .init(workspace: "w", rateClass: .app)) == .init(remaining: 10, limit: 10, blockedFor: nil))
    async let waited = limiter.wait(for: key, priority: .interactive)
    await until { time.sleeperCount == 1 }
    time.advance(by: .seconds(11))
    #expect(await waited)
  }

  @Test("a cancelled wait ends at once and leaves its token to others")
  func cancelling() async {
    let time = TestTime()
    let limiter = RateLimiter(limits: RateLimiter.documentedLimits, time: time.source)
    #expect(limiter.takeNow(key, priority: .interactive))
    let task = Task { await limiter.wait(for: key, priority: .interactive) }
    await until { time.sleeperCount == 1 }
    task.cancel()
    #expect(await task.value == false)
    let early = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await limiter.wait(for: key, priority: .interactive)
    }
    #expect(await early.value == false)
    time.advance(by: .seconds(11))
    #expect(limiter.takeNow(key, priority: .background))
  }

  @Test("what one answer says of the limit holds for everybody")
  func blocking() {
    let time = TestTime()
    let limiter = RateLimiter(limits: RateLimiter.documentedLimits, time: time.source)
    limiter.block(key, for: .seconds(4))
    #expect(!limiter.takeNow(key, priority: .interactive))
    #expect(limiter.budget(for: key)?.blockedFor == .seconds(4))
    time.advance(by: .seconds(4))
    #expect(limiter.takeNow(key, priority: .interactive))
  }

  @Test("without limits everything passes")
  func unlimited() {
    #expect((0..<100).allSatisfy { _ in RateLimiter.unlimited.takeNow(key, priority: .background) })
    #expect(RateLimiter.unlimited.budget(for: key) == nil)
  }

  @Test(
    "each call counts against its class",
    arguments: [
      (HTTPMethod.get, Domain.app, "/v1/segments", RateClass.app), (.post, .app, "/v1/send/email", .send),
      (.post, .app, "/v1/campaigns/3/triggers", .trigger), (.get, .app, "/v1/campaigns/3/triggers/1", .app),
      (.post, .beta, "/v1/api/send/email", .send), (.get, .beta, "/v1/api/customers", .app),
      (.put, .track, "/api/v1/customers/a", .track), (.post, .pipelines, "/v1/track", .pipelines),
    ])
  func classes(method: HTTPMethod, domain: Domain, path: String, expected: RateClass) throws {
    #expect(try APIRequest.raw(domain: domain, method: method, path: path).rateClass == expected)
  }
}
