import Foundation
import Terminal
import Testing

@testable import Console

@MainActor @Suite(.serialized) struct ShellTests {
  @Test func `the first frame is there before anything is opened`() async throws {
    try await Stage.play(route: .people) { stage in
      try await stage.until("cio-console › People")
      try await stage.until("environment · sandbox")
    }
  }

  @Test func `without any connection the welcome adds one`() async throws {
    try await Stage.play(sandbox: false) { stage in
      try await stage.until("No connection yet.")
      stage.press(.enter)
      try await stage.until("Create a connection")
      #expect(stage.text.contains("*Connection name"))
      stage.press(.escape)
      try await stage.until("No connection yet.")
    }
  }

  @Test func `a connection without an App API Key opens on the modules`() async throws {
    try await Stage.play(hasAppKey: false) { stage in
      try await stage.until("Track an event")
      #expect(stage.text.contains("environment has no App API Key"))
    }
  }

  @Test func `production is marked by word and role on every screen`() async throws {
    try await Stage.play(kind: .production) { stage in
      try await stage.until("PRODUCTION")
      let column = try #require(stage.lines[0].range(of: "PRODUCTION"))
      let offset = stage.lines[0].distance(from: stage.lines[0].startIndex, to: column.lowerBound)
      #expect(stage.screen.role(at: Point(column: offset, row: 0)) == .production)
      stage.press(Key(":"))
      stage.type("run hist")
      stage.press(.enter)
      try await stage.until("Nothing was run yet.")
      #expect(stage.text.contains("PRODUCTION"))
    }
  }

  @Test func `a terminal that is too small says so and keeps the work`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.screen.send(.resize(Size(columns: 70, rows: 20)))
      try await stage.until("cio-console needs 80 columns and 24 rows.")
      stage.type("x")
      stage.screen.send(.resize(Size(columns: 40, rows: 20)))
      try await stage.until("the notice, whole") {
        $0.lines.contains { $0.hasSuffix("Ctrl-Q") || $0.hasSuffix("quits.") }
      }
      stage.screen.send(.resize(Size(columns: 120, rows: 36)))
      try await stage.until("*Customer ID   ada")
      #expect(!stage.text.contains("adax"))
    }
  }

  @Test func `the palette finds a screen by a few letters`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      stage.press(Key(":"))
      try await stage.until("Where to, or what to do?")
      stage.type("segm")
      stage.press(.enter)
      try await stage.until("cio-console › Segments")
    }
  }

  @Test func `help is drawn from the table that binds the keys`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      stage.press(Key("?"))
      try await stage.until("Keys · People")
      #expect(stage.text.contains("Update the person"))
      #expect(stage.text.contains("Switch the connection"))
      stage.press(.escape)
      try await stage.until { !$0.text.contains("Keys · People") }
    }
  }

  @Test func `Escape on the first screen does not quit, Ctrl-Q does`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      stage.press(.escape)
      try await stage.until("Ctrl-Q quits")
      stage.press(.control("q"))
      #expect(await stage.exitReason == .quit)
    }
  }

  @Test func `quitting asks once where something is unsent`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.control("q"))
      try await stage.until("Not sent: Track an event.")
      stage.press(.tab, .enter)
      #expect(await stage.exitReason == .quit)
    }
  }

  @Test func `Ctrl-C with nothing running tells how to quit`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      stage.press(.control("c"))
      try await stage.until("Nothing is running. Ctrl-Q quits the console.")
    }
  }

  @Test func `an idle console draws nothing`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      try await stage.until("rest") { !$0.app.needsFrame && $0.app.current.waiting == nil }
      let frames = stage.screen.presentedFrames
      for _ in 0..<200 { await Task.yield() }
      #expect(stage.screen.presentedFrames - frames <= 1)
    }
  }

  @Test func `back and forward return to a screen as it was left`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(.down, .down)
      stage.press(.enter)
      try await stage.until("people") { $0.text.contains("EMAIL") && $0.app.current.waiting == nil }
      stage.press(.escape)
      try await stage.until("manual, as of")
      let row = try #require(stage.lines.firstIndex { $0.contains("▌") })
      stage.press(Key(.right, .alt))
      try await stage.until("people") { $0.text.contains("EMAIL") && $0.app.current.waiting == nil }
      stage.press(Key(.left, .alt))
      try await stage.until("manual, as of")
      #expect(stage.lines.firstIndex { $0.contains("▌") } == row)
      #expect(row == 5)
    }
  }
}

@MainActor @Suite(.serialized) struct InputTests {
  @Test func `a click on a hint does what its key does, a click on a row selects and opens it`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.click(row: 5, column: 20)
      try await stage.until { $0.lines[5].hasPrefix(" ▌") }
      stage.click(row: 5, column: 20)
      try await stage.until("EMAIL")
      let hints = stage.lines[23]
      let column = try #require(hints.range(of: "? Help")).lowerBound
      stage.click(row: 23, column: hints.distance(from: hints.startIndex, to: column))
      try await stage.until("Keys · ")
    }
  }

  @Test func `what is pasted on the home screen is looked for`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      stage.screen.send(.paste("ada@example.com\n"))
      stage.press(.enter)
      try await stage.until("2 people hold ada@example.com.")
      #expect(stage.text.contains("!dup"))
    }
  }

  @Test func `a list of people with keys in a paste is text, never keys`() async throws {
    try await Stage.play(route: .module(.addToSegment)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("1")
      stage.press(.enter)
      stage.screen.send(.paste("ada\nu-10442\u{13}\n"))
      try await stage.until("u-10442")
      #expect(try await stage.sandbox?.get("/_sandbox/requests").contains("add_customers") == false)
    }
  }

  @Test func `the text goes to the person's own clipboard as it was, not as it is shown`() async throws {
    try await Stage.play(route: .person("ada")) { stage in
      try await stage.until("subscribed")
      try await stage.rest()
      stage.press(Key("/"))
      stage.type("note")
      stage.press(.enter)
      stage.press(Key("y"), .enter)
      try await stage.until("Copied the value")
      #expect(stage.screen.copied.last == "likes \u{1B}[31mred\u{1B}[0m, a\rb")
      #expect(stage.text.contains("likes \\e[31mred"))
    }
  }
}

extension Stage {
  func click(row: Int, column: Int) {
    screen.send(.mouse(Mouse(.press, button: .left, at: Point(column: column, row: row))))
    screen.send(.mouse(Mouse(.release, button: .left, at: Point(column: column, row: row))))
  }

  func until(_ condition: @MainActor @escaping (Stage) -> Bool) async throws {
    try await until("the condition", condition)
  }
}
