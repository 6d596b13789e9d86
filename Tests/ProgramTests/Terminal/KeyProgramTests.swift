import Foundation
import Glibc
import Testing

/// Keys that a program gives, which asks its own questions at the terminal, as `pass` and `op` do.
@Suite("A program that gives the keys") struct KeyProgramTests {
  @Test("has the terminal for its prompt, and the console takes it back") func prompt() async throws {
    try await Self.use { bench, shell in
      let terminal = shell.terminal
      try await terminal.wait(for: "PIN of the keys:")
      #expect(await terminal.modes() == .whole)
      await terminal.type("4711")
      await terminal.press("Enter")
      let screen = try await terminal.wait(for: "✓ 200")
      #expect(!screen.contains("PIN of the keys"), "\(screen)")
      // An outcome has no caret.
      let modes = await terminal.modes()
      #expect(modes.alternateScreen && modes.keypad && modes.mouse, "\(modes)")
      #expect(try await bench.changes().last?["path"] == "/api/v1/customers/ada/events")
      for path in Files.all(under: bench.home.path) where !path.hasSuffix("/keys") {
        let bytes = FileManager.default.contents(atPath: path) ?? Data()
        #expect(bytes.range(of: Data(bench.sandbox.credentials.apiKey.utf8)) == nil, "the key is in \(path)")
      }
      await terminal.press("C-q")
      try await shell.waitForWhole(status: 0)
    }
  }

  @Test("is asked when something is sent, and not for what goes on beside typing") func beside() async throws {
    try await Self.use(sends: false) { _, shell in
      let terminal = shell.terminal
      // The exact request stands beside the form, and the person under the field would be looked for.
      try await terminal.wait(for: "POST")
      await terminal.press("BTab")
      let screen = try await terminal.wait(for: "receipt")
      #expect(!screen.contains("PIN of the keys"), "\(screen)")
      #expect(await terminal.modes().alternateScreen)
      await terminal.press("F10")
      try await terminal.wait(for: "PIN of the keys:")
      await terminal.type("4711")
      await terminal.press("Enter")
      try await terminal.wait(for: "✓ 200")
      await terminal.press("C-q")
      try await shell.waitForWhole(status: 0)
    }
  }

  @Test("that asks when the console is ended is ended too, and its prompt eats no line of the shell")
  func endedWhileItAsks() async throws {
    try await Self.use { _, shell in
      try await shell.terminal.wait(for: "PIN of the keys:")
      kill(try shell.process(), SIGTERM)
      try await shell.waitForWhole(raising: SIGTERM)
    }
  }

  @Test("that gives none is named, nothing is sent, and the form stays") func refusal() async throws {
    try await Self.use { bench, shell in
      let terminal = shell.terminal
      try await terminal.wait(for: "PIN of the keys:")
      await terminal.type("1234")
      await terminal.press("Enter")
      let screen = try await terminal.wait(for: "gave no key")
      #expect(screen.contains("ada") && screen.contains("receipt"), "\(screen)")
      #expect(await terminal.modes() == .taken)
      #expect(try await bench.changes().isEmpty)
      kill(try shell.process(), SIGTERM)
      try await shell.waitForWhole(raising: SIGTERM)
    }
  }

  /// Opens *Track an event* on a connection whose keys come from a program, and sends one.
  private static func use(sends: Bool = true, _ body: (Bench, OneShell) async throws -> Void) async throws {
    try await Bench.use(connects: false) { bench in
      let keys = try bench.file("keys", bench.sandbox.credentials.apiKey + "\n")
      chmod(keys, 0o600)
      let asks = bench.home.path + "/asks"
      let program = try bench.file(
        "key-program",
        """
        if [ -e '\(asks)' ]; then
          printf 'PIN of the keys: ' > /dev/tty
          stty -echo < /dev/tty
          read -r pin < /dev/tty
          stty echo < /dev/tty
          [ "$pin" = 4711 ] || exit 7
        fi
        cat '\(keys)'
        """)
      let run = try await bench.run(
        "connection", "add", "--connection-name", "from-a-program", "--site-id", bench.sandbox.credentials.siteID,
        "--secret-command", "sh '\(program)'", "--track-url", bench.sandbox.addresses.trackURL, "--kind", "sandbox",
        "--no-test")
      #expect(run.status == 0, "\(run)")
      _ = try bench.file("asks", "")
      try await OneShell.use(bench, route: "modules/track-event") { shell in
        try await shell.terminal.wait(for: "from-a-program · sandbox")
        await shell.terminal.type("ada")
        await shell.terminal.press("Tab")
        await shell.terminal.type("receipt")
        if sends { await shell.terminal.press("F10") }
        try await body(bench, shell)
      }
    }
  }
}
