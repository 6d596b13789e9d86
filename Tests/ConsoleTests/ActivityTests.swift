import Terminal
import Testing

@testable import Console

@MainActor @Suite struct ActivityTests {
  @Test func `the activity of the workspace leads to the person and to the whole entry`() async throws {
    try await Stage.play(size: Size(columns: 80, rows: 24), route: .activity) { stage in
      try await stage.until("Newest first")
      try await stage.until("m reads more")
      let count = (stage.app.current as? ActivityScreen)?.list.records.count ?? 0
      #expect(count == 50)
      stage.press(Key("m"))
      try await stage.until("the next page") { stage in
        ((stage.app.current as? ActivityScreen)?.list.records.count ?? 0) > 50
      }
      stage.press(.enter)
      try await stage.until("customer_identifiers")
      stage.press(.escape)
      try await stage.until("m reads more")
      stage.press(Key("p"))
      try await stage.until("ATTRIBUTE")
    }
  }
}
