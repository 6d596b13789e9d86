import Foundation
import Glibc
import JSONText
import Testing

/// The console as operations staff use it: through `ssh`, on a line that may be lost at any moment.
@Suite("Over SSH") struct SecureShellTests {
  private static let variables = "CIO_CONSOLE_* LC_*"

  @Test("A dialog at 80×24 sends what was typed, and the terminal is whole after it") func dialog() async throws {
    try await line { bench, _, client, _ in
      await client.type("ada")
      await client.press("Tab")
      await client.type("receipt")
      await client.press("F10")
      try await client.wait(for: "200")
      let change = try #require(try await bench.changes().last)
      #expect(change["path"] == "/api/v1/customers/ada/events")
      #expect(change["body"]?.stringValue?.contains("receipt") == true)
      await client.press("C-q")
      try await client.wait(for: "ended with 0")
      let entry = try #require(try await bench.journal().last)
      #expect(entry["outcome"] == "done")
      // Who did it: the journal names the address that the line came from.
      #expect("\(entry)".contains("127.0.0.1"), "\(entry)")
    }
  }

  @Test("A line lost in mid-form: the console ends, and what was typed is there again", arguments: Cut.allCases)
  func midForm(cut: Cut) async throws {
    try await line { bench, server, client, console in
      await client.type("ada-of-the-lost-line")
      await client.press("Tab")
      await client.type("receipt-4711")
      try await client.wait(for: "receipt-4711")
      try await self.cut(cut, server, client, console)
      #expect(try await bench.changes().isEmpty)
      #expect(try await bench.journal().isEmpty)
      try await bench.console("modules/track-event", Self.size) { again in
        let screen = try await again.wait(for: "receipt-4711")
        #expect(screen.contains("ada-of-the-lost-line"))
        await again.press("C-q")
        try await again.wait(for: "Quit the console?")
        await again.press("Tab", "Enter")
      }
    }
  }

  @Test("A line lost in mid-call: the console ends, and the call is known to be unknown", arguments: Cut.allCases)
  func midCall(cut: Cut) async throws {
    try await line { bench, server, client, console in
      try await bench.misbehave(["kind": "hang", "domain": "track", "method": "POST"])
      await client.type("ada")
      await client.press("Tab")
      await client.type("receipt")
      await client.press("F10")
      try await bench.waitForRequest("/api/v1/customers/ada/events")
      try await self.cut(cut, server, client, console)
      let entries = try await bench.journal()
      #expect(entries.count == 1)
      #expect(entries.last?["outcome"] == "unknown")
      #expect(entries.last?["target"]?.stringValue?.contains("ada") == true)
    }
  }

  /// How the line is lost.
  enum Cut: CaseIterable {
    /// The laptop lid is closed: the client is gone.
    case client
    /// The bastion's side of the session is gone.
    case session
  }

  private static let size = TerminalSize(columns: 80, rows: 24)

  /// Cuts the line, and waits until nothing of the console is left.
  private func cut(
    _ cut: Cut, _ server: SecureShellServer, _ client: TerminalProgram, _ console: pid_t
  ) async throws {
    switch cut {
    case .client: kill(try #require(await client.process()), SIGKILL)
    case .session: for session in server.sessions { kill(session, SIGKILL) }
    }
    try await waiting(until: "the console's end") { !Processes.runs(console) }
  }

  /// Opens *Track an event* on the far side of a line, with a connection to the bench's sandbox.
  private func line(
    _ body: (Bench, SecureShellServer, TerminalProgram, pid_t) async throws -> Void
  ) async throws {
    try await Bench.use { bench in
      let server = try await SecureShellServer.start(accepting: Self.variables)
      let pid = bench.home.path + "/pid"
      let script = """
        sh -c 'echo $$ > "\(pid)"; exec "\(BuiltProgram.path)" --goto modules/track-event'; echo "ended with $?"; exec cat
        """
      var environment = bench.program.environment
      environment["PATH"] = ProcessInfo.processInfo.environment["PATH"]
      let client = try await TerminalProgram(
        server.clientArguments(sending: Self.variables) + [script], environment: environment, program: "ssh")
      do {
        try await client.wait(for: "environment · sandbox")
        let text = try String(contentsOfFile: pid, encoding: .utf8)
        let console = try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
        try await body(bench, server, client, console)
        await client.close()
        await server.stop()
        let orphans = Processes.withEnvironment(containing: "CIO_CONSOLE_HOME=\(bench.home.path)")
        #expect(orphans.isEmpty, "left behind: \(orphans.map(Processes.name))")
      } catch {
        await client.close()
        await server.stop()
        throw error
      }
    }
  }
}
