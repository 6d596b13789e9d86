import Foundation
import Service
import Terminal
import Testing
import Widgets

@testable import Console

/// A megabyte in a field: the screen stays alive, and one key takes it back.
@MainActor @Suite(.serialized) struct PasteTests {
  nonisolated private static let line = String(repeating: "x", count: 1 << 20)
  nonisolated private static let lines = (0..<(1 << 16)).map { "customer-\(1_000_000 + $0)" }.joined(separator: "\n")
  nonisolated private static let object =
    "{" + (0..<(1 << 15)).map { "\"key-\(1_000_000 + $0)\":\"its value\"" }.joined(separator: ",\n") + "}"

  @Test(arguments: [
    (ModuleID.trackEvent, FieldKey.customerID, line), (.trackEvent, .timestamp, line), (.trackEvent, .data, object),
    (.createConnection, .apiKey, line), (.addToSegment, .segmentID, line), (.addToSegment, .customerIDs, lines),
    (.apiCall, .url, line), (.apiCall, .body, object), (.upsertCustomer, .attributes, object),
  ])
  func `of any kind takes a megabyte, shows it, and gives it back`(id: ModuleID, key: FieldKey, text: String)
    async throws
  {
    try await Stage.play(route: .module(id), sandbox: false) { stage in
      try await stage.until { $0.app.current is ModuleFormScreen }
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.showsAdvanced = true
      screen.form.focus(on: key.rawValue)
      let before = screen.form.value(for: key.rawValue)
      stage.screen.paste(text)
      try await stage.settled()
      let value = try #require(screen.form.value(for: key.rawValue))
      switch value {
      case .text(let pasted): #expect(pasted == text)
      case .list(let pasted): #expect(pasted.joined(separator: "\n") == text)
      default: Issue.record("a paste of a megabyte became \("\(value)".prefix(80))")
      }
      // What is found out about it later comes to the form as it then is.
      try await stage.until("the findings") {
        !(($0.app.current as? ModuleFormScreen)?.work.isRunning("preview") ?? false)
      }
      stage.press(.control("_"))
      try await stage.settled()
      let after = screen.form.value(for: key.rawValue)
      #expect(
        after == before || (after?.isEmpty ?? true) && (before?.isEmpty ?? true),
        "\("\(String(describing: after))".prefix(80))")
    }
  }

  @Test func `is kept as a draft, and read apart from the main thread`() async throws {
    try await Stage.play(route: .module(.addToSegment)) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.focus(on: FieldKey.customerIDs.rawValue)
      stage.screen.paste(Self.lines)
      #expect(screen.form.isLong)
      #expect(stage.app.session.drafts[.addToSegment]?.lines(.customerIDs).isEmpty ?? true)
      await stage.app.session.drafts.flush(isFarewell: false)
      #expect(stage.app.session.drafts[.addToSegment]?.lines(.customerIDs).count == 1 << 16)
    }
  }
}
