import Foundation
import Service
import Terminal
import Testing

@testable import Console

/// How each screen and each dialog looks, at the sizes that people have.
@MainActor @Suite(.serialized) struct LooksTests {
  nonisolated static let sizes = [
    Size(columns: 80, rows: 24), Size(columns: 120, rows: 36), Size(columns: 200, rows: 60),
  ]

  @Test(arguments: sizes) func `the welcome`(size: Size) async throws {
    try await Stage.play(size: size, sandbox: false) { stage in
      try await stage.until("No connection yet.")
      try await stage.rest()
      try stage.expectSnapshot("welcome")
    }
  }

  @Test(arguments: sizes) func `people: nobody yet, found, nobody found`(size: Size) async throws {
    try await Stage.play(size: size) { stage in
      try await stage.until("Nobody was looked at yet.")
      try stage.expectSnapshot("people-empty")
      stage.press(Key("/"))
      stage.type("plan=pro")
      try await stage.until("plan=pro")
      stage.press(.enter)
      try await stage.until("people, as of")
      try await stage.rest()
      try stage.expectSnapshot("people-found")
      stage.press(Key("/"), .control("u"))
      stage.type("nobody")
      stage.press(.enter)
      try await stage.until("Nobody answers to nobody.")
      try await stage.rest()
      try stage.expectSnapshot("people-none")
    }
  }

  @Test(arguments: sizes) func `a person, tab by tab`(size: Size) async throws {
    try await Stage.play(size: size, route: .person("ada")) { stage in
      try await stage.until("subscribed")
      try await stage.rest()
      try stage.expectSnapshot("person-attributes")
      stage.press(.tab)
      try await stage.until("SEGMENT")
      try await stage.rest()
      try stage.expectSnapshot("person-segments")
      stage.press(.tab)
      try await stage.until("Newest first")
      try await stage.rest()
      try stage.expectSnapshot("person-activity")
      stage.press(.tab)
      try await stage.until("SUBJECT")
      try await stage.until("Newest first")
      try await stage.rest()
      try stage.expectSnapshot("person-messages")
    }
  }

  @Test(arguments: sizes) func `segments and one of them`(size: Size) async throws {
    try await Stage.play(size: size, route: .segments) { stage in
      try await stage.until("manual, as of")
      try await stage.rest()
      try stage.expectSnapshot("segments")
      stage.press(.enter)
      try await stage.until("EMAIL")
      try await stage.rest()
      try stage.expectSnapshot("segment")
    }
  }

  @Test(arguments: sizes) func `the list of modules and each dialog as it opens`(size: Size) async throws {
    try await Stage.play(size: size, route: .modules) { stage in
      try await stage.until("environment · sandbox")
      try await stage.rest()
      try stage.expectSnapshot("modules")
      for (index, definition) in ModuleDefinition.all.enumerated() {
        stage.press(Key(Character("\(index + 1)")))
        try await stage.until("› \(definition.title)")
        try await stage.rest()
        try stage.expectSnapshot("dialog-\(definition.id.rawValue)")
        stage.press(.escape)
        try await stage.until("Records that a person did something.")
      }
    }
  }

