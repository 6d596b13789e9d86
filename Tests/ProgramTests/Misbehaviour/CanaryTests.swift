import Foundation
import Glibc
import JSONText
import Sandbox
import Testing

/// A session that fails in every way, and then a search for its keys in everything that it left or showed.
@Suite("However calls fail") struct CanaryTests {
  private static let typed = "canary-typed-9b1c77e0"
  private static let wrong = "canary-wrong-52aa01fd"
  private static let size = TerminalSize(columns: 120, rows: 36)

  @Test("each failure is told in words, and no key is found anywhere but in the vault") func canary() async throws {
    let servers = try await Misbehaving.start()
    let authorities = servers.authorities.path
    let own: @Sendable (inout [String: String]) -> Void = {
      $0["TMPDIR"] = ($0["CIO_CONSOLE_HOME"] ?? "") + "/tmp"
      $0["EDITOR"] = "true"
      $0["CIO_CONSOLE_CA_FILE"] = authorities
    }
    try await Bench.use(connects: false, changing: own) { bench in
      try FileManager.default.createDirectory(
        atPath: bench.home.path + "/tmp", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      var seen: [Seen] = []
      try await addConnections(bench, servers, &seen)
      for failure in Failure.all { seen += try await console(bench, failure, servers) }
      for name in ["good"] + Misbehaving.names { seen += try await commands(bench, name) }
      seen += try await crash(bench)
      for entry in try await bench.journal() {
        let id = try #require(entry["id"]?.stringValue)
        seen.append(Seen("journal show", "\(try await bench.run("journal", "show", id, "--output", "json"))"))
      }
      await servers.stop()
      try search(seen, bench)
    }
  }

  // MARK: The session

  private func addConnections(_ bench: Bench, _ servers: Misbehaving, _ seen: inout [Seen]) async throws {
    let keys = bench.sandbox.credentials
    for (name, address) in [("good", bench.sandbox.addresses.trackURL)] + servers.addresses {
      let key = try bench.file("key", name == "wrong-key" ? Self.wrong : keys.apiKey)
      let appKey = try bench.file("app-key", name == "wrong-key" ? Self.wrong : keys.appAPIKey)
      let pipelinesKey = try bench.file("pipelines-key", keys.pipelinesKey)
      let isGood = ["good", "wrong-key"].contains(name)
      let run = try await bench.run(
        "connection", "add", "--connection-name", name, "--site-id", keys.siteID, "--api-key-file", key,
        "--app-api-key-file", appKey, "--pipelines-key-file", pipelinesKey, "--no-test", "--kind", "sandbox",
        "--track-url", isGood ? bench.sandbox.addresses.trackURL : address,
        "--app-url", isGood ? bench.sandbox.addresses.appURL : address,
        "--beta-url", isGood ? bench.sandbox.addresses.betaURL : address,
        "--pipelines-url", isGood ? bench.sandbox.addresses.pipelinesURL : address)
      #expect(run.status == 0, "\(run)")
      seen.append(Seen("connection add \(name)", "\(run)"))
      for path in [key, appKey, pipelinesKey] { try FileManager.default.removeItem(atPath: path) }
    }
  }

  /// Makes one call in the console, has it fail, and looks at everything that can be looked at.
  private func console(_ bench: Bench, _ failure: Failure, _ servers: Misbehaving) async throws -> [Seen] {
    if var fault = failure.fault {
      if fault["kind"] == "redirect" { fault = Misbehaving.redirect(to: servers.elsewhere) }
      try await bench.misbehave(fault)
    }
    var seen: [Seen] = []
    let arguments = ["--goto", "modules/api-call", "--connection", failure.connection]
    let console = try await TerminalProgram(
      arguments, columns: Self.size.columns, rows: Self.size.rows, environment: bench.program.environment)
    do {
      try await console.wait(for: "\(failure.connection) · sandbox")
      await console.press("C-u")
      await console.type("/v1/api/customers")
      try await console.wait(for: "Accept-Encoding")
      seen.append(Seen("\(failure.name), the request", await console.styledScreen()))
      await console.press("F10")
      if failure.isEndless {
        // The screen is alive: it counts the seconds, and ends the call at once when it is told to.
        try await console.wait(for: "Esc cancels")
        await console.press("Escape")
        try await console.wait(until: "the end of \(failure.name)") { !$0.contains("Esc cancels") }
      } else {
        do {
          let words = failure.words
          try await console.wait(until: "\(failure.name) in words", within: .seconds(20)) { screen in
            words.contains { Self.flat(screen).contains($0) }
          }
        } catch {
          Issue.record("\(failure.name): \(error)")
        }
        seen.append(Seen(failure.name, await console.screen()))
      }
      for keys in [["F3"], ["v"], ["y"], ["Escape"], ["F1"], ["Escape"]] {
        for key in keys { await console.press(key) }
        seen.append(Seen("\(failure.name) after \(keys)", await console.styledScreen()))
      }
      await console.close()
    } catch {
      await console.close()
      throw error
    }
    try await bench.forgetFaults()
    return seen
  }

  private func commands(_ bench: Bench, _ name: String) async throws -> [Seen] {
    var seen: [Seen] = []
    let lines = [
      ["event", "track", "--customer-id", "ada", "--event-name", "receipt", "--dry-run"],
      ["event", "track", "--customer-id", "ada", "--event-name", "receipt", "--output", "json"],
      ["customer", "delete", "--customer-id", "nobody", "--yes", "--dry-run"], ["customer", "show", "ada"],
      ["api", "GET", "/v1/segments", "--domain", "app", "--include"],
      ["api", "POST", "/v1/track", "--domain", "pipelines", "--body", "{}", "--output", "json"],
      ["connection", "test", name], ["segment", "list"],
    ]
    for line in lines {
      let arguments = line + (line.first == "connection" ? [] : ["--connection", name])
      seen.append(Seen("\(name): \(line)", "\(try await bench.program.run(arguments))"))
    }
    seen.append(Seen("connection list", "\(try await bench.run("connection", "list", "--output", "json"))"))
    return seen
  }

  /// Dies in the middle of a form that holds a key.
  private func crash(_ bench: Bench) async throws -> [Seen] {
    var seen: [Seen] = []
    try await OneShell.use(bench, route: "modules/create-connection") { shell in
      try await shell.terminal.wait(for: "Secret API Key")
      await shell.terminal.type("half-typed")
      await shell.terminal.press("Tab")
      await shell.terminal.type("site")
      await shell.terminal.press("Tab")
      await shell.terminal.type(Self.typed)
      try await shell.terminal.wait(for: "•••••")
      try await bench.waitForFile(containing: "half-typed")
      seen.append(Seen("a key typed", await shell.terminal.styledScreen()))
      kill(try shell.process(), SIGABRT)
      seen.append(Seen("the end", try await shell.waitForWhole(status: 128 + Int(SIGABRT))))
      #expect(try shell.crashNotes().count == 1)
    }
    return seen
  }

  // MARK: The search

  private struct Seen {
    let place: String
    let text: String

    init(_ place: String, _ text: String) { (self.place, self.text) = (place, text) }
  }

  private func search(_ seen: [Seen], _ bench: Bench) throws {
    let keys = bench.sandbox.credentials
    let plain = [keys.apiKey, keys.appAPIKey, keys.pipelinesKey, Self.typed, Self.wrong]
    // As the headers of calls would hold them.
    let encoded = ["\(keys.siteID):\(keys.apiKey)", "\(keys.siteID):\(Self.wrong)", "\(keys.pipelinesKey):"].map {
      Data($0.utf8).base64EncodedString().replacing("=", with: "")
    }
    #expect(seen.count > 80)
    for canary in plain + encoded {
      for one in seen {
        // A key that is wrapped over two rows is a key all the same.
        let isThere = one.text.contains(canary) || Self.flat(one.text).replacing(" ", with: "").contains(canary)
        #expect(!isThere, "\(canary) in \(one.place)")
      }
      for path in Files.all(under: bench.home.path) where path.hasSuffix("/vault.json") == false {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        #expect(bytes.range(of: Data(canary.utf8)) == nil, "\(canary) in \(path)")
        #expect(!path.contains(canary))
      }
    }
    let vaults = Files.all(under: bench.home.path).filter { $0.hasSuffix("/vault.json") }
    #expect(vaults.count == 1)
    for vault in vaults {
      #expect(FileManager.default.contents(atPath: vault)?.range(of: Data(keys.apiKey.utf8)) != nil, "the search finds")
    }
    let shells = ["pid", "modes-before", "modes-after"]
    for path in Files.all(under: bench.home.path)
    where !shells.contains(path.split(separator: "/").last.map(String.init) ?? "") {
      #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600, "\(path)")
    }
  }

  /// The screen as running text.
  private static func flat(_ screen: String) -> String {
    screen.replacing("\n", with: " ").replacing(/\x1b\[[0-9;]*m/, with: "").replacing(/[│▌]/, with: " ")
      .replacing(#/ +/#, with: " ")
  }
}
