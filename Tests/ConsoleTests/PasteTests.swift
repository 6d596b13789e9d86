import Foundation
import Service
import Terminal
import Testing
import Widgets

@testable import Console

/// A megabyte in a field: the screen stays alive, and one key takes it back.
@MainActor @Suite(.serialized) struct PasteTests {
  nonisolated private static let lines = (0..<(1 << 16)).map { "customer-\(1_000_000 + $0)" }.joined(separator: "\n")

  /// A field, and the kind of text that is pasted into it.
  struct Paste: Sendable, CustomTestStringConvertible {
    let module: ModuleID
    let key: FieldKey
    let kind: Kind

    enum Kind { case line, lines, object }

    init(_ module: ModuleID, _ key: FieldKey, _ kind: Kind) { (self.module, self.key, self.kind) = (module, key, kind) }

    var testDescription: String { "\(kind) into \(module.rawValue) \(key.rawValue)" }
    var text: String {
      switch kind {
      case .line: String(repeating: "x", count: 1 << 20)
      case .lines: PasteTests.lines
      case .object:
        "{" + (0..<(1 << 15)).map { "\"key-\(1_000_000 + $0)\":\"its value\"" }.joined(separator: ",\n") + "}"
      }
    }
  }

  @Test(arguments: [
    Paste(.trackEvent, .customerID, .line), Paste(.trackEvent, .timestamp, .line), Paste(.trackEvent, .data, .object),
    Paste(.createConnection, .apiKey, .line), Paste(.addToSegment, .segmentID, .line),
    Paste(.addToSegment, .customerIDs, .lines), Paste(.apiCall, .url, .line), Paste(.apiCall, .body, .object),
    Paste(.upsertCustomer, .attributes, .object),
  ])
  func `of any kind takes a megabyte, shows it, and gives it back`(paste: Paste) async throws {
    let (key, text) = (paste.key.rawValue, paste.text)
    try await Stage.play(route: .module(paste.module), sandbox: false) { stage in
      try await stage.until("the store") { $0.app.current is ModuleFormScreen && $0.app.session.isOpen }
      let screen = try #require(stage.app.current as? ModuleFormScreen)
      screen.form.showsAdvanced = true
      screen.form.focus(on: key)
      let before = screen.form.value(for: key)
      stage.screen.paste(text)
      try await stage.settled()
      switch screen.form.value(for: key) {
      case .text(let pasted)?:
        let isWhole = pasted.hasSuffix(text)
        #expect(isWhole)
      case .list(let pasted)?:
        let isWhole = pasted.joined(separator: "\n") == text
        #expect(isWhole)
      default: Issue.record("A paste of a megabyte became something else.")
      }
      // What is found out about it later comes to the form as it then is.
      try await stage.until("the findings") { _ in !screen.work.isRunning("preview") }
      stage.press(.control("_"))
      try await stage.settled()
      let after = screen.form.value(for: key)
      let isBack = after == before || (after?.isEmpty ?? true) && (before?.isEmpty ?? true)
      #expect(isBack)
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
