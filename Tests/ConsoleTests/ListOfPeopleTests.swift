import Service
import Terminal
import Testing

@testable import Console

/// Pasting customer IDs into *Add people to a manual segment*.
@MainActor @Suite(.serialized) struct ListOfPeopleTests {
  @Test func `IDs pasted in one line are asked about and parted with F2, which can be taken back`() async throws {
    try await Stage.play(route: .module(.addToSegment)) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.focus(on: FieldKey.customerIDs.rawValue)
      stage.screen.paste("ada, adam.k;u-7\n")
      try await stage.until("1 comma and 1 semicolon: one ID, or 3? F2 parts them.")
      #expect(stage.lines.last?.contains("F2 Part") == true)
      stage.press(.function(2))
      try await stage.until("Parted into 3 IDs.")
      #expect(screen.values.lines(.customerIDs) == ["ada", "adam.k", "u-7"])
      stage.press(.alt("u"))
      try await stage.until("one ID, or 3?")
      #expect(screen.values.lines(.customerIDs) == ["ada, adam.k;u-7"])
    }
  }

  @Test func `a row's type is changed by the key that the footer names`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.focus(on: FieldKey.data.rawValue)
      stage.type("total")
      stage.press(.tab)
      stage.type("19.90")
      try await stage.until("Alt-t Type")
      stage.press(.alt("t"), .tab)
      #expect(screen.values[.data] == .pairs([Pair(name: "total", value: "19.90", type: .number)]))
      try await stage.until("type a name")
    }
  }
}
