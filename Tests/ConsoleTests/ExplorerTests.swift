import Foundation
import Service
import Store
import Terminal
import Testing

@testable import Console

/// Finding a call, filling its form, sending it.
@MainActor @Suite(.serialized) struct ExplorerTests {
  nonisolated static let sizes = [Size(columns: 80, rows: 24), Size(columns: 120, rows: 36)]

  @Test(arguments: sizes) func `the explorer lists the routes by group and finds them by letters`(size: Size)
    async throws
  {
    try await Stage.play(size: size, route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      #expect(stage.text.contains("/v1/customers/{customer_id}/activities"))
      try await stage.rest()
      try stage.expectSnapshot("explorer-list")
      stage.press(Key("/"))
      stage.type("seg memb")
      try await stage.until("/v1/segments/{segment_id}/membership")
      try await stage.rest()
      try stage.expectSnapshot("explorer-find")
      stage.press(.escape)
      try await stage.settled()
      #expect(stage.text.contains("▾ Segments"))
      #expect(stage.text.contains("▾ People") || stage.text.contains("List opt-outs"))
    }
  }

  @Test func `a key in the filter is drawn before the search is done, and Enter goes by all that was typed`()
    async throws
  {
    var text = ""
    for number in 0..<3_000 {
      text += "[[request]]\nname = \"call \(number)\"\ndomain = \"app\"\nmethod = \"GET\"\npath = \"/v1/x/\(number)\"\n"
    }
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let folder = stage.app.session.services.location.configuration.appending(path: "collections")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(text.utf8).write(to: folder.appending(path: "many.toml"))
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.appear()
      try await stage.until("Saved: many")
      stage.press(Key("/"))
      stage.type("call 2718")
      #expect(screen.list.filter?.text == "call 2718")
      stage.press(.enter)
      #expect(screen.selected?.values?.text(.url) == "/v1/x/2718")
      stage.press(Key("/"))
      stage.type("1")
      try await stage.until("what was found") { $0.text.contains(" of 3211") }
      stage.press(.escape)
      stage.press(.enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.text(.url) == "/v1/x/2718")
    }
  }

  @Test func `what matches nothing offers a blank call, and any path can be typed in it`() async throws {
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      stage.press(Key("/"))
      stage.type("qqqq")
      try await stage.until("c begins a blank one")
      stage.press(.enter, Key("c"))
      try await stage.until("Query String")
      stage.type("/v1/no/such/route")
      stage.press(.control("s"))
      try await stage.until("404")
    }
  }

  @Test(arguments: sizes) func `a chosen route fills the form, and its path's parts have fields`(size: Size)
    async throws
  {
    try await Stage.play(size: size, route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      stage.press(Key("/"))
      stage.type("people in a segment")
      try await stage.until("membership")
      stage.press(.enter, .enter)
      try await stage.until("{segment_id}")
      try await stage.until("The segment's number") { $0.text.contains("The segment's number. It stands in the URL") }
      try await stage.rest()
      try stage.expectSnapshot("explorer-form")
      stage.type("1")
      try await stage.until("/v1/segments/1/membership")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      #expect(stage.text.contains("identifiers"))
    }
  }

  @Test func `URL and path field go along with each other`() async throws {
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route app GET /v1/customers/{customer_id}/attributes")
      stage.press(.enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      stage.type("a b")
      #expect(form.values.text(.url) == "/v1/customers/a%20b/attributes")
      stage.press(.backTab)
      #expect(form.form.focusedKey == "url")
      form.form.setValue(.text("/v1/customers/zoe/attributes"), for: "url")
      stage.press(.tab)
      #expect(form.form.value(for: "path:customer_id") == .text("zoe"))
      form.form.setValue(.text("/v1/elsewhere"), for: "url")
      stage.press(.backTab, .tab)
      #expect(form.form.value(for: "path:customer_id") == nil)
      #expect(form.endpoint == nil)
    }
  }

  @Test func `an open part of the path is asked for, and nothing is sent`() async throws {
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route app GET /v1/segments/{segment_id}")
      stage.press(.enter, .control("s"))
      try await stage.until("The path needs the segment_id")
      let sent = try await stage.sandbox?.get("/_sandbox/requests") ?? ""
      #expect(!sent.contains("segment_id"))
    }
  }

  @Test func `F2 offers what the workspace has, the route's parameters and their values`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route app GET /v1/segments/{segment_id}/membership")
      stage.press(.enter, .function(2))
      try await stage.until("Beta testers")
      stage.type("Beta")
      stage.press(.enter)
      try await stage.until("/v1/segments/2/membership")
      stage.press(.tab, .tab, .tab)
      stage.press(.function(2))
      try await stage.until("How many to answer: 1,000 unless told")
      stage.type("lim")
      stage.press(.enter)
      stage.type("2")
      try await stage.until("limit=2")
    }
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route app GET /v1/customers/{customer_id}/attributes")
      stage.press(.enter)
      stage.type("ada@example.com")
      stage.press(.tab, .tab, .tab)
      stage.press(.function(2), .enter, .function(2))
      try await stage.until("cio_id")
      stage.press(.down, .enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.pairs(.query) == [Pair(name: "id_type", value: "email", type: .string)])
    }
  }

  @Test func `F2 offers known headers and their values`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.form.focus(on: "headers")
      stage.press(.function(2))
      try await stage.until("Accept-Language")
      stage.type("content")
      stage.press(.enter, .function(2))
      try await stage.until("application/x-www-form-urlencoded")
      stage.press(.enter)
      #expect(
        form.values.pairs(.headers) == [Pair(name: "Content-Type", value: "application/json", type: .string)])
    }
  }

  @Test func `people are offered although none was looked at yet`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route app GET /v1/customers/{customer_id}/segments")
      stage.press(.enter, .function(2))
      try await stage.until("@example.com")
      stage.press(.enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.openPathFields.isEmpty)
    }
  }

  @Test func `an imported route has its fields, its parameters and its body like any other`() async throws {
    let yaml = """
      openapi: 3.1.0
      info: {title: Widgets}
      servers: [{url: https://api.customer.io/v1}]
      paths:
        /widgets/{widget_id}/parts:
          parameters:
          - {name: widget_id, in: path, required: true, description: The widget's own number.}
          post:
            summary: Add a part
            tags: [Widgets]
            parameters:
            - {name: state, in: query, description: Only in that state., schema: {enum: [fresh, stale]}}
            requestBody: {content: {application/json: {schema: {type: object, properties: {bolt: {type: number}}}}}}
      """
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .collections) { stage in
      try await stage.until("Nothing is saved yet")
      let file = stage.home.appending(path: "widgets.yaml")
      try Data(yaml.utf8).write(to: file)
      stage.press(Key("i"))
      try await stage.until("in JSON or YAML")
      stage.type(file.path)
      stage.press(.function(10))
      try await stage.until("Import Widgets")
      stage.press(.tab, .enter)
      try await stage.until("1 route into the explorer's list")
      stage.app.go(to: .explorer)
      let screen = try #require(stage.app.current as? ExplorerScreen)
      try await stage.until("the imported group") { _ in screen.list.outline.groups.contains { $0.title == "Widgets" } }
      screen.list.outline.select("route app POST /v1/widgets/{widget_id}/parts")
      stage.press(.enter)
      try await stage.until("The widget's own number. It stands in the URL")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      stage.type("7")
      #expect(form.values.text(.url) == "/v1/widgets/7/parts")
      #expect(form.values.text(.body).contains("\"bolt\": 0"))
      form.form.focus(on: "query")
      stage.press(.function(2))
      try await stage.until("Only in that state")
      stage.press(.enter, .function(2))
      try await stage.until("stale")
      stage.press(.down, .enter)
      #expect(form.values.pairs(.query) == [Pair(name: "state", value: "stale", type: .string)])
      // What only the built-in catalogue may say: it is no reading call.
      #expect(form.definition.changesSomething(form.values))
    }
  }

  @Test func `a call that is never to be stored leaves no exchange, and is saved with that mark`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(
        ModuleValues([
          .domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments"), .noHistory: .toggle(true),
        ]))
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      let services = stage.app.session.services
      #expect(try await services.history.count() == 0)
      #expect(try await services.journal.recent().count == 1)
      stage.press(Key("w"))
      try await stage.until("Save the call")
      stage.press(.function(10))
      try await stage.until("Saved as requests/")
      #expect(await services.collections.all().first?.requests.first?.isKept == false)
    }
  }

  @Test(arguments: sizes) func `half an answer is shown up to where it broke off, with the tries that were made`(
    size: Size
  ) async throws {
    try await Stage.play(size: size, route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      try await stage.sandbox?.post("/_sandbox/faults", #"{"kind":"cut","path":"/v1/segments"}"#)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments")]))
      stage.press(.control("s"))
      try await stage.until("in the middle") { $0.text.contains("✗ ") && $0.text.contains("4 tries") }
      try await stage.until("\"segments\": [")
      #expect(stage.text.contains("total "))
      #expect(stage.text.contains("Status code 200"))
      // A call that only reads has done nothing behind anybody's back.
      #expect(!stage.text.contains("may have been done"))
      #expect(stage.text.contains("Try again"))
      try await stage.sandbox?.delete("/_sandbox/faults")
      stage.press(Key("r"))
      try await stage.until("✓ 200")
    }
  }

  @Test func `on a whole screen a letter stands on every page of the answer`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      stage.press(Key("o"))
      try await stage.until("Timing")
      let screen = try #require(stage.app.current as? AnswerScreen)
      #expect(screen.jumpTargets.count == 4)
      stage.press(.function(6))
      try await stage.until("Type a letter")
      // The letters leave the names whole.
      #expect(["Body", "Headers", "Status 200", "Timing"].allSatisfy(stage.text.contains))
      stage.press(Key("s"))
      try await stage.until("Content-Type")
      #expect(!screen.isBody)
    }
  }

  @Test func `a path of the one API under the other's name says so`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/customers")
      try await stage.until("Paths of the Beta API begin with /v1/api")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.form.setValue(.text("/v1/api/customers"), for: "url")
      form.followURL()
      #expect(form.endpoint?.path == "/v1/customers")
    }
  }

  @Test func `the request is sent from where it was read`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.function(3))
      try await stage.until("Bearer ••••••")
      stage.press(.function(10))
      try await stage.until("✓ 200")
    }
  }

  @Test func `the exports of the copy menu are all there, without a key, and curl does what the call does`()
    async throws
  {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments/1")]))
      let sandbox = try #require(stage.sandbox)
      let offers = form.copies
      for title in ["curl", "HTTPie", "Python, with requests", "Swift, with URLSession", "cio-console api"] {
        let offer = try #require(offers.first { $0.title == title }, "\(title)")
        #expect(!offer.text.contains(sandbox.credentials.appAPIKey))
      }
      let curl = try #require(offers.first { $0.title == "curl" }?.text)
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", curl]
      process.environment = ["PATH": "/usr/bin:/bin", "CIO_CONSOLE_APP_API_KEY": sandbox.credentials.appAPIKey]
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      let output = try await Task.detached { try pipe.fileHandleForReading.readToEnd() ?? Data() }.value
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(String(decoding: output, as: UTF8.self).contains("\"segment\""))
    }
  }

  @Test func `copies of a call that was sent hold the values of its variables`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      try await stage.app.session.services.variables.set("1", for: "segment", in: "default")
      form.loadVariables()
      try await stage.until("the variable") { _ in form.variables.values["segment"] == "1" }
      form.fill(ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments/{{segment}}")]))
      let titles = ["curl", "HTTPie", "Python, with requests", "Swift, with URLSession", "cio-console api"]
      func check(_ offers: [CopyOffer]) throws {
        for title in titles {
          let offer = offers.first { $0.title == title }
          let text = try #require(offer?.text, "\(title)")
          #expect(text.contains("/v1/segments/1"), "\(text)")
          #expect(!text.contains("%7B") && !text.contains("{{"), "\(text)")
        }
      }
      try check(form.copies)
      stage.press(.control("s"))
      try await stage.until("first byte")
      try check(form.copies)
      let history = stage.app.session.services.history
      let newest = try await history.list(ExchangeFilter(), limit: 1).first
      let kept = try await history.exchange(try #require(newest?.id))
      #expect(history.values(of: kept).text(.url) == "/v1/segments/1")
    }
  }

  @Test func `a blank call begins with the App API`() async throws {
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      stage.press(Key("c"))
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.text(.domain) == "app")
    }
  }

  @Test func `of a body without a known shape the form says so`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route app POST /v1/newsletters")
      stage.press(.enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.isEmpty(.body))
      form.form.focus(on: FieldKey.body.rawValue)
      stage.app.setNeedsFrame()
      try await stage.until("No shape is known")
      form.form.setValue(.text("/v1/segments"), for: FieldKey.url.rawValue)
      form.followURL()
      stage.app.setNeedsFrame()
      try await stage.until("no note") { !$0.text.contains("No shape is known") }
    }
  }

  @Test func `a body begins with what is known of its shape, and formatting keeps digits and order`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      screen.list.outline.select("route track POST /api/v1/merge_customers")
      stage.press(.enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.text(.body).contains("\"secondary\""))
      #expect(form.form.focusedKey == "body")
      form.form.setValue(.text("{\"z\":1.10,\"a\":12345678901234567890,\"z\":[]}"), for: "body")
      stage.press(.function(8))
      try await stage.until("the formatted body") { _ in form.values.text(.body).contains("\n") }
      #expect(form.values.text(.body) == "{\n  \"z\": 1.10,\n  \"a\": 12345678901234567890,\n  \"z\": []\n}")
      form.form.setValue(.text("{\n  \"a\": tru\n}"), for: "body")
      stage.press(.function(8))
      try await stage.until("the body in focus") { _ in form.form.focusedKey == "body" }
      #expect(stage.text.contains("Line 2, column 8"))
    }
  }

  @Test(arguments: sizes) func `a letter stands on every field and pane, and typing it goes there`(size: Size)
    async throws
  {
    try await Stage.play(size: size, route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.press(.function(6))
      try await stage.until("Type a letter")
      try await stage.rest()
      try stage.expectSnapshot("jump")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      stage.press(Key("g"))
      #expect(form.form.focusedKey == "headers")
      stage.press(Key(";", .alt), Key("a"))
      #expect(form.form.focusedKey == "connection")
      stage.press(.function(6), .escape)
      #expect(form.form.focusedKey == "connection")
      #expect(stage.app.overlays.isEmpty)
      stage.press(.function(6))
      let pane = try #require(form.jumpTargets.last)
      #expect(pane.title == "Request")
      stage.press(.function(6))
      pane.perform()
      #expect(form.focus == .pane)
    }
  }

  @Test(arguments: sizes) func `a letter stands before every call in view, and leads to it`(size: Size) async throws {
    try await Stage.play(size: size, route: .explorer) { stage in
      try await stage.until("People")
      let screen = try #require(stage.app.current as? ExplorerScreen)
      stage.press(.function(6))
      try await stage.until("a letter before a call") {
        $0.lines.contains { $0.hasPrefix(" f   GET    /v1/customers/") }
      }
      stage.press(Key("f"))
      #expect(screen.list.outline.selected?.id == "route app GET /v1/customers/{customer_id}/attributes")
    }
  }

  @Test func `a screen without fields says that there is nowhere to jump`() async throws {
    try await Stage.play(route: .journal) { stage in
      try await stage.until("Nothing was run yet")
      stage.press(Key(";"))
      try await stage.until("There is nowhere to jump to here.")
    }
  }

  @Test func `what was typed and not sent stands first in the list`() async throws {
    try await Stage.play(route: .explorer) { stage in
      try await stage.until("environment · sandbox")
      stage.press(Key("c"))
      try await stage.until("Query String")
      stage.type("/v1/unsent")
      stage.press(.escape)
      try await stage.until("Not sent yet")
      stage.press(Key("/"))
      stage.type("unsent")
      try await stage.until("Typed before and not sent")
      stage.press(.enter, .enter)
      let form = try #require(stage.app.current as? ModuleFormScreen)
      #expect(form.values.text(.url) == "/v1/unsent")
      // A route that is only looked at leaves it there.
      stage.app.goBack()
      let explorer = try #require(stage.app.current as? ExplorerScreen)
      explorer.list.setQuery("")
      explorer.list.outline.select("route app GET /v1/segments")
      stage.press(.enter, .escape)
      try await stage.settled()
      #expect(explorer.list.outline.groups.first?.title == "Not sent yet")
    }
  }

  @Test func `calls that were made stand in the list once each, the newest first, and are found by letters`()
    async throws
  {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      for path in ["/v1/segments/7", "/v1/campaigns", "/v1/segments/7"] {
        stage.app.go(to: .module(.apiCall))
        let form = try #require(stage.app.current as? ModuleFormScreen)
        form.fill(ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text(path)]))
        stage.press(.control("s"))
        try await stage.until("the answer to \(path)") { _ in form.outcome != nil }
        stage.app.go(to: .people)
      }
      stage.app.go(to: .explorer)
      let explorer = try #require(stage.app.current as? ExplorerScreen)
      try await stage.until("the history") { _ in explorer.list.outline.groups.contains { $0.title == "History" } }
      let made = explorer.list.outline.groups.first { $0.title == "History" }
      #expect(made?.items.map(\.title).count == 2)
      #expect(made?.items.first.map { "\($0)".contains("/v1/segments/7") } == true)
      stage.press(Key("/"))
      stage.type("segments/7")
      try await stage.until("what was found") { _ in explorer.list.outline.query == "segments/7" }
      #expect(explorer.selected?.values == nil)
      stage.press(.enter, .enter)
      try await stage.until("the call") { ($0.app.current as? ModuleFormScreen)?.values.text(.url) == "/v1/segments/7" }
    }
  }

  @Test func `a curl command pasted into the URL is taken apart once that was agreed to`() async throws {
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      let curl = """
        curl -X POST 'https://api.customer.io/v1/customers?limit=2' \\
          -H 'Authorization: Bearer s3cret' -H 'X-Trace: 1' -d '{"filter":{"segment":{"id":1}}}'
        """
      stage.screen.send(.paste(curl))
      try await stage.until("A curl command")
      #expect(!stage.text.contains("s3cret"))
      stage.press(.escape)
      try await stage.settled()
      #expect(form.values.text(.url).isEmpty)
      stage.screen.send(.paste(curl))
      try await stage.until("A curl command")
      stage.press(.enter)
      try await stage.until("Taken apart")
      #expect(form.values.text(.method) == "POST")
      #expect(form.values.text(.domain) == "app")
      #expect(form.values.text(.url).hasPrefix("/v1/customers"))
      #expect(form.values.text(.body).contains("segment"))
      #expect(form.values.pairs(.headers).map(\.name) == ["X-Trace"])
      #expect(!stage.text.contains("s3cret"))
    }
  }

  @Test(arguments: sizes) func `all pages are loaded into one list`(size: Size) async throws {
    try await Stage.play(size: size, route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(
        ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/activities?limit=100")]))
      stage.press(.control("s"))
      try await stage.until("first byte")
      stage.press(Key("L"))
      try await stage.until("All of it:")
      #expect(stage.app.current is AnswerScreen)
      try await stage.rest()
      try stage.expectSnapshot("all-pages")
    }
  }

  @Test func `an answer without a next page says so`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      stage.type("/v1/api/customers")
      stage.press(.control("s"))
      try await stage.until("first byte")
      stage.press(Key("L"))
      try await stage.until("The answer names no next page.")
    }
  }

  @Test func `a page that is refused ends the loading, and what came is kept`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(
        ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/activities?limit=10")]))
      stage.press(.control("s"))
      try await stage.until("first byte")
      stage.press(Key("L"))
      try await stage.until("the second page") { $0.app.current.waiting?.title.contains("pages,") == true }
      try await stage.sandbox?.post("/_sandbox/faults", #"{"kind":"status","status":403,"path":"/v1/activities"}"#)
      try await stage.until("After ") { $0.text.contains("After ") || $0.text.contains("All of it") }
      #expect(stage.app.current is AnswerScreen)
      guard stage.text.contains("After ") else { return }
      // Once nothing is in the way any more, it goes on from there.
      let came = form.unfinished?.pageCount ?? 0
      #expect(came >= 2)
      try await stage.sandbox?.delete("/_sandbox/faults")
      stage.press(Key("L"))
      try await stage.until("All of it:")
      #expect(form.unfinished == nil)
      let whole = try await stage.app.session.services.runner.allPages(
        form.outcome?.run.values ?? ModuleValues(), in: try await form.openWorkspace()
      ).joined()
      let count = whole.arrayValue?.count ?? 0
      try await stage.until("all \(count) items") { $0.text.contains("\(count) items") }
    }
  }

  @Test func `Escape ends the loading of pages and keeps what came`() async throws {
    try await Stage.play(route: .module(.apiCall)) { stage in
      try await stage.until("environment · sandbox")
      let form = try #require(stage.app.current as? ModuleFormScreen)
      form.fill(
        ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/activities?limit=1")]))
      stage.press(.control("s"))
      try await stage.until("first byte")
      stage.press(Key("L"))
      try await stage.until("the second page") { $0.app.current.waiting?.title.contains("pages,") == true }
      stage.press(.escape)
      try await stage.until("Ended early: what came is here")
      #expect(stage.app.current is AnswerScreen)
    }
  }
}
