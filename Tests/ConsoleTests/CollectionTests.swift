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

  @Test func `a file that can't be taken apart names the line, and its path stays`() async throws {
    try await Stage.play(route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      try write("openapi: 3.0.0\npaths:\n  - x: [\n", to: "broken.yaml", in: stage)
      let file = stage.app.session.services.location.configuration.appending(path: "broken.yaml")
      stage.press(Key("i"))
      try await stage.until("Import calls")
      stage.screen.send(.paste(file.path(percentEncoded: false)))
      stage.press(.function(10))
      try await stage.until("Not valid YAML, line ")
      #expect(stage.text.contains("Import calls"))
      #expect(stage.text.contains("broken.yaml"))
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

  @Test func `a value in a set that is not in use says so, and the connection is given the set`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      try write("[sets.old]\nx = \"1\"\n", to: "variables.toml", in: stage)
      form.fill(
        ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments/{{zebra_id}}")]))
      form.askForVariable()
      try await stage.until("Give a variable a value")
      stage.type("7")
      stage.press(.tab, .function(2))
      try await stage.until("old")
      stage.press(.escape)
      stage.type("zebra")
      stage.press(.function(10))
      try await stage.until("The set zebra is not in use here")
      #expect(!stage.text.contains("is 7 now"))
      stage.press(.tab, .enter)
      try await stage.until("uses the set zebra now.")
      try await stage.until("/v1/segments/7")
      form.chooseVariableSet()
      try await stage.until("Which set of variables?")
      stage.type("old")
      stage.press(.enter)
      try await stage.until("uses the set old now.")
      try await stage.until("what is missing") { !$0.text.contains("/v1/segments/7") }
      stage.press(.control("s"))
      try await stage.until("There is no variable zebra_id")
    }
  }

  @Test func `a call from a collection is saved there again, after it was asked`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      try write(
        "[[request]]\nname = \"Mine\"\nnote = \"for support\"\ndomain = \"app\"\nmethod = \"GET\"\npath = \"/v1/segments\"\n",
        to: "collections/good.toml", in: stage)
      stage.press(.control("r"))
      try await stage.until("Mine")
      stage.press(.enter)
      try await stage.until("Request") { $0.app.current is ModuleFormScreen }
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(ModuleValues([.url: .text("/v1/newsletters")]))
      stage.press(.function(7))
      try await stage.until("Save the call")
      try await stage.until("for support")
      stage.press(.function(10))
      try await stage.until("good/Mine is there already.")
      stage.press(.tab, .enter)
      try await stage.until("Saved as good/Mine.")
      let read = await stage.app.session.services.collections.all()
      #expect(read.map(\.name) == ["good"])
      #expect(read.first?.requests.map(\.path) == ["/v1/newsletters"])
      #expect(read.first?.requests.map(\.note) == ["for support"])
      // What it was saved as last is proposed from then on.
      stage.press(.function(7))
      try await stage.until("Save the call")
      stage.press(.tab)
      stage.type("Other")
      stage.press(.function(10))
      try await stage.until("Saved as good/Other.")
      #expect(form.savedAs?.path == "good/Other")
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
