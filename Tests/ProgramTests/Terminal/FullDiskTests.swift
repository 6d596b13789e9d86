import Foundation
import Glibc
import JSONText
import Testing

/// A disk that is full, or a limit on the size of files, which the kernel tells in the same way.
@Suite("A full disk") struct FullDiskTests {
  @Test("at the start is said, nothing is sent, what is typed stays, and the terminal is left whole")
  func fromTheStart() async throws {
    try await Bench.use { bench in
      _ = try await bench.run("event", "track", "--customer-id", "ada", "--event-name", "before")
      try await OneShell.use(bench, route: "modules/track-event", before: "ulimit -f 1") { shell in
        try await Self.tryToSend(in: shell)
      }
      let bodies = try await bench.changes().map { $0["body"]?.stringValue ?? "" }
      #expect(bodies.count == 1 && !bodies[0].contains("never-sent"))
    }
  }

  @Test("in mid-session is said, nothing is sent, what is typed stays, and the terminal is left whole")
  func inMidSession() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench, route: "modules/track-event") { shell in
        try await shell.terminal.wait(for: "environment · sandbox")
        try await Self.fill(theDiskOf: try shell.process())
        try await Self.tryToSend(in: shell)
      }
      #expect(try await bench.changes().isEmpty)
      #expect(try await bench.journal().isEmpty)
    }
  }

  @Test("without room for a crash note still leaves the terminal whole, and says that there is none")
  func noteless() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench) { shell in
        try await Self.fill(theDiskOf: try shell.process())
        kill(try shell.process(), SIGSEGV)
        let screen = try await shell.waitForWhole(status: 128 + Int(SIGSEGV))
        #expect(screen.contains("ended on SIGSEGV. No crash note could be written."), "\(screen)")
        #expect(try shell.crashNotes().isEmpty)
      }
    }
  }

  private static func tryToSend(in shell: OneShell) async throws {
    let terminal = shell.terminal
    try await terminal.wait(for: "Event Name")
    await terminal.type("ada")
    await terminal.press("Tab")
    await terminal.type("never-sent")
    try await terminal.wait(for: "never-sent")
    await terminal.press("F10")
    let screen = try await terminal.wait(until: "the reason") {
      $0.contains("free some") || $0.contains("Nothing was sent, because the journal can't be written.")
    }
    #expect(screen.contains("never-sent"), "\(screen)")
    #expect(!screen.contains("✓"), "\(screen)")
    kill(try shell.process(), SIGTERM)
    try await shell.waitForWhole(status: 128 + Int(SIGTERM))
  }

  /// From now on no file of that process can grow.
  private static func fill(theDiskOf process: pid_t) async throws {
    let run = try await ChildProcess(
      path: "/usr/bin/env", arguments: ["prlimit", "--pid", "\(process)", "--fsize=0"],
      environment: ["PATH": "/usr/bin:/bin"]
    ).run(input: "")
    #expect(run.status == 0, "\(run)")
  }
}
