import Foundation
import Glibc
import Testing

/// However the console ends, the terminal is as it was.
@Suite("The terminal is left whole") struct EndingTests {
  @Test(
    "by a signal", arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE])
  func signal(number: Int32) async throws {
    try await Bench.use { bench in
      try await inShell(bench) { shell, process in
        kill(process, number)
        let screen = try await shell.wait(for: "ended with")
        #expect(screen.contains("cio-console"))
      }
    }
  }

  @Test("by Ctrl-Q") func quit() async throws {
    try await Bench.use { bench in
      try await inShell(bench) { shell, _ in
        await shell.press("C-q")
        try await shell.wait(for: "ended with 0")
      }
    }
  }

  /// Runs the console in a shell that tells its exit status, and compares the terminal's modes before and after.
  private func inShell(_ bench: Bench, _ body: (TerminalProgram, pid_t) async throws -> Void) async throws {
    let home = bench.home.path
    // A process with its pid written down, so that it can be sent signals.
    let script = """
      stty -g > '\(home)/before'
      sh -c 'echo $$ > "\(home)/pid"; exec "\(BuiltProgram.path)" --goto modules'
      status=$?
      stty -g > '\(home)/after'
      echo "ended with $status"
      exec cat
      """
    let shell = try await TerminalProgram(["-c", script], environment: bench.program.environment, program: "sh")
    do {
      try await shell.wait(for: "Delete a customer")
      let text = try String(contentsOfFile: home + "/pid", encoding: .utf8)
      try await body(shell, try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines))))
      // What is typed is echoed again, and stands on the main screen.
      await shell.type("whole")
      try await shell.wait(for: "whole")
      let before = try String(contentsOfFile: home + "/before", encoding: .utf8)
      let after = try String(contentsOfFile: home + "/after", encoding: .utf8)
      #expect(before == after)
      await shell.close()
    } catch {
      await shell.close()
      throw error
    }
  }
}