  @Test(arguments: sizes) func `an event with what is wrong, its request, and its outcome`(size: Size) async throws {
    try await Stage.play(size: size, route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.control("s"))
      try await stage.until("Who is it?")
      try await stage.rest()
      try stage.expectSnapshot("track-invalid")
      stage.type("ada")
      stage.press(.enter)
      stage.type("receipt")
      try await stage.until("Ada")
      stage.press(.function(3))
      try await stage.until("\"receipt\"")
      try await stage.rest()
      try stage.expectSnapshot("track-request")
      stage.press(.function(3), .control("s"))
      try await stage.until("in the person's activity")
      try await stage.rest()
      try stage.expectSnapshot("track-outcome")
    }
  }

  @Test(arguments: sizes) func `the seed's call with its answer`(size: Size) async throws {
    try await Stage.play(size: size, route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      try await stage.rest()
      try stage.expectSnapshot("explorer-answer")
    }
  }

  @Test(arguments: sizes) func `the questions before deleting and on production`(size: Size) async throws {
    try await Stage.play(size: size, route: .module(.deleteCustomer), kind: .production) { stage in
      try await stage.until("PRODUCTION")
      stage.type("ada")
      try await stage.until("Ada")
      stage.press(.control("s"))
      try await stage.until("Customer.io can't bring them back.")
      try await stage.rest()
      try stage.expectSnapshot("delete-question")
    }
    try await Stage.play(size: size, route: .module(.upsertCustomer), kind: .production) { stage in
      try await stage.until("PRODUCTION")
      stage.type("ada")
      stage.press(.enter)
      stage.type("ada@example.com")
      stage.press(.control("s"))
      try await stage.until("Don't send")
      try await stage.rest()
      try stage.expectSnapshot("production-question")
    }
  }

  @Test(arguments: sizes) func `palette, help, switcher and copy menu`(size: Size) async throws {
    try await Stage.play(size: size, route: .person("ada")) { stage in
      try await stage.until("subscribed")
      try await stage.rest()
      stage.press(Key(":"))
      try await stage.until("Where to, or what to do?")
      try await stage.rest()
      try stage.expectSnapshot("palette")
      stage.press(.escape, Key("?"))
      try await stage.until("Keys · ")
      try await stage.rest()
      try stage.expectSnapshot("help")
      stage.press(.escape, Key("@"))
      try await stage.until("Add a connection…")
      try await stage.rest()
      try stage.expectSnapshot("switcher")
      stage.press(.escape, Key("y"))
      try await stage.until("Show them plain")
      try await stage.rest()
      try stage.expectSnapshot("copy-menu")
    }
  }

  @Test(arguments: sizes) func `connections, run history and settings`(size: Size) async throws {
    try await Stage.play(size: size, route: .connections) { stage in
      try await stage.until("From environment variables")
      stage.press(Key("t"))
      try await stage.until("✓ good")
      try await stage.rest()
      try stage.expectSnapshot("connections")
    }
    try await Stage.play(size: size, route: .journal) { stage in
      try await stage.until("Nothing was run yet.")
      try await stage.rest()
      try stage.expectSnapshot("journal-empty")
    }
    try await Stage.play(size: size, route: .module(.deleteCustomer)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("nobody")
      stage.press(.control("s"))
      try await stage.until("Nobody answers to nobody")
      stage.type("nobody")
      stage.press(.enter)
      try await stage.until("✓ 200")
      stage.press(Key(":"))
      stage.type("run history")
      stage.press(.enter)
      try await stage.until("✓ done")
      try await stage.rest()
      try stage.expectSnapshot("journal")
      stage.press(Key("v"))
      try await stage.until("Outcome")
      try await stage.rest()
      try stage.expectSnapshot("run")
    }
    try await Stage.play(size: size, route: .settings) { stage in
      try await stage.until("environment · sandbox")
      try await stage.until("Theme")
    }
  }

  @Test func `a terminal that is too small`() async throws {
    try await Stage.play(size: Size(columns: 60, rows: 15)) { stage in
      try await stage.until("cio-console needs")
      try stage.expectSnapshot("too-small")
    }
  }
}

extension Stage {
  /// Waits until nothing is under way and the last frame is drawn.
  func rest() async throws {
    try await until("rest") { !$0.app.needsFrame && $0.app.current.waiting == nil && !$0.isWorking }
  }

  /// Whether the screen at hand still prepares something that nobody is told to wait for.
  private var isWorking: Bool {
    switch app.current {
    case let screen as ModuleFormScreen: screen.work.isBusy
    case let screen as PeopleScreen: screen.work.isBusy
    case let screen as PersonScreen: screen.work.isBusy
    case let screen as SegmentScreen: screen.work.isBusy
    case let screen as ConnectionsScreen: screen.work.isBusy
    default: false
    }
  }
}
