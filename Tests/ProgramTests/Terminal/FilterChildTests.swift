import Foundation
import Glibc
import Testing

/// A filter runs in a child: whatever becomes of it, the reader and the terminal live.
@Suite("The child of a filter", .serialized) struct FilterChildTests {
  private static func read(_ story: (OneShell, pid_t) async throws -> Void) async throws {
    try await Bench.use { bench in
      let file = try bench.file("text.json", #"{"a":[1,2,3]}"#)
      try await OneShell.use(bench, viewing: file) { shell in
        let process = try shell.process()
        try await story(shell, process)
        await shell.terminal.type("q")
        try await shell.waitForWhole(status: 0)
        #expect(try shell.crashNotes().isEmpty)
      }
    }
  }

  private static func child(of process: pid_t) async throws -> pid_t {
    try await waiting(until: "the filter's process") { !Processes.descendants(of: process).isEmpty }
    return try #require(Processes.descendants(of: process).first)
  }

  @Test("Killed, it is said to be, and the reader goes on") func killed() async throws {
    try await Self.read { shell, process in
      await shell.terminal.type("|def f: f; f")
      try await shell.terminal.wait(for: "Filtering…")
      kill(try await Self.child(of: process), SIGKILL)
      try await shell.terminal.wait(for: "was killed from outside")
      // The next filter has a process of its own.
      await shell.terminal.press("C-u")
      await shell.terminal.type(".a | add")
      try await shell.terminal.wait(for: "1 result · numbers passed through jq")
      await shell.terminal.press("Enter")
      await shell.terminal.type("s")
      try await shell.terminal.wait(for: "(suspended)")
    }
  }

  @Test("One that never ends is stopped by a key, and its process with it") func stopped() async throws {
    try await Self.read { shell, process in
      await shell.terminal.type("|[range(infinite)] | length")
      try await shell.terminal.wait(for: "Filtering…")
      let child = try await Self.child(of: process)
      await shell.terminal.press("Escape")
      try await shell.terminal.wait(for: "Stopped.")
      try await waiting(until: "the end of the filter's process") { !Processes.runs(child) }
      await shell.terminal.press("Escape")
      try await shell.terminal.wait(until: "the whole again") { $0.contains("\"a\": [") && !$0.contains("Stopped.") }
    }
  }
}
