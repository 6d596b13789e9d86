import Foundation
import Terminal
import Testing

@testable import Console

/// What people stumbled over when they used the console for the first time.
@MainActor @Suite(.serialized) struct FirstUseTests {
  @Test func `of several holders one is chosen by name and age, and the hint about them goes`() async throws {
    try await Stage.play(route: .module(.deleteCustomer)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada@example.com")
      stage.press(.tab)
      try await stage.until("2 people hold ada@example.com")
      stage.press(.control("s"))
      try await stage.until("Which one?")
      let row = try #require(stage.lines.first { $0.contains("▌ ada ") })
      #expect(row.contains("Ada Lovelace · created 2 years ago"))
      stage.press(.enter)
      try await stage.until("it") { $0.lines[3].hasPrefix(" *Customer ID   ada") && !$0.text.contains("2 people hold") }
      try await stage.until("Ada Lovelace, ada@example.com")
    }
  }

  @Test func `on a picker letters filter it, and signs are the commands that they are elsewhere`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.up)
      try await stage.settled()
      #expect(stage.lines.last?.contains("F1 Help  F9 Commands") == true)
      stage.press(Key("?"))
      try await stage.until("Keys · Track an event")
      stage.press(.escape)
      stage.press(Key(":"))
      try await stage.until("Where to, or what to do?")
      stage.press(.escape)
      stage.type("en")
      try await stage.until("│ en") { $0.text.contains("▌ environment") }
    }
  }

  @Test func `a person's segments have their kind`() async throws {
    try await Stage.play(route: .person("ada", .segments)) { stage in
      try await stage.until("data-driven")
      #expect(stage.lines.contains { $0.contains("VIP") && $0.contains("manual") })
    }
  }

  @Test func `a dialog without a request says what it does with the keys`() async throws {
    try await Stage.play(route: .module(.createConnection)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.function(3))
      try await stage.until("the keys are tested, then kept on this machine")
    }
  }

  @Test func `a customer with nothing to set is said to be so, before and after`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.upsertCustomer)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("grace-2")
      try await stage.until("! Nothing is set: a person is created")
      stage.press(.control("s"))
      try await stage.until("the person is there")
      #expect(stage.text.contains("! Nothing is set"))
    }
  }

  @Test func `no cut words stand beside a question`() async throws {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("ada")
      stage.press(.control("q"))
      try await stage.until("Quit the console?")
      let box = stage.lines.filter { $0.contains("│") }
      #expect(!box.isEmpty)
      for line in box { #expect(line.wholeMatch(of: /\s+│.*│\s*/) != nil, "\(line)") }
    }
  }

  @Test func `the run history names who did it at 80 columns`() async throws {
    try await Stage.play(route: .module(.upsertCustomer)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("grace-3")
      stage.press(.control("s"))
      try await stage.until("the person is there")
      stage.press(Key(":"))
      stage.type("run history")
      stage.press(.enter)
      try await stage.until("it") { $0.text.contains("✓ done") && $0.text.contains("tester") }
    }
  }

  @Test func `a new connection that was begun from the welcome is there again`() async throws {
    try await Stage.play(sandbox: false) { stage in
      try await stage.until("No connection yet.")
      stage.press(.enter)
      try await stage.until("Connection name")
      stage.type("acme")
      try await stage.settled()
      stage.press(.escape)
      try await stage.until("No connection yet.")
      stage.press(.enter)
      try await stage.until("acme")
      #expect((stage.app.current as? ModuleFormScreen)?.values.text(.connectionName) == "acme")
    }
  }

  @Test func `a connection that was saved leaves nothing in the next new one`() async throws {
    try await Stage.play(saved: true) { stage in
      try await stage.until("acme · sandbox")
      let sandbox = try #require(stage.sandbox)
      var values = Stage.connectionValues("second", of: sandbox, kind: .sandbox)
      values[.region] = .text("custom")
      stage.app.go(to: .module(.createConnection), with: values)
      try await stage.until("Connection name")
      stage.press(.control("s"))
      try await stage.until("Saved second.")
      stage.app.go(to: .module(.createConnection))
      try await stage.until("Connection name")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.isEmpty(.connectionName))
      #expect(form.values.isEmpty(.apiKey))
    }
  }

  @Test func `the help says what the figures of the first line are, and that there is more below`() async throws {
    try await Stage.play(route: .people) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.function(1))
      try await stage.until("more lines")
      stage.press(.end)
      try await stage.until("8/10")
      // Whatever has no key of its own stands in the same column as the others.
      let columns = stage.lines.compactMap { line in
        [": …", "^L "].compactMap { line.range(of: $0) }.first.map {
          line.distance(from: line.startIndex, to: $0.lowerBound)
        }
      }
      #expect(columns.count > 1 && Set(columns).count == 1)
    }
  }

  @Test func `somebody who is not there is named, with the connection`() async throws {
    try await Stage.play(route: .person("nobody-at-all", .attributes)) { stage in
      try await stage.until("Nobody answers to nobody-at-all on environment.")
    }
  }

  @Test func `a route that is typed into the palette leads there, whether it is in a list or not`() async throws {
    try await Stage.play(route: .segments) { stage in
      try await stage.until("manual, as of")
      stage.press(Key(":"))
      stage.type("people/ada/segments")
      try await stage.until("Go to")
      stage.press(.enter)
      try await stage.until("Ada Lovelace")
      #expect(stage.app.current.route == .person("ada", .segments))
    }
  }
}
