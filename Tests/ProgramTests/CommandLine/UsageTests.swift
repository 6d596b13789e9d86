import Foundation
import Testing

/// What is said to somebody who typed a command a little wrong.
@Suite("Usage") struct UsageTests {
  private static let program = CommandLineProgram(environment: ["PATH": "/usr/bin:/bin"])

  @Test(
    "An option that takes one value is refused when it is given twice, and named",
    arguments: [
      (["event", "track", "--customer-id", "a", "--event-name", "x", "--customer-id=b"], "--customer-id"),
      (["event", "track", "--event-name", "x", "--event-name", "x"], "--event-name"),
      (["--goto", "people", "--goto", "modules"], "--goto"),
      (["--connection", "a", "segment", "list", "--connection", "b"], "--connection"),
      (["journal", "list", "--limit", "1", "--limit", "2"], "--limit"),
      (["customer", "upsert", "--customer-id", "a", "--attribute", "p=1", "--attribute", "p:=2"], "--attribute: p"),
      (
        ["customer", "upsert", "--customer-id", "a", "--attributes", "{\"p\":1}", "--attribute", "p=2"],
        "--attribute: p"
      ),
    ])
  func repeated(_ arguments: [String], _ named: String) async throws {
    let run = try await Self.program.run(arguments)
    #expect(run.status == 2, "\(run)")
    #expect(run.errors.hasPrefix("cio-console: \(named)"), "\(run)")
    #expect(run.output.isEmpty)
  }

  @Test("Options that may be repeated are") func repeatable() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "customer", "upsert", "--customer-id", "a", "--attribute", "p=1", "--attribute", "q=2")
      #expect(run.status == 0, "\(run)")
    }
  }

  @Test(
    "A misspelt command is named, with the nearest one",
    arguments: [
      (["evnt", "track"], "There is no command evnt. Did you mean cio-console event?"),
      (
        ["event", "trak", "--customer-id", "a"], "There is no command event trak. Did you mean cio-console event track?"
      ),
      (["journal", "lst"], "There is no command journal lst. Did you mean cio-console journal list?"),
      (["nonsense"], "There is no command nonsense. Known here: connection, event,"),
    ])
  func misspelt(_ arguments: [String], _ words: String) async throws {
    let run = try await Self.program.run(arguments)
    #expect(run.status == 2, "\(run)")
    #expect(run.errors.hasPrefix("cio-console: " + words), "\(run)")
  }

  @Test(
    "A group of commands alone is bad usage, told with what is in it",
    arguments: ["event", "customer", "segment", "connection", "journal", "theme", "demo"])
  func groups(_ group: String) async throws {
    let run = try await Self.program.run([group])
    #expect(run.status == 2, "\(run)")
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("cio-console: \(group) needs one more word:\n  cio-console \(group) "), "\(run)")
    #expect(try await Self.program.run([group, "--help"]).status == 0)
  }

  @Test("What stands on the command line speaks of no keys of the console, and names the choices") func words()
    async throws
  {
    let domain = try await Self.program.run(["api", "GET", "/x"])
    #expect(domain.errors.contains("--domain: Choose one of track, app, beta, pipelines."), "\(domain)")
    let segment = try await Self.program.run(["segment", "add", "--segment-id", "vip", "--customer-ids", "a"])
    #expect(segment.errors.contains("--segment-id: A segment's number is a whole number, such as 7."))
    #expect(!segment.errors.contains("F2"))
  }

  @Test(
    "A key that is given as an argument is refused, sends nothing, and is not repeated",
    arguments: [
      ["connection", "add", "--connection-name", "x", "--site-id", "s", "--api-key", "canary-4711"],
      ["connection", "add", "--connection-name", "x", "--site-id", "s", "--api-key=canary-4711"],
      ["connection", "add", "--connection-name", "x", "--site-id", "s", "--api-key-file", "canary-4711"],
      ["connection", "add", "--connection-name", "x", "--site-id", "s", "--api-key-file=@canary-4711"],
      ["connection", "add", "--connection-name", "x", "--site-id", "s", "--app-api-key-file", "canary-4711"],
      ["api", "GET", "/v1/segments", "--domain", "app", "--header", "Authorization: Bearer canary-4711"],
      ["api", "GET", "/v1/segments", "--domain", "app", "--header", "authorization:canary-4711", "--dry-run"],
    ])
  func keyAsArgument(_ words: [String]) async throws {
    try await Bench.use { bench in
      let run = try await bench.program.run(words)
      #expect(run.status == 2, "\(run)")
      #expect(run.output.isEmpty)
      #expect(!run.errors.contains("canary"), "\(run)")
      #expect(try await bench.requests().isEmpty)
      #expect(
        !Files.all(under: bench.home.path).contains { path in
          FileManager.default.contents(atPath: path)?.range(of: Data("canary-4711".utf8)) != nil
        })
    }
  }

  @Test("No child has a key among its arguments") func argumentsOfChildren() async throws {
    try await Bench.use { bench in
      let filter = "def canary: canary; canary"
      let running = try bench.program.child(["api", "GET", "/v1/segments", "--domain", "app", "--jq", filter]).start()
      running.write("")
      try await waiting(until: "the child that filters") { !Processes.descendants(of: running.identifier).isEmpty }
      for process in [running.identifier] + Processes.descendants(of: running.identifier) {
        let words = Processes.file(process, "cmdline")
        for key in [bench.sandbox.credentials.apiKey, bench.sandbox.credentials.appAPIKey] {
          #expect(!words.contains(key), "\(words)")
        }
      }
      running.signal(SIGKILL)
      _ = await running.waitForEnd()
      running.closeStreams()
    }
  }

  @Test("A customer with nothing to set is sent, and said to be so") func nothingToSet() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("customer", "upsert", "--customer-id", "new-9")
      #expect(run.status == 0, "\(run)")
      #expect(run.errors.hasPrefix("cio-console: Nothing is set: a person is created"), "\(run)")
      #expect(try await bench.run("customer", "upsert", "--customer-id", "a", "--attribute", "p=1").errors.isEmpty)
    }
  }
}

@Suite("The settings file on the command line") struct SettingsCommandTests {
  @Test("A reason that the settings demand is demanded here too") func reason() async throws {
    try await Bench.use { bench in
      try bench.save(settings: "require_reason = true\n")
      let arguments = ["customer", "upsert", "--customer-id", "a", "--attribute", "p=1"]
      let refused = try await bench.program.run(arguments)
      #expect(refused.status == 2, "\(refused)")
      #expect(refused.errors.hasPrefix("cio-console: --reason: Reason is needed."), "\(refused)")
      #expect(try await bench.requests().isEmpty)
      #expect(try await bench.program.run(arguments + ["--reason", "OPS-7"]).status == 0)
      #expect(try await bench.run("api", "GET", "/v1/segments", "--domain", "app").status == 0)
      #expect(try await bench.run("api", "POST", "/v1/segments", "--domain", "app", "--body", "{}").status == 2)
    }
  }

  @Test("A wrong setting is told on standard error, and the rest holds") func wrongSetting() async throws {
    try await Bench.use { bench in
      try bench.save(settings: "require_reason = true\nmouse = \"yes\"\n")
      let run = try await bench.run("customer", "upsert", "--customer-id", "a", "--attribute", "p=1", "--reason", "x")
      #expect(run.status == 0, "\(run)")
      #expect(run.errors == "settings.toml:2: mouse: must be true or false\n")
    }
  }
}

extension Bench {
  fileprivate func save(settings: String) throws {
    let folder = home.appending(path: "config")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(settings.utf8).write(to: folder.appending(path: "settings.toml"))
  }
}
