import Foundation
import JSONText
import Service
import Testing

/// Holds the command line and the definitions of the dialogs together.
@Suite("Help, version and the options of the contract") struct HelpTests {
  private static let program = CommandLineProgram(environment: ["PATH": "/usr/bin:/bin", "COLUMNS": "400"])

  /// The options of the contract, by the command's words.
  static let contract: [String: [String]] = [
    "connection add": [
      "connection-name", "site-id", "api-key-file", "app-api-key-file", "pipelines-key-file", "region", "track-url",
      "app-url", "beta-url", "pipelines-url", "kind", "no-test",
    ],
    "event track": [
      "customer-id", "event-name", "event-type", "data", "timestamp", "event-id", "reason", "verify",
    ],
    "customer upsert": [
      "customer-id", "email", "created-at", "attributes", "attribute", "update-only", "reason", "verify",
    ],
    "segment add": ["segment-id", "customer-ids", "id-type", "reason", "verify"],
    "api": [
      "domain", "header", "query", "body", "reason", "include", "jq", "raw", "all-pages", "save", "collection",
      "variable", "variable-set", "no-history",
    ],
    "collection list": [], "collection show": [], "collection save": ["domain", "header", "query", "body"],
    "collection import": ["into", "folder"],
    "collection export": ["to", "variable"], "collection remove": [], "variable list": [], "variable set": ["set"],
    "variable remove": ["set"], "history list": ["search", "method", "status", "limit"], "history show": [],
    "history compare": [], "history remove": [], "history clear": [],
    "customer delete": ["customer-id", "reason", "verify"],
    "sandbox": ["port", "people", "seed", "state", "now", "rates"],
    "journal list": ["limit"],
    "connection list": [], "connection edit": ["connection-name", "api-key-file", "kind"], "connection default": [],
    "connection test": [], "connection remove": [], "customer show": [], "segment list": [], "segment show": [],
    "journal show": [], "endpoints": [], "view": ["jq"], "theme list": [], "theme show": [], "theme check": [],
    "demo reset": [],
  ]

  static let everywhere = ["connection", "demo", "read-only", "as", "output", "dry-run", "yes"]

  /// What the parser knows of its commands.
  private static func dump() async throws -> JSONValue {
    try #require(try await program.run(["--experimental-dump-help"]).json["command"])
  }

  private static func command(_ words: String, in root: JSONValue) throws -> JSONValue {
    try words.split(separator: " ").reduce(root) { command, word in
      try #require(command["subcommands"]?.arrayValue?.first { $0["commandName"] == .string(String(word)) }, "\(words)")
    }
  }

  /// An option with its kind, "option" or "flag".
  private static func options(of command: JSONValue) -> [String: JSONValue] {
    let options = (command["arguments"]?.arrayValue ?? []).filter { $0["kind"] != "positional" }
    return Dictionary(
      options.compactMap { option in
        (option["preferredName"]?["name"]?.stringValue).map { ($0, option) }
      }, uniquingKeysWith: { first, _ in first })
  }

