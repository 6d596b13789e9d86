import Foundation
import JSONText
import Testing

@Suite("The explorer on the command line") struct ExplorerCommandTests {
  @Test("--jq prints one result a line, digits as received") func filter() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("api", "GET", "/v1/segments", "--domain", "app", "--jq", ".segments[] | .id")
      #expect(run.status == 0, "\(run)")
      let lines = run.output.split(separator: "\n")
      #expect(lines.count > 1)
      #expect(lines.allSatisfy { Int($0) != nil })
      let raw = try await bench.run(
        "api", "GET", "/v1/segments", "--domain", "app", "--jq", "[.segments[].name] | first", "--raw")
      #expect(raw.status == 0, "\(raw)")
      #expect(!raw.output.contains("\""))
      let array = try await bench.run(
        "api", "GET", "/v1/segments", "--domain", "app", "--jq", ".segments[].id", "--output", "json")
      #expect(try array.json.arrayValue?.count == lines.count)
    }
  }

  @Test("A filter that can't be understood is exit 2, points, and sends nothing") func badFilter() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("api", "GET", "/v1/segments", "--domain", "app", "--jq", ".segments[ | .x")
      #expect(run.status == 2, "\(run)")
      #expect(run.output.isEmpty)
      #expect(run.errors.hasPrefix("cio-console: --jq: "))
      #expect(run.errors.contains("  .segments[ | .x\n"))
      #expect(run.errors.hasSuffix("^\n"))
      #expect(try await bench.requests().isEmpty)
      let failing = try await bench.run("api", "GET", "/v1/segments", "--domain", "app", "--jq", ".segments | .x + 1")
      #expect(failing.status == 1, "\(failing)")
    }
  }

  @Test("--all-pages writes every element on a line of its own, once") func allPages() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "api", "GET", "/v1/segments/1/membership?limit=1", "--domain", "app", "--all-pages")
      #expect(run.status == 0, "\(run)")
      let lines = run.output.split(separator: "\n").map(String.init)
      #expect(lines.count > 1)
      #expect(Set(lines).count == lines.count)
      #expect(lines.allSatisfy { (try? JSONValue(parsing: $0))?.objectValue != nil })
      let requests = try await bench.requests()
      #expect(requests.count == lines.count)
      #expect(requests.dropFirst().allSatisfy { $0["query"]?.stringValue?.contains("start=") == true })
      let array = try await bench.run(
        "api", "GET", "/v1/segments/1/membership?limit=1", "--domain", "app", "--all-pages", "--output", "json")
      #expect(try array.json.arrayValue?.map(\.compactText) == lines)
      let filtered = try await bench.run(
        "api", "GET", "/v1/segments/1/membership?limit=1", "--domain", "app", "--all-pages", "--jq", "keys | length")
      #expect(filtered.output.split(separator: "\n").count == lines.count)
      #expect(try await bench.journal().count == 3)
    }
  }

  @Test("--all-pages that meets an error keeps what came, says why, and how to go on") func brokenPages() async throws {
    try await Bench.use { bench in
      let path = "/v1/activities"
      let words = ["api", "GET", path + "?limit=100", "--domain", "app", "--all-pages"]
      let whole = try await bench.program.run(words).output.split(separator: "\n").map(String.init)
      #expect(whole.count > 200)
      for output in [[], ["--output", "json"]] {
        // The first page is answered, the second is refused.
        try await bench.misbehave(["kind": "delay", "delay_ms": 1, "count": 1, "path": .string(path)])
        try await bench.misbehave(["kind": "status", "status": 403, "path": .string(path)])
        let run = try await bench.program.run(words + output)
        #expect(run.status == 3, "\(run)")
        let lines =
          output.isEmpty
          ? run.output.split(separator: "\n").map(String.init) : try run.json.arrayValue?.map(\.compactText)
        #expect(lines == Array(whole.prefix(100)), "\(run)")
        try await bench.forgetFaults()
        let advice = try #require(run.errors.firstMatch(of: /To go on: --query '?(start=[^'\n]+)/), "\(run)")
        let rest = try await bench.program.run(words + ["--query", String(advice.1)])
        #expect(rest.output.split(separator: "\n").map(String.init) == Array(whole.dropFirst(100)), "\(rest)")
      }
      let file = bench.home.appending(path: "all.json").path
      try await bench.misbehave(["kind": "delay", "delay_ms": 1, "count": 1, "path": .string(path)])
      try await bench.misbehave(["kind": "status", "status": 403, "path": .string(path)])
      #expect(try await bench.program.run(words + ["--save", file]).status == 3)
      #expect(!FileManager.default.fileExists(atPath: file))
    }
  }

  @Test("--all-pages ends where a next page repeats") func repeatingPages() async throws {
    try await Bench.use { bench in
      let path = "/v1/segments/1/membership"
      let location = bench.sandbox.addresses.appURL + "/v1/activities?limit=2"
      try await bench.misbehave(["kind": "redirect", "path": .string(path), "location": .string(location)])
      let run = try await bench.run("api", "GET", path, "--domain", "app", "--all-pages")
      #expect(run.status == 1, "\(run)")
      #expect(run.errors.contains("Page 2 names a next page that was read already"), "\(run)")
      #expect(run.output.split(separator: "\n").count == 4)
    }
  }

  @Test("--all-pages ends when nobody reads any more") func brokenPipe() async throws {
    try await Bench.use { bench in
      let command =
        "\(BuiltProgram.path) api GET '/v1/segments/1/membership?limit=1' --domain app --all-pages | head -n 1"
      let (status, output, errors) = try await ChildProcess(
        path: "/bin/sh", arguments: ["-c", command], environment: bench.program.environment
      ).run(input: "")
      #expect(status == 0, "\(errors)")
      #expect(output.split(separator: "\n").count == 1)
      #expect(errors.isEmpty)
      #expect(["partial", "done"].contains(try await bench.journal().last?["outcome"]?.stringValue ?? ""))
    }
  }

  @Test("--save writes a private file, and replaces one only with --yes") func save() async throws {
    try await Bench.use { bench in
      let file = bench.home.appending(path: "out.json").path
      let run = try await bench.run("api", "GET", "/v1/segments", "--domain", "app", "--save", file)
      #expect(run.status == 0, "\(run)")
      #expect(run.output.isEmpty)
      #expect(run.errors.hasSuffix("saved to \(file).\n"))
      let body = try String(contentsOfFile: file, encoding: .utf8)
      #expect(try JSONValue(parsing: body)["segments"] != nil)
      #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
      let again = try await bench.run("api", "GET", "/v1/segments", "--domain", "app", "--save", file)
      #expect(again.status == 2, "\(again)")
      #expect(try await bench.requests().count == 1)
      let replaced = try await bench.run(
        "api", "GET", "/v1/segments", "--domain", "app", "--save", file, "--yes", "--jq", ".segments | length")
      #expect(replaced.status == 0, "\(replaced)")
      #expect(Int(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .newlines)) != nil)
      let refused = try await bench.run("api", "GET", "/v1/customers", "--domain", "app", "--save", file, "--yes")
      #expect(refused.status == 5)
      #expect(!refused.output.isEmpty)
    }
  }

  @Test("A saved request is sent by its name; what is given takes its place") func collection() async throws {
    try await Bench.use { bench in
      let curl = """
        curl -H 'X-A: 1' -H 'X-B: 2' -H 'Authorization: Bearer canary-4711' \
        '\(bench.sandbox.addresses.appURL)/v1/customers/{{customer_id}}/attributes?id_type=id'
        """
      let imported = try await bench.run("collection", "import", "-", "--into", "People", input: curl)
      #expect(imported.status == 0, "\(imported)")
      #expect(!"\(imported)".contains("canary-4711"))
      let name = "People/GET /v1/customers/{{customer_id}}/attributes"
      let missing = try await bench.run("api", "--collection", name)
      #expect(missing.status == 2, "\(missing)")
      #expect(missing.errors.contains("There is no variable customer_id."))
      let set = try await bench.run("variable", "set", "customer_id", "a/b")
      #expect(set.status == 0, "\(set)")
      let dry = try await bench.run("api", "--collection", name, "--dry-run")
      #expect(
        try dry.json[0]?["url"]?.stringValue?.hasSuffix("/v1/customers/a%2Fb/attributes?id_type=id") == true, "\(dry)")
      let run = try await bench.run(
        "api", "--collection", name, "--variable", "customer_id=ada", "--header", "x-b: 3", "--query", "id_type=email")
      #expect([0, 5].contains(run.status), "\(run)")
      let request = try #require(try await bench.requests().last)
      #expect(request["path"] == "/v1/customers/ada/attributes")
      #expect(request["query"] == "id_type=email")
      let headers = request["headers"]?.objectValue ?? []
      #expect(headers.filter { $0.key.lowercased() == "x-b" }.map(\.value) == ["3"])
      #expect(headers.filter { $0.key.lowercased() == "x-a" }.map(\.value) == ["1"])
      let list = try await bench.run("collection", "list")
      #expect(try list.json[0]?["name"]?.stringValue == String(name.dropFirst(7)))
      let export = try await bench.run("collection", "export", name, "--to", "command")
      #expect(export.output.contains("api GET /v1/customers/a%2Fb/attributes "), "\(export)")
      #expect(try await bench.run("collection", "remove", name).status == 2)
      #expect(try await bench.run("collection", "remove", name, "--yes").status == 0)
      #expect(try await bench.run("collection", "list").json == [])
    }
  }

  @Test("What api would send is saved, and secrets are not") func saving() async throws {
    try await Bench.use(connects: false) { bench in
      let url = "/v1/customers/{{customer_id}}/attributes"
      let run = try await bench.run("collection", "save", "P/One", "get", url, "--domain", "app", "--query", "a=-b")
      #expect(run.status == 0, "\(run)")
      let show = try await bench.run("collection", "show", "P/One")
      #expect(try show.json["path"] == .string(url))
      #expect(try show.json["query"]?["a"] == ["-b"])
      #expect(try show.json["variables"] == ["customer_id"])
      let secret = try await bench.run(
        "collection", "save", "P/Two", "GET", url, "--domain", "app", "--header", "Authorization: canary-4711")
      #expect(secret.status == 2, "\(secret)")
      #expect(!"\(secret)".contains("canary-4711"))
      #expect(try await bench.run("collection", "save", "../x/One", "GET", url, "--domain", "app").status == 2)
      #expect(try await bench.run("collection", "save", "P/Three", "GET", "--domain", "app").status == 2)
    }
  }

  @Test("Without a collection or a variable every value is literal") func literal() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "api", "POST", "/api/v1/customers/a/events", "--domain", "track", "--body", #"{"name":"{{content}}"}"#)
      #expect(run.status == 0, "\(run)")
      #expect(try await bench.requests().last?["body"]?.stringValue?.contains("{{content}}") == true)
    }
  }

  @Test("The history lists, finds, shows and compares API calls") func history() async throws {
    try await Bench.use { bench in
      for path in ["/v1/segments/1", "/v1/segments/2", "/v1/customers"] {
        _ = try await bench.run("api", "GET", path, "--domain", "app")
      }
      _ = try await bench.run("api", "GET", "/v1/segments/3", "--domain", "app", "--no-history")
      let list = try await bench.run("history", "list")
      #expect(try list.json.arrayValue?.map { $0["path"] } == ["/v1/segments/1", "/v1/segments/2", "/v1/customers"])
      let ids = try list.json.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
      let refused = try await bench.run("history", "list", "--status", "4xx")
      #expect(try refused.json.arrayValue?.map { $0["status"] } == [400])
      let found = try await bench.run("history", "list", "--search", "segments/2", "--method", "get")
      #expect(try found.json.arrayValue?.count == 1)
      let show = try await bench.run("history", "show", ids[0])
      #expect(try show.json["response"]?["body"]?["segment"]?["id"] == 1, "\(show)")
      #expect(!show.output.contains(bench.sandbox.credentials.appAPIKey))
      let compare = try await bench.run("history", "compare", ids[0], ids[1], "--output", "table")
      #expect(compare.output.contains("~ .segment.id: 1 → 2\n"), "\(compare)")
      #expect(try await bench.run("history", "show", "nowhere").status == 2)
      #expect(try await bench.run("history", "clear").status == 2)
      #expect(try await bench.run("history", "clear", "--yes").status == 0)
      #expect(try await bench.run("history", "list").json == [])
      #expect(try await bench.journal().count == 4)
    }
  }

  @Test("view --jq prints results, and a file that is no JSON says so") func view() async throws {
    try await Bench.use(connects: false) { bench in
      let file = try bench.file("a.json", #"{"l":[{"n":1.10,"s":"x"},{"n":2,"s":"y"}]}"#)
      let run = try await bench.run("view", file, "--jq", ".l[] | .n")
      #expect(run.output == "1.10\n2\n", "\(run)")
      #expect(run.status == 0)
      #expect(try await bench.run("view", file, "--jq", ".l[").status == 2)
      let broken = try bench.file("b.json", "{\"a\":")
      #expect(try await bench.run("view", broken, "--jq", ".a").status == 1)
    }
  }

  @Test("A saved call that is never to be stored is sent so, and its run stays in the journal") func neverStored()
    async throws
  {
    try await Bench.use { bench in
      let saved = try await bench.run(
        "collection", "save", "P/One", "GET", "/v1/segments/1", "--domain", "app", "--no-history")
      #expect(saved.status == 0, "\(saved)")
      #expect(try await bench.run("collection", "show", "P/One").json["history"] == false)
      #expect(try await bench.run("api", "--collection", "P/One").status == 0)
      #expect(try await bench.run("history", "list").json == [])
      let entry = try #require(try await bench.journal().last)
      #expect(entry["outcome"] == "done")
      let shown = try await bench.run("journal", "show", try #require(entry["id"]?.stringValue))
      #expect(!shown.output.contains("Everyone"), "\(shown)")
    }
  }

  @Test("An OpenAPI document in YAML is imported too") func openAPIInYAML() async throws {
    try await Bench.use(connects: false) { bench in
      let file = try bench.file(
        "api.yaml",
        """
        openapi: 3.1.0
        info: {title: Own}
        servers: [{url: https://api.customer.io}]
        paths:
          /v1/quite/{new_id}:
            get: {summary: Quite new}
        """)
      let run = try await bench.run("collection", "import", file)
      #expect(run.status == 0, "\(run)")
      #expect(try await bench.run("endpoints", "quite").json[0]?["path"] == "/v1/quite/{new_id}")
      let broken = try bench.file("b.yaml", "openapi: 3.1.0\npaths: [")
      let refused = try await bench.run("collection", "import", broken)
      #expect(refused.status == 2)
      #expect(refused.errors.contains("Not valid YAML, line"), "\(refused)")
    }
  }

  @Test("An OpenAPI document is imported into a collection and into the catalogue") func openAPI() async throws {
    try await Bench.use(connects: false) { bench in
      let file = try bench.file(
        "api.json",
        #"{"openapi":"3.1.0","info":{"title":"My: API"},"servers":[{"url":"https://api.customer.io"}],"#
          + #""paths":{"/v1/quite/new":{"get":{"summary":"Quite new"}}}}"#)
      let run = try await bench.run("collection", "import", file)
      #expect(run.status == 0, "\(run)")
      #expect(try run.json[0]?["collection"] == "My- API")
      let found = try await bench.run("endpoints", "quite")
      #expect(try found.json[0]?["path"] == "/v1/quite/new")
      #expect(try found.json[0]?["override"] == true)
    }
  }
}
