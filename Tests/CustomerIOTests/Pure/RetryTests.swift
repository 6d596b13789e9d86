import Foundation
import Testing

@testable import CustomerIO

@Suite("Retries")
struct RetryTests {
  private func decide(
    _ outcome: RetryPolicy.Outcome, attempt: Int = 1, repeatable: Bool = true, domain: Domain = .track,
    elapsed: Duration = .zero, random: Double = 1
  ) -> RetryPolicy.Decision {
    RetryPolicy.standard.decision(
      after: outcome, attempt: attempt, repeatable: repeatable, domain: domain, elapsed: elapsed, random: random)
  }

  @Test("only failures that may pass are tried again", arguments: 100...599)
  func statuses(status: Int) {
    let retried = [408, 429, 500, 502, 503, 504, 522, 524].contains(status)
    let decision = decide(.answered(status: status, retryAfter: nil))
    #expect(decision == (retried ? .retry(after: .milliseconds(200)) : .stop))
  }

  @Test("what must not be done twice is never tried again")
  func unrepeatable() {
    #expect(decide(.networkFailure, repeatable: false) == .stop)
    #expect(decide(.answered(status: 503, retryAfter: .seconds(1)), repeatable: false) == .stop)
    #expect(decide(.permanentFailure) == .stop)
  }

  @Test("the waits double from 200 ms up to 5 s, the upper half left to chance, three times at most")
  func backoff() {
    #expect(
      (1...3).map { decide(.networkFailure, attempt: $0) } == [200, 400, 800].map { .retry(after: .milliseconds($0)) })
    #expect(decide(.networkFailure, attempt: 4) == .stop)
    #expect(decide(.networkFailure, random: 0) == .retry(after: .milliseconds(100)))
    let patient = RetryPolicy(maximumRetries: 50)
    #expect(patient.delay(beforeRetry: 10, random: 1) == .seconds(5))
    #expect(patient.delay(beforeRetry: 100_000, random: 1) == .seconds(5))
  }

  @Test("nothing is waited for beyond 30 seconds in all")
  func budget() {
    #expect(decide(.networkFailure, elapsed: .milliseconds(29_800)) == .retry(after: .milliseconds(200)))
    #expect(decide(.networkFailure, elapsed: .milliseconds(29_900)) == .stop)
    #expect(decide(.answered(status: 429, retryAfter: .seconds(30))) == .retry(after: .seconds(30)))
    #expect(decide(.answered(status: 429, retryAfter: .seconds(31))) == .stop)
  }

  @Test("Retry-After is obeyed; a 429 of the App API without it is a quota for the day")
  func retryAfter() {
    #expect(decide(.answered(status: 429, retryAfter: .seconds(3)), domain: .app) == .retry(after: .seconds(3)))
    #expect(decide(.answered(status: 429, retryAfter: nil), domain: .app) == .stop)
    #expect(decide(.answered(status: 429, retryAfter: nil), domain: .beta) == .stop)
    #expect(decide(.answered(status: 503, retryAfter: .zero), domain: .app) == .retry(after: .milliseconds(200)))
    #expect(decide(.answered(status: 503, retryAfter: .seconds(2)), domain: .app) == .retry(after: .seconds(2)))
  }

  @Test(
    "Retry-After is read as seconds or as a date",
    arguments: [
      ("3", 3.0), (" 0 ", 0), ("Sun, 06 Nov 1994 08:49:40 GMT", 3), ("Sun, 06 Nov 1994 08:00:00 GMT", 0),
      ("99999999999999999999999", 2147483647), ("", nil), ("-1", nil), ("1.5", nil), ("soon", nil),
      ("Sun, 06 Nov 1994 25:49:40 GMT", nil), ("Sun, 06 Foo 1994 08:49:40 GMT", nil),
    ] as [(String, Double?)])
  func parse(text: String, seconds: Double?) {
    let now = Date(timeIntervalSince1970: 784_111_777)
    #expect(RetryAfter.parse(text, now: now) == seconds.map { Duration.seconds($0) })
  }
}
