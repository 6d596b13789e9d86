import Foundation
import Glibc
import JSONText
import Testing

/// A disk that is full, or a limit on the size of files, which the kernel tells in the same way.
@Suite("A full disk") struct FullDiskTests {
  @Test("is said in the form, nothing is sent, what was typed stays, and the terminal is left whole")
  func inMidSession() async throws {
    try await Bench.use { bench in
      // The store is there and has its size; a body of this length does not fit beside it any more.
      _ = try await bench.run("event", "track", "--customer-id", "ada", "--event-name", "before")
      try await OneShell.use(bench, route: "modules/track-event", before: "ulimit -f 1") { shell in
        let terminal = shell.terminal
        try await terminal.wait(for: "Event Name")
        await terminal.type("ada")
        await terminal.press("Tab")
        await terminal.type("never-sent")
        try await terminal.wait(for: "never-sent")
        await terminal.press("F10")
        let screen = try await terminal.wait(for: "✗")
        #expect(screen.contains("never-sent"), "\(screen)")
        #expect(!screen.contains("200"), "\(screen)")
        #expect(screen.lowercased().contains("nothing was sent"), "\(screen)")
        kill(try shell.process(), SIGTERM)
        try await shell.waitForWhole(status: 128 + Int(SIGTERM))
      }
      let bodies = try await bench.changes().map { $0["body"]?.stringValue ?? "" }
      #expect(bodies.count == 1 && !bodies[0].contains("never-sent"))
    }
  }

  @Test("without room for a crash note still leaves the terminal whole, and says that there is none")
  func noteless() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench, before: "ulimit -f 0") { shell in
        kill(try shell.process(), SIGSEGV)
        let screen = try await shell.waitForWhole(status: 128 + Int(SIGSEGV))
        #expect(screen.contains("ended on SIGSEGV"), "\(screen)")
      }
    }
  }
}
