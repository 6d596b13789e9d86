import Foundation
import JSONText
import Service
import Terminal
import Testing

@testable import Console

/// A large answer is read, folded, searched, filtered and stopped while its bytes still come, over a real connection.
@MainActor @Suite(.serialized) struct ArrivingAnswerTests {
  private static let head =
    #"{"customers":["#
    + (0..<8_000).map { #"{"id":"early-\#($0)","email":"early-\#($0)@example.com","n":\#($0)}"# }
    .joined(separator: ",\n")
  private static let tail =
    ",\n"
    + (0..<8_000).map { #"{"id":"late-\#($0)","email":"late-\#($0)@example.com","n":\#($0)}"# }
    .joined(separator: ",\n") + #"],"meta":{"next":"the end"}}"#

  private static var parts: [[UInt8]] { [Array(head.utf8), Array(tail.utf8)] }

  /// Sends a call to a server that answers in parts.
  private static func send(
    _ server: GatedServer, size: Size = Size(columns: 120, rows: 36), _ scene: @MainActor (Stage) async throws -> Void
  ) async throws {
    defer { server.stop() }
    try await Stage.play(size: size, route: .module(.apiCall), sandbox: false, environment: server.environment) {
      stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments")]))
      stage.press(.control("s"))
      try await stage.until(" so far")
      try await scene(stage)
    }
  }

  @Test func `the first page stands while bytes still come, and everything works on it`() async throws {
    let server = try GatedServer(Self.parts)
    try await Self.send(server) { stage in
      try await stage.until("\"early-0\"")
      // Folded, unfolded.
      stage.press(.down, .down, .enter)
      try await stage.until("a folded row") { !$0.text.contains("\"early-0\"") }
      stage.press(Key("Z"))
      try await stage.until("\"early-0\"")
      // Searched; the last piece waits for what follows it.
      stage.press(Key("/"))
      stage.type("early-1000@")
      try await stage.until("1 of 1")
      stage.press(.enter)
      try await stage.until("\"early-1000@example.com\"")
      // Gone to by its path.
      stage.press(Key("."))
      stage.screen.send(.paste(".customers[7].email"))
      stage.press(.enter)
      try await stage.until("\"early-7@example.com\"")
      // Filtered, by the document and by libjq.
      stage.press(Key("|"))
      stage.type(".customers[] | select(.n >= 7998) | .id")
      stage.press(.enter)
      try await stage.until("2 results so far")
      // All of it is there: what was filtered is filtered again, what was found is counted again.
      server.release()
      server.release()
      try await stage.until("4 results")
      #expect(stage.text.contains("\"late-7999\""))
      stage.press(Key("s"))
      try await stage.until("s filters ag")
      try await stage.until("Status code 200")
    }
  }

  @Test func `an end that is asked for early is kept and obeyed`() async throws {
    let server = try GatedServer(Self.parts)
    try await Self.send(server) { stage in
      stage.press(Key("G"))
      try await stage.until("\"early-7999\"")
      server.release()
      server.release()
      try await stage.until("\"the end\"")
    }
  }

  @Test func `it is opened on a whole screen while it still arrives`() async throws {
    let server = try GatedServer(Self.parts)
    try await Self.send(server) { stage in
      stage.press(Key("o"))
      try await stage.until("the whole screen") { $0.app.current is AnswerScreen }
      let screen = try #require(stage.app.current as? AnswerScreen)
      try await stage.until("\"early-0\"")
      stage.press(Key("t"))
      try await stage.until("early-3@example.com")
      stage.press(Key("t"))
      try await stage.until("the tree") { _ in screen.reader.mode == .tree }
      stage.press(Key("G"))
      #expect(!screen.reader.document.isComplete)
      server.release()
      server.release()
      try await stage.until("\"the end\"")
      try await stage.until("the status") { $0.text.contains("200 · ") }
      stage.press(.escape)
      try await stage.until("the outcome") { $0.app.current is ModuleFormScreen && $0.text.contains("Status code 200") }
    }
  }

  @Test func `Escape ends it midway, and what came stays`() async throws {
    let server = try GatedServer(Self.parts)
    try await Self.send(server) { stage in
      stage.press(.escape)
      try await stage.until("the call's end") { $0.app.current.waiting == nil }
      try await stage.until("The answer broke off")
      #expect(stage.text.contains("\"early-0\""))
      stage.press(Key("/"))
      stage.type("early-7999@")
      try await stage.until("1 of 1")
    }
  }

  @Test func `Escape on the whole screen ends it too`() async throws {
    let server = try GatedServer(Self.parts)
    try await Self.send(server) { stage in
      stage.press(Key("o"))
      try await stage.until("the whole screen") { $0.app.current is AnswerScreen }
      try await stage.until("the call") { $0.app.current.waiting != nil }
      stage.press(.escape)
      try await stage.until("The answer broke off")
      #expect(stage.app.current is AnswerScreen)
      #expect(stage.text.contains("\"early-0\""))
    }
  }

  @Test func `where the other side breaks off what came is shown, and that it broke off`() async throws {
    let server = try GatedServer(Self.parts, breaksOff: true)
    try await Self.send(server) { stage in
      // It breaks off at every attempt.
      for _ in 0..<10 { server.release() }
      try await stage.until("The answer broke off", cap: .seconds(60))
      #expect(stage.text.contains("\"early-0\""))
      stage.press(Key("G"))
      try await stage.until("the break is marked") { $0.text.contains("text ends") }
    }
  }
}
