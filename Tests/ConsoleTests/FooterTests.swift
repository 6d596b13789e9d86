import Terminal
import Testing

@testable import Console

/// A key redraws its own field or row at once; help, counters and hints follow after a pause.
@MainActor @Suite(.serialized) struct FooterTests {
  @Test func `moving in a list changes two rows, and each only as far as its first column`() async throws {
    try await Stage.play(route: .modules, footerPause: .seconds(3_600)) { stage in
      try await stage.until("Delete a customer")
      try await stage.until("environment · sandbox")
      stage.press(.down)
      try await stage.settled()
      let before = stage.screen.frame
      stage.press(.down)
      try await stage.settled()
      let changed = stage.screen.frame.cells.indices.filter { stage.screen.frame.cells[$0] != before.cells[$0] }
      #expect(Set(changed.map { $0 / 80 }).count == 2)
      #expect(changed.allSatisfy { $0 % 80 < 34 })
    }
  }

  @Test func `help and hints stay while keys come, and follow when they rest`() async throws {
    try await Stage.play(route: .module(.trackEvent), footerPause: .milliseconds(40)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.tab)
      try await stage.until("The event's name, up to 100 bytes.")
      stage.press(.backTab)
      try await stage.until("Who did it: an id")
    }
  }

  @Test func `a key moves the caret before the help of the next field is drawn`() async throws {
    try await Stage.play(route: .module(.trackEvent), footerPause: .seconds(3_600)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.tab)
      try await stage.settled()
      let (caret, help) = (stage.screen.frame.caret, stage.lines[22])
      stage.press(.tab)
      try await stage.settled()
      #expect(stage.screen.frame.caret != caret)
      #expect(stage.lines[22] == help)
    }
  }

  @Test func `news stands there at once, and so does what helps in another layer`() async throws {
    try await Stage.play(route: .module(.trackEvent), footerPause: .seconds(3_600)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.tab)
      try await stage.settled()
      stage.press(.control("c"))
      try await stage.until("Nothing is running. Ctrl-Q quits the console.")
      stage.press(.function(9))
      try await stage.until("Esc Close")
    }
  }
}
