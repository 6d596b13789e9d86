import Foundation
import JSONText
import Testing

@Suite("What reaches the output") struct OutputTests {
  private static let hostile = "\u{1B}[31mred\u{7}\u{9B}2J\u{202E}abc"

  @Test("A terminal gets tables, and nothing of a value as control") func terminal() async throws {
    try await Bench.use { bench in
      try await bench.run("customer", "upsert", "--customer-id", "evil", "--attribute", "name=\(Self.hostile)")
      let terminal = try await TerminalProgram(
        ["customer", "show", "evil"], columns: 120, rows: 40, environment: bench.program.environment)
      let status = try await terminal.waitForExit()
      let screen = await terminal.styledScreen()
      await terminal.close()
      #expect(status == 0, "\(screen)")
      #expect(screen.contains("evil"))
      #expect(!screen.contains("\u{1B}[31m"))
      #expect(screen.contains("red"))
    }
  }

  @Test("At a terminal, deleting asks for the identifier, and only that deletes") func deletePrompt() async throws {
    try await Bench.use { bench in
      try await bench.run("customer", "upsert", "--customer-id", "gone")
      for (typed, status) in [("wrong", 1), ("gone", 0)] {
        let terminal = try await TerminalProgram(
          ["customer", "delete", "--customer-id", "gone"], environment: bench.program.environment)
        let screen = try await terminal.wait(for: "Type gone to delete")
        #expect(screen.contains("environment"))
        await terminal.type(typed)
        await terminal.press("Enter")
        #expect(try await terminal.waitForExit() == status)
        await terminal.close()
        let deletions = try await bench.requests().filter { $0["method"] == "DELETE" }
        #expect(deletions.count == (status == 0 ? 1 : 0))
      }
    }
  }

  @Test("A key is asked for without being shown") func hiddenKey() async throws {
    try await Bench.use(connects: false) { bench in
      let terminal = try await TerminalProgram(
        [
          "connection", "add", "--connection-name", "typed", "--site-id", bench.sandbox.credentials.siteID,
          "--track-url",
          bench.sandbox.addresses.trackURL,
        ], environment: bench.program.environment)
      try await terminal.wait(for: "Secret API Key:")
      await terminal.type(bench.sandbox.credentials.apiKey)
      await terminal.press("Enter")
      #expect(try await terminal.waitForExit() == 0)
      let screen = await terminal.screen()
      await terminal.close()
      #expect(!screen.contains(bench.sandbox.credentials.apiKey))
      #expect(try await bench.run("connection", "list").json[0]?["name"] == "typed")
    }
  }

  @Test("Every format holds the same rows") func formats() async throws {
    try await Bench.use { bench in
      let json = try await bench.run("segment", "list", "--output", "json").json.arrayValue ?? []
      let lines = try await bench.run("segment", "list", "--output", "ndjson").output.split(separator: "\n")
      #expect(try lines.map { try JSONValue(parsing: String($0)) } == json)
      let table = try await bench.run("segment", "list", "--output", "table").output.split(separator: "\n")
      #expect(table.count == json.count + 1)
      #expect(table.first?.hasPrefix("ID  NAME") == true)
      let csv = try await bench.run("segment", "list", "--output", "csv").output
      #expect(csv.hasPrefix("id,name,type,"))
    }
  }

  @Test("Themes are listed, shown and checked") func themes() async throws {
    try await Bench.use(connects: false) { bench in
      let names = try await bench.run("theme", "list").json.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
      #expect(names.contains("dark") && names.contains("light") && names.contains("monochrome"))
      let dark = try await bench.run("theme", "show", "dark")
      #expect(dark.output.contains("[styles]"))
      let sound = try await bench.run("theme", "check", try bench.file("mine.toml", dark.output))
      #expect(sound.status == 0, "\(sound)")
      let faint = try bench.file(
        "faint.toml", "appearance = \"dark\"\n[styles]\ntext = { fg = \"#111111\", bg = \"#000000\" }\n")
      let check = try await bench.run("theme", "check", faint)
      #expect(check.status == 1)
      #expect(try check.json[0]?["kind"] == "contrast")
      #expect(try await bench.run("theme", "check", try bench.file("broken.toml", "[styles")).status == 1)
      let unknown = try await bench.run("theme", "show", "drak")
      #expect(unknown.status == 2)
      #expect(unknown.errors.contains("dark"))
    }
  }

  @Test("In a pipe the reader prints JSON pretty, digits kept, and passes on what is none") func view() async throws {
    try await Bench.use(connects: false) { bench in
      let pretty = try await bench.run("view", "-", input: #"{"b":1.10,"a":[]}"#)
      #expect(pretty.status == 0)
      #expect(pretty.output == "{\n  \"b\": 1.10,\n  \"a\": []\n}\n")
      let file = try await bench.run("view", try bench.file("x.json", "[1]"))
      #expect(file.output == "[\n  1\n]\n")
      let html = try await bench.run("view", "-", input: "<html>")
      #expect(html.output == "<html>")
      #expect(html.status == 1)
      #expect(html.errors.contains("Not valid JSON: line 1, column 1"))
      #expect(try await bench.run("view", "/no/such/file").status == 1)
    }
  }

  @Test("At a terminal the reader is a pager, its keys from the terminal even where a pipe brings the text")
  func pager() async throws {
    let terminal = try await TerminalProgram(
      ["-c", #"printf '{"first":1,"second":[{"name":"Ada"}]}' | \#(BuiltProgram.path) view -"#],
      environment: ["TERM": "xterm-256color"], program: "/bin/sh")
    try await terminal.wait(for: "\"Ada\"")
    await terminal.press("z")
    try await terminal.wait(until: "folded") { !$0.contains("Ada") }
    await terminal.type("/Ada")
    try await terminal.wait(for: "\"Ada\"")
    await terminal.press("Enter")
    await terminal.type("q")
    #expect(try await terminal.waitForExit() == 0)
    await terminal.close()
  }
}