  @Test("Every command of the contract has its options, and those of every command")
  func contractHolds() async throws {
    let root = try await Self.dump()
    for (words, options) in Self.contract {
      let known = Self.options(of: try Self.command(words, in: root))
      for option in options + Self.everywhere { #expect(known[option] != nil, "\(words) --\(option)") }
    }
    let known = Self.options(of: root)
    for option in Self.everywhere + ["goto", "theme"] { #expect(known[option] != nil, "--\(option)") }
  }

  @Test("Commands that touch neither Customer.io nor the store take every option and show those that are of use")
  func helpIsOfUse() async throws {
    for words in ["view", "sandbox"] {
      let help = try await Self.program.run([words, "--help"]).output
      #expect(help.contains("--output <format>"))
      for option in ["--connection", "--demo", "--read-only", "--as <", "--dry-run", "--yes", "--goto"] {
        #expect(!help.contains(option), "\(words) \(option)")
      }
    }
    #expect(try await Self.program.run(["segment", "list", "--help"]).output.contains("--connection"))
  }

  @Test("Every field of a dialog has its option, with the field's own help", arguments: ModuleDefinition.all)
  func fieldsHaveOptions(_ definition: ModuleDefinition) async throws {
    let command = try Self.command(definition.command.joined(separator: " "), in: try await Self.dump())
    let known = Self.options(of: command)
    let positional = (command["arguments"]?.arrayValue ?? []).filter { $0["kind"] == "positional" }
    for field in definition.fields {
      if field.key == .url || field.key == .method {
        #expect(positional.contains { $0["abstract"] == .string(field.help) }, "\(field.label)")
        continue
      }
      let option = try #require(known[field.option], "\(definition.title): \(field.label)")
      #expect(option["abstract"] == .string(field.help))
      let isToggle = if case .toggle = field.kind { true } else { false }
      #expect(option["kind"] == (isToggle ? "flag" : "option"))
      if case .select(let choices, _) = field.kind {
        for choice in choices { #expect(option["discussion"]?.stringValue?.contains(choice.value) == true) }
      }
    }
  }

  @Test("What is mandatory says so") func mandatoryIsSaid() async throws {
    let root = try await Self.dump()
    for definition in ModuleDefinition.all {
      let known = Self.options(of: try Self.command(definition.command.joined(separator: " "), in: root))
      for field in definition.fields where field.isMandatory && field.key != .connection {
        guard let option = known[field.option] else { continue }
        #expect(option["discussion"]?.stringValue?.hasPrefix("Mandatory.") == true, "\(field.label)")
      }
    }
  }

  @Test("No value is taken for an option, whatever it looks like") func valuesAreValues() async throws {
    let root = try await Self.dump()
    var commands: [String: String] = [:]
    for words in Self.contract.keys.sorted() {
      for (name, option) in Self.options(of: try Self.command(words, in: root)) where option["kind"] == "option" {
        commands[name] = words
      }
    }
    #expect(commands.count > 30)
    for (name, words) in commands {
      // A version that is printed was not taken for the value; the unknown flag keeps everything else from running.
      let arguments = words.split(separator: " ").map(String.init) + ["--\(name)", "--version", "--no-such-flag"]
      let run = try await Self.program.run(arguments)
      #expect(run.status == 2, "\(words) --\(name): \(run)")
    }
  }

  @Test("The version and the help go to standard output") func versionAndHelp() async throws {
    for arguments in [["--version"], ["event", "track", "--version"], ["--demo", "--version"]] {
      let run = try await Self.program.run(arguments)
      #expect(run.status == 0)
      #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil, "\(run)")
    }
    for arguments in [
      ["--help"], ["-h"], ["help", "api"], ["customer", "--help"], ["--read-only", "segment", "add", "-h"],
    ] {
      let run = try await Self.program.run(arguments)
      #expect(run.status == 0, "\(arguments)")
      #expect(run.output.contains("USAGE: cio-console"), "\(arguments)")
      #expect(run.errors.isEmpty)
    }
  }

  @Test(
    "Bad usage is exit 2, in words on standard error",
    arguments: [
      ["nonsense"], ["event", "track", "--custmer-id", "x"], ["segment", "list", "--output", "xml"],
      ["customer", "show"],
      ["--goto"], ["--goto", "nowhere/at/all/x"], ["--theme", "no-such-theme"], ["journal", "list", "--limit", "x"],
      ["sandbox", "--port", "x"], ["sandbox", "--now", "soon"], ["sandbox", "--rates", "x"], ["view"],
    ])
  func badUsage(_ arguments: [String]) async throws {
    let run = try await Self.program.run(arguments)
    #expect(run.status == 2, "\(run)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("cio-console: "), "\(run)")
  }

  @Test(
    "Help for a command that there is not names the nearest one",
    arguments: [
      (["help", "evnt"], "cio-console event?"), (["evnt", "--help"], "cio-console event?"),
      (["help", "customer", "shw"], "cio-console customer show?"), (["help", "xyzzy"], "Known here"),
    ])
  func helpForNothing(_ arguments: [String], words: String) async throws {
    let run = try await Self.program.run(arguments)
    #expect(run.status == 2, "\(run)")
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("There is no command"), "\(run)")
    #expect(run.errors.contains(words), "\(run)")
  }

  @Test("Without a terminal the console says so") func noTerminal() async throws {
    let run = try await Self.program.run(["--demo"])
    #expect(run.status == 2)
    #expect(run.errors.contains("needs a terminal"))
  }

  @Test("Shells get completions") func completions() async throws {
    let run = try await Self.program.run(["--generate-completion-script", "bash"])
    #expect(run.status == 0)
    #expect(run.output.contains("--customer-id"))
  }
}
