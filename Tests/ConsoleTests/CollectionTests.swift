import Foundation
import Service
import Terminal
import Testing

@testable import Console

/// Calls that are kept: saved from the form, found, sent, deleted; and the variables in them.
@MainActor @Suite(.serialized) struct CollectionTests {
  nonisolated static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

  private func write(_ text: String, to name: String, in stage: Stage) throws {
    let file = stage.app.session.services.location.configuration.appending(path: name)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }

  @Test func `no collections: the screen says how a call gets there`() async throws {
    try await Stage.play(route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      stage.press(.enter)
      try await stage.until("Nothing is saved yet.")
    }
  }

  @Test(arguments: sizes) func `a call is saved from its form, found in the list, and sent`(size: Size) async throws {
    try await Stage.play(size: size, route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.function(7))
      try await stage.until("Save the call")
      try await stage.rest()
      try stage.expectSnapshot("save-call")
      // What stands in a field is selected: moving the caret keeps it, typing takes its place.
      stage.press(.tab, .end)
      stage.type(" again")
      stage.press(.tab)
      stage.type("a note")
      stage.press(.backTab, .backTab)
      stage.type("mine")
      stage.press(.function(10))
      try await stage.until("Saved as mine/")
      stage.app.go(to: .collections)
      try await stage.until("again")
      try await stage.rest()
      try stage.expectSnapshot("collections")
      stage.press(Key("R"))
      try await stage.until("✓ 200")
      try await stage.rest()
      stage.app.go(to: .explorer)
      try await stage.until("Saved: mine")
      try await stage.until("History")
    }
  }

  @Test func `a broken file names its line, and the others work`() async throws {
    try await Stage.play(route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      try write("[[request]]\nname = \"x\nmethod=", to: "collections/broken.toml", in: stage)
      try write(
        "[[request]]\nname = \"All segments\"\ndomain = \"app\"\nmethod = \"GET\"\npath = \"/v1/segments\"\n",
        to: "collections/good.toml", in: stage)
      stage.press(.control("r"))
      try await stage.until("broken.toml:2")
      try await stage.until("All segments")
      try await stage.until("environment · sandbox")
      try await stage.rest()
      try stage.expectSnapshot("collections-broken")
    }
  }

  @Test(arguments: [Route.collections, .explorer])
  func `copies of a saved call hold the values of its variables, and name those that have none`(
    route: Route
  ) async throws {
    try await Stage.play(route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      try await stage.until("environment · sandbox")
      try write("[sets.default]\nsegment = \"7/8\"\n", to: "variables.toml", in: stage)
      try write(
        """
        [variables]
        segment = "of the collection"
        own = 'o"n'
        [[request]]
        name = "Zaddq"
        domain = "track"
        method = "POST"
        path = "/api/v1/segments/{{segment}}/add_customers"
        query = ["a={{own}}"]
        body = '{"ids": ["{{own}}"]}'
        [[request]]
        name = "Zopenq"
        domain = "app"
        method = "GET"
        path = "/v1/segments/{{segment}}/{{nowhere}}"
        """, to: "collections/good.toml", in: stage)
      stage.press(.control("r"))
      try await stage.until("Zopenq")
      if route != .collections { stage.app.go(to: route) }
      try await stage.until("the call") { $0.app.current.route == route }
      @MainActor func texts(_ name: String) async throws -> [CopyOffer] {
        stage.press(Key("/"))
        stage.press(.control("u"))
        stage.type(name)
        stage.press(.enter)
        try await stage.until("the path of \(name)") { stage in
          stage.app.current.copies.contains { $0.title == "path" && $0.text.contains("/segments/7%2F8/") }
        }
        return stage.app.current.copies
      }
      let known = try await texts("Zaddq")
      for title in RequestExport.allCases.map(\.title) {
        let text = try #require(known.first { $0.title == title }?.text, "\(title)")
        #expect(text.contains("/api/v1/segments/7%2F8/add_customers"), "\(text)")
        #expect(!text.contains("{{") && text.contains("o"), "\(text)")
      }
      #expect(known.first { $0.title == "curl" }?.text.contains(#"{"ids": ["o\"n"]}"#) == true)
      let open = try await texts("Zopenq")
      let curl = try #require(open.first { $0.title.hasPrefix("curl") })
      #expect(curl.title == "curl (nowhere: no value)")
    }
  }

  @Test func `deleting a saved call asks first`() async throws {
    try await Stage.play(route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      try write(
        "[[request]]\nname = \"All segments\"\ndomain = \"app\"\nmethod = \"GET\"\npath = \"/v1/segments\"\n",
        to: "collections/good.toml", in: stage)
      stage.press(.control("r"))
      try await stage.until("All segments")
      stage.press(Key("D"))
      try await stage.until("good/All segments.")
      stage.press(.tab, .enter)
      try await stage.until("Deleted All segments.")
    }
  }

  @Test func `a variable stands for its value, and one without a value is asked for`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(
        ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments/{{segment}}")]))
      stage.press(.control("s"))
      try await stage.until("There is no variable segment")
      form.askForVariable()
      try await stage.until("Give a variable a value")
      // The caret stands where something is to be typed.
      stage.type("2")
      stage.press(.function(10))
      try await stage.until("{{segment}} is 2 now")
      try await stage.until("/v1/segments/2")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      #expect(form.values.text(.url) == "/v1/segments/{{segment}}")
    }
  }

  @Test func `a Postman collection that is pasted becomes a collection once that was agreed to`() async throws {
    let postman = """
      {"info":{"name":"Customer.io Track","schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
      "item":[{"name":"Region","request":{"method":"GET","url":"https://track.customer.io/api/v1/accounts/region"}},
      {"name":"Segments","request":{"method":"GET","url":"https://api.customer.io/v1/segments"}}]}
      """
    try await Stage.play(route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      stage.screen.send(.paste(postman))
      try await stage.until("Import Customer.io Track")
      stage.press(.tab, .enter)
      try await stage.until("Imported 2 calls into Customer.io Track")
      try await stage.until("Region")
      stage.screen.send(.paste("no such thing"))
      try await stage.until("✗")
    }
  }

  @Test func `a body is checked with its variables replaced`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      try write("[sets.default]\nsegment = \"2\"\n", to: "variables.toml", in: stage)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(
        ModuleValues([
          .domain: .text("app"), .method: .text("POST"), .url: .text("/v1/customers"),
          .body: .text(#"{"filter":{"segment":{"id":{{segment}}}}}"#),
        ]))
      try await stage.until("No JSON")
      form.loadVariables()
      try await stage.until("Valid JSON.")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      let sent = try await stage.sandbox?.get("/_sandbox/requests") ?? ""
      #expect(sent.contains(#"{\"filter\":{\"segment\":{\"id\":2}}}"#))
    }
  }
}
