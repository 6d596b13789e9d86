import Foundation
import Glibc
import Testing

/// From exec to the first frame, on whatever terminal and in whatever locale.
@Suite("The console starts") struct StartTests {
  @Test("Keys that were pressed before the first frame count") func earlyKeys() async throws {
    try await Bench.use { bench in
      let console = try await TerminalProgram(
        ["-c", "read -r line; exec \"\(BuiltProgram.path)\" --goto modules/track-event"],
        environment: bench.program.environment, program: "sh")
      // All of it is there before the program is: the shell takes its line, the rest waits in the terminal.
      await console.type("go\rada-early\treceipt-early")
      let screen = try await console.wait(for: "receipt-early")
      #expect(screen.contains("ada-early"))
      await console.press("F10")
      try await console.wait(for: "200")
      await console.close()
      #expect(try await bench.changes().first?["path"] == "/api/v1/customers/ada-early/events")
    }
  }

  @Test("A terminal that is not known here is taken for its family, and that is said once, in the console")
  func unknownTerminal() async throws {
    try await notice(
      changing: { $0["TERM"] = "xterm-of-the-future" },
      "The terminal xterm-of-the-future is not known here; xterm-256color is used instead.")
  }

  @Test("A locale that is not installed gives way to C.UTF-8, and that is said once, in the console")
  func unknownLocale() async throws {
    try await notice(
      changing: { $0["LC_ALL"] = "tlh_QO.UTF-8" }, "The locale tlh_QO.UTF-8 is not installed here; C.UTF-8 is used.")
  }

  @Test("No core file is ever written, whatever the limits of the session allow") func coreFiles() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench, before: "ulimit -c unlimited; cd \"$CIO_CONSOLE_HOME\"") { shell in
        let process = try shell.process()
        let limits = Processes.file(process, "limits").split(separator: "\n").first { $0.contains("core file") }
        #expect(limits?.split(separator: " ").filter { $0 == "0" }.count == 2, "\(limits ?? "none")")
        kill(process, SIGABRT)
        let screen = try await shell.waitForWhole(status: 128 + Int(SIGABRT))
        #expect(!screen.contains("core dumped"), "\(screen)")
        #expect(!Files.all(under: bench.home.path).contains { $0.contains("/core") })
      }
    }
  }

  /// Where a program takes the cores, the kernel asks no limit: the process itself must be one that is not dumped.
  @Test("Nor is its memory given to a program that gathers core files") func gatheredCores() async throws {
    let child = URL(filePath: BuiltProgram.path).deletingLastPathComponent().appending(path: "terminal-child").path
    let run = try await ChildProcess(path: child, arguments: ["core dumps"], environment: [:]).run(input: "")
    #expect(run.output == "dumpable true\ndumpable false\n", "\(run)")
  }

  private func notice(
    changing change: @Sendable (inout [String: String]) -> Void, _ words: String
  ) async throws {
    try await Bench.use(changing: change) { bench in
      try await OneShell.use(bench, route: "modules/track-event") { shell in
        let terminal = shell.terminal
        let screen = try await terminal.wait(for: words)
        #expect(screen.contains("›"), "signs beyond ASCII: \(screen)")
        // The key that shows that somebody has seen it.
        await terminal.type("a")
        try await terminal.wait(until: "the notice gone") { !$0.contains(words) }
        await terminal.press("BSpace", "C-q")
        try await terminal.wait(until: "the end, or its question") {
          $0.contains("ended with 0") || $0.contains("Quit the console?")
        }
        let end = try await shell.waitForWhole(status: 0)
        #expect(!end.contains(words), "said twice: \(end)")
      }
    }
  }
}
