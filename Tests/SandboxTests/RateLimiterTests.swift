import NIOCore
import Testing

@testable import Sandbox

@Suite struct RateLimiterTests {
  private func call(at time: Double, _ path: String = "/v1/segments") -> Call {
    Call(domain: .app, method: "GET", rawPath: path, rawQuery: "", body: ByteBuffer(), time: time)
  }

  private let route = RouteTable.Entry(
    template: [], credential: .bearer, changes: false, interval: 0, limited: true, handler: { _, _ in .empty(200) })

  @Test func tenMayComeAtOnceAndOneMoreEachTenthOfASecond() {
    var limiter = RateLimiter()
    for _ in 0..<10 { #expect(limiter.refusal(call(at: 100), route) == nil) }
    let refusal = limiter.refusal(call(at: 100), route)
    #expect(refusal?.status == 429)
    #expect(refusal?.headers.first?.name == "Retry-After")
    #expect(refusal?.headers.first?.value == "1")
    #expect(limiter.refusal(call(at: 100.05), route)?.status == 429)
    #expect(limiter.refusal(call(at: 100.11), route) == nil)
    #expect(limiter.refusal(call(at: 100.12), route)?.status == 429)
    for _ in 0..<10 { #expect(limiter.refusal(call(at: 200), route) == nil) }
    #expect(limiter.refusal(call(at: 200), route)?.status == 429)
  }

  @Test func aBroadcastRunsOnceInTenSeconds() {
    var limiter = RateLimiter()
    let trigger = RouteTable.Entry(
      template: [], credential: .bearer, changes: true, interval: 10, limited: false, handler: { _, _ in .empty(200) })
    #expect(limiter.refusal(call(at: 100, "/v1/campaigns/6/triggers"), trigger) == nil)
    #expect(limiter.refusal(call(at: 101, "/v1/campaigns/7/triggers"), trigger) == nil)
    #expect(limiter.refusal(call(at: 103, "/v1/campaigns/6/triggers"), trigger)?.headers.first?.value == "7")
    #expect(limiter.refusal(call(at: 110, "/v1/campaigns/6/triggers"), trigger) == nil)
  }

  @Test func theAppsLimitIsEnforcedAndTracksIsNot() async throws {
    try await TestSandbox.run(people: 0, rates: .documented) { sandbox in
      var refused = 0
      // A slow machine may take longer for a burst than the limit minds.
      for _ in 0..<50 where refused == 0 {
        try await withThrowingTaskGroup(of: Int.self) { group in
          for _ in 0..<60 { group.addTask { try await sandbox.app("GET", "/v1/segments").status } }
          for try await status in group where status == 429 { refused += 1 }
        }
      }
      #expect(refused > 0)
      for _ in 0..<60 { #expect(try await sandbox.track("GET", "/api/v1/accounts/region").status == 200) }
    }
  }
}
