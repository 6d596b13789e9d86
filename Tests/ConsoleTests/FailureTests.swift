import Foundation
import Terminal
import Testing

@testable import Console

/// What a person sees when something fails: what failed, why in Customer.io's words, what to do.
@MainActor @Suite(.serialized) struct FailureTests {
  private func track(_ stage: Stage) async throws {
    try await stage.until("environment · sandbox")
    stage.type("ada")
    stage.press(.enter)
    stage.type("receipt")
    stage.press(.control("s"))
  }

  @Test func `a refused key names the key and what to check`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.sandbox?.post("/_sandbox/faults", #"{"domain":"track","kind":"status","status":401}"#)
      try await track(stage)
      try await stage.until("✗ 401")
      #expect(stage.text.contains("did not accept the key"))
      #expect(stage.text.contains("Secret API Key"))
    }
  }

  @Test func `a server error is told apart from a refusal`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      try await stage.sandbox?.post("/_sandbox/faults", #"{"domain":"beta","kind":"status","status":500,"count":9}"#)
      stage.type("/v1/api/customers")
      stage.press(.control("s"))
      try await stage.until("✗ 500")
      #expect(stage.text.contains("failed on its side"))
    }
  }

  @Test func `a rate limit says when to try again`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.sandbox?.post(
        "/_sandbox/faults", #"{"domain":"track","kind":"rate_limit","retry_after":"120"}"#)
      try await track(stage)
      try await stage.until("429")
      #expect(stage.text.contains("Too many requests"))
    }
  }

  @Test func `a call that hangs is cancelled by Escape and may have been done`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.sandbox?.post("/_sandbox/faults", #"{"domain":"track","method":"POST","kind":"hang"}"#)
      try await track(stage)
      try await stage.until("Tracking receipt…")
      stage.press(.escape)
      try await stage.until { $0.app.current.waiting == nil }
      #expect(stage.text.contains("Track an event"))
    }
  }

  @Test func `an unreachable Customer.io is told as such, and r tries again`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      await stage.sandbox?.stop()
      stage.press(Key("/"))
      stage.type("ada")
      stage.press(.enter)
      try await stage.until("was not reached")
      #expect(stage.text.contains("r tries again"))
    }
  }

  @Test func `a person who is not there is told apart from a failure`() async throws {
    try await Stage.play(route: .person("nobody-at-all")) { stage in
      try await stage.until("Nobody answers to nobody-at-all on environment.")
    }
  }
}
