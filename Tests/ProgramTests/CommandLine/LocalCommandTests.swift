import Foundation
import JSONText
import Testing

@Suite("Commands that change what is kept here") struct LocalCommandTests {
  private static let request = ["GET", "/v1/segments", "--domain", "app"]

  /// Each with what follows "Would", on a bench with a saved call, a variable and a call in the history.
  private static let changes: [(words: [String], act: String)] = [
    (["history", "clear", "--yes"], "empty the history of API calls"),
    (["history", "remove", "ID", "--yes"], "remove GET /v1/segments"),
    (["collection", "remove", "P", "--yes"], "remove P."),
    (["collection", "remove", "P/One", "--yes"], "remove P/One."),
    (["collection", "save", "P/Two"] + request, "save GET /v1/segments as P/Two."),
    (["variable", "set", "a", "2"], "set a to 2 in the set default."),
    (["variable", "remove", "a"], "remove a from the set default."),
    (["demo", "reset", "--yes"], "empty "),
    (["vault", "seal"], "seal the vault with a passphrase."),
  ]

  @Test("With --dry-run each says what it would do and changes nothing; read-only, each refuses") func dryRun()
    async throws
  {
    try await Bench.use { bench in
      #expect(try await bench.program.run(["collection", "save", "P/One"] + Self.request).status == 0)
      #expect(try await bench.run("variable", "set", "a", "1").status == 0)
      #expect(try await bench.program.run(["api"] + Self.request).status == 0)
      func kept() async throws -> [String] {
        var texts: [String] = []
        for words in [["history", "list"], ["collection", "list"], ["variable", "list"], ["vault", "status"]] {
          texts.append(try await bench.program.run(words).output)
        }
        return texts
      }
      let before = try await kept()
      let id = try #require(try JSONValue(parsing: before[0])[0]?["id"]?.stringValue)
      for (words, act) in Self.changes {
        let words = words.map { $0 == "ID" ? id : $0 }
        let run = try await bench.program.run(words + ["--dry-run"])
        #expect(run.status == 0, "\(words) \(run)")
        #expect(run.output.hasPrefix("Would \(act)"), "\(words) \(run)")
        let refused = try await bench.program.run(words + ["--read-only"])
        #expect(refused.status != 0, "\(words) \(refused)")
        #expect(refused.errors.contains("read-only: nothing was changed"), "\(words) \(refused)")
        #expect(try await kept() == before, "\(words)")
      }
      let object = try await bench.run("variable", "set", "a", "2", "--dry-run", "--output", "json")
      #expect(try object.json["would"] == "set a to 2 in the set default")
      let faulty = try await bench.run("variable", "set", "no name", "2", "--dry-run")
      #expect(faulty.status == 2, "\(faulty)")
      #expect(
        try await bench.run("collection", "import", "-", "--read-only", input: "curl x").errors.contains("read-only"))
    }
  }

  @Test("What is not there can't be removed") func absent() async throws {
    try await Bench.use(connects: false) { bench in
      #expect(try await bench.run("variable", "set", "mine", "1", "--set", "shop").status == 0)
      for (words, text) in [
        (["variable", "remove", "nope"], "There is no variable nope in the set default."),
        (["variable", "remove", "mine"], "It is in: shop."),
        (["collection", "remove", "nope"], "no collection named nope"),
        (["history", "remove", "nope"], "nope"),
      ] {
        let run = try await bench.program.run(words)
        #expect(run.status == 2, "\(run)")
        #expect(run.errors.contains(text), "\(run)")
      }
    }
  }

  @Test("A CSV without rows has the heading of one with rows") func headings() async throws {
    try await Bench.use { bench in
      let lists = [["journal", "list"], ["history", "list"], ["collection", "list"], ["connection", "list"]]
      func headings(_ environment: [String: String]) async throws -> [Substring?] {
        var lines: [Substring?] = []
        for words in lists {
          let program = CommandLineProgram(environment: environment)
          lines.append(try await program.run(words + ["--output", "csv"]).output.split(separator: "\n").first)
        }
        return lines
      }
      let unconnected = bench.program.environment.filter {
        !$0.key.hasPrefix("CIO_CONSOLE_") || $0.key.hasSuffix("HOME")
      }
      let before = try await headings(unconnected)
      #expect(try await bench.program.run(["collection", "save", "P/One"] + Self.request).status == 0)
      #expect(try await bench.program.run(["api"] + Self.request).status == 0)
      #expect(try await headings(bench.program.environment) == before)
      func shown(_ name: String) async throws -> Substring? {
        try await bench.run("collection", "show", name, "--output", "csv").output.split(separator: "\n").first
      }
      try Data("# nothing yet\n".utf8).write(to: bench.home.appending(path: "config/collections/Empty.toml"))
      let empty = try #require(try await shown("Empty"))
      #expect(try await shown("P") == empty)
    }
  }

  @Test("view writes objects as rows, and refuses what are none") func rows() async throws {
    try await Bench.use(connects: false) { bench in
      let array = #"[{"id":1,"name":"a,b"},{"id":2,"more":null}]"#
      let csv = "id,name,more\n1,\"a,b\",\n2,,\n"
      #expect(try await bench.run("view", "-", "--output", "csv", input: array).output == csv)
      let lines = "{\"id\":1,\"name\":\"a,b\"}\n{\"id\":2,\"more\":null}\n"
      #expect(try await bench.run("view", "-", "--output", "csv", input: lines).output == csv)
      for filter in [".l", ".l[]"] {
        let run = try await bench.run("view", "-", "--jq", filter, "--output", "csv", input: "{\"l\":\(array)}")
        #expect(run.output == csv, "\(run)")
      }
      let table = try await bench.run("view", "-", "--output", "table", input: array)
      #expect(table.output.split(separator: "\n").map { $0.split(separator: " ").count } == [3, 2, 1], "\(table)")
      for words in [["view", "-"], ["view", "-", "--jq", ".[]"]] {
        for format in ["csv", "table"] {
          let run = try await bench.program.run(words + ["--output", format], input: "[1,2]")
          #expect(run.status == 2, "\(run)")
          #expect(run.output.isEmpty)
          #expect(run.errors.contains("--output: \(format) needs objects"), "\(run)")
        }
      }
      let folder = try await bench.run("view", bench.home.path)
      #expect(folder.status == 1)
      #expect(folder.errors == "cio-console: \(bench.home.path) is a folder.\n", "\(folder)")
    }
  }

  @Test("A port that another program has is told in words") func port() async throws {
    try await Bench.use(connects: false) { bench in
      let port = try #require(URL(string: bench.sandbox.addresses.trackURL)?.port)
      let run = try await bench.run("sandbox", "--port", "\(port)")
      #expect(run.status == 1)
      #expect(run.errors.contains("port \(port) is in use by another program"), "\(run)")
      #expect(!run.errors.contains("errno"))
    }
  }

  @Test("A document without servers is told what it lacks") func withoutServers() async throws {
    try await Bench.use(connects: false) { bench in
      let own = #"{"openapi":"3.1.0","info":{"title":"Shop API"},"paths":{"/orders":{"get":{}}}}"#
      let run = try await bench.run("collection", "import", "-", input: own)
      #expect(run.status == 2, "\(run)")
      #expect(run.errors.contains("GET /orders was left out: the document names no server"), "\(run)")
      #expect(!run.errors.contains("none of Customer.io's"))
      let empty = try await bench.run("collection", "import", "-", input: #"{"openapi":"3.1.0","paths":{}}"#)
      #expect(empty.status == 2, "\(empty)")
      #expect(empty.errors.contains("describes no paths"), "\(empty)")
    }
  }
}
