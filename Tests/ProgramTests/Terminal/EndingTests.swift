import Foundation
import Glibc
import Testing

/// However the console ends, the terminal is as it was.
@Suite("The terminal is left whole") struct EndingTests {
  @Test("by a signal that asks for the end, and says which", arguments: [SIGTERM, SIGHUP, SIGINT])
  func termination(number: Int32) async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench) { shell in
        kill(try shell.process(), number)
        let screen = try await shell.waitForWhole(raising: number)
        #expect(screen.contains("ended on \(Self.name(number))"), "\(screen)")
        #expect(try shell.crashNotes().isEmpty)
      }
    }
  }

  @Test(
    "by a signal that kills, and says where the crash note is",
    arguments: [
      SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGFPE, SIGSYS, SIGXCPU, SIGALRM, SIGUSR1, SIGUSR2,
    ])
  func crash(number: Int32) async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench) { shell in
        kill(try shell.process(), number)
        let screen = try await shell.waitForWhole(raising: number)
        let note = try #require(try shell.crashNotes().first)
        #expect(screen.contains("ended on \(Self.name(number)). The crash note is \(note)"), "\(screen)")
        let text = try String(contentsOfFile: note, encoding: .utf8)
        #expect(text.contains("signal \(Self.name(number))\n") && text.contains("\nframes\n"), "\(text)")
        #expect(try FileManager.default.attributesOfItem(atPath: note)[.posixPermissions] as? Int == 0o600)
      }
    }
  }

  @Test(
    "by a failure inside the program",
    arguments: [
      "thrown error", "trap", "failed precondition", "index out of range", "nil unwrapped", "bad memory",
      "endless recursion",
    ])
  func failure(way: String) async throws {
    // The runtime's own handlers would bring a signal stack of theirs, and hide that ours is missing.
    try await Bench.use(changing: { $0["SWIFT_BACKTRACE"] = "enable=no" }) { bench in
      try await OneShell.use(bench, failing: way) { shell in
        await shell.terminal.press("Enter")
        let screen = try await shell.waitForWhole()
        let note = bench.home.path + "/note"
        #expect(screen.contains("terminal-child 1 ended on SIG"), "\(screen)")
        #expect(screen.contains("The crash note is \(note)"), "\(screen)")
        #expect(try String(contentsOfFile: note, encoding: .utf8).contains("signal SIG"))
      }
    }
  }

  @Test("by an exit from anywhere") func exit() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench, failing: "exit") { shell in
        await shell.terminal.press("Enter")
        try await shell.waitForWhole(status: 3)
      }
    }
  }

  @Test("by Ctrl-Q") func quit() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench) { shell in
        await shell.terminal.press("C-q")
        try await shell.waitForWhole(status: 0)
      }
    }
  }

  @Test("by a terminal that goes away without a signal: the program ends") func closedTerminal() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench, before: "trap '' HUP") { shell in
        let process = try shell.process()
        await shell.terminal.close()
        try await waiting(until: "the console's end") { !Processes.runs(process) }
      }
    }
  }

  @Test("while it is stopped by Ctrl-Z, and taken again by fg") func stop() async throws {
    try await Bench.use { bench in
      var environment = bench.program.environment
      environment["PS1"] = "ready> "
      environment["COLUMNS"] = nil
      let shell = try await TerminalProgram(
        ["--norc", "--noprofile", "-i"], columns: 120, environment: environment, program: "bash")
      do {
        try await shell.wait(for: "ready>")
        await shell.type("stty -g > \(bench.home.path)/before; \(BuiltProgram.path) --goto modules/track-event")
        await shell.press("Enter")
        try await shell.wait(for: "Event Name")
        await shell.type("ada-stopped")
        try await shell.wait(for: "ada-stopped")
        await shell.press("C-z")
        try await shell.wait(for: "Stopped")
        #expect(await shell.modes() == .whole)
        await shell.type("stty -g > \(bench.home.path)/after; echo half=way")
        await shell.press("Enter")
        try await shell.wait(for: "half=way\n")
        await shell.type("fg")
        await shell.press("Enter")
        try await shell.wait(for: "ada-stopped")
        #expect(await shell.modes() == .taken)
        await shell.type("-again")
        try await shell.wait(for: "ada-stopped-again")
        await shell.press("C-q")
        try await shell.wait(for: "Quit the console?")
        await shell.press("Tab", "Enter")
        try await shell.wait(until: "the main screen") { $0.contains("half=way") }
        #expect(await shell.modes() == .whole)
        let modes = try ["before", "after"].map {
          try String(contentsOfFile: bench.home.path + "/" + $0, encoding: .utf8)
        }
        #expect(modes[0] == modes[1])
        await shell.close()
      } catch {
        await shell.close()
        throw error
      }
    }
  }

  @Test("when it was stopped and continued from outside: it draws itself anew") func stopFromOutside() async throws {
    try await Bench.use { bench in
      try await OneShell.use(bench, route: "modules/track-event") { shell in
        let process = try shell.process()
        kill(process, SIGSTOP)
        try await waiting(until: "the stop") { Processes.state(process) == "T" }
        // The shell takes its terminal back, as it does when a job is stopped.
        let terminal = await shell.terminal.answer("display-message -p '#{pane_tty}'")
        let reset =
          "stty -F \(terminal) sane; printf '\\033[?1049l\\033[?1l\\033>\\033[?1000l\\033[?1002l' > \(terminal)"
        let run = try await ChildProcess(
          path: "/bin/sh", arguments: ["-c", reset], environment: ["PATH": "/usr/bin:/bin"]
        ).run(input: "")
        #expect(run.status == 0, "\(run)")
        try await shell.terminal.wait(until: "the main screen") { !$0.contains("Customer ID") }
        kill(process, SIGCONT)
        await shell.terminal.type("a")
        try await shell.terminal.wait(for: "*Customer ID   a")
        #expect(await shell.terminal.modes() == .taken)
        await shell.terminal.press("BSpace", "C-q")
        try await shell.waitForWhole(status: 0)
      }
    }
  }

  @Test("after the editor was killed: the console is back with the text as it was") func killedEditor() async throws {
    let edit: @Sendable (inout [String: String]) -> Void = { environment in
      environment["EDITOR"] = "sh -c 'echo $$ > \"$CIO_CONSOLE_HOME/editor\"; echo editing; exec sleep 1000' sh"
    }
    try await Bench.use(changing: edit) { bench in
      try await OneShell.use(bench, route: "modules/upsert-customer") { shell in
        let terminal = shell.terminal
        try await terminal.wait(for: "Customer ID")
        await terminal.type("ada-edited")
        await terminal.press("F4")
        try await terminal.wait(for: "editing")
        #expect(await terminal.modes().isWhole)
        let editor = try shell.process(in: "editor")
        kill(editor, SIGKILL)
        let screen = try await terminal.wait(for: "the text stays as it was")
        #expect(screen.contains("ada-edited"))
        #expect(await terminal.modes() == .taken)
        await terminal.type("-on")
        try await terminal.wait(for: "ada-edited-on")
        kill(try shell.process(), SIGTERM)
        try await shell.waitForWhole(raising: SIGTERM)
      }
    }
  }

  @Test("when the console is killed while the editor has the terminal") func killedUnderEditor() async throws {
    let edit: @Sendable (inout [String: String]) -> Void = { environment in
      environment["EDITOR"] = "sh -c 'echo $$ > \"$CIO_CONSOLE_HOME/editor\"; echo editing; exec sleep 1000' sh"
    }
    try await Bench.use(changing: edit) { bench in
      try await OneShell.use(bench, route: "modules/upsert-customer") { shell in
        try await shell.terminal.wait(for: "Customer ID")
        await shell.terminal.type("ada-edited")
        await shell.terminal.press("F4")
        try await shell.terminal.wait(for: "editing")
        kill(try shell.process(), SIGTERM)
        try await shell.waitForWhole(raising: SIGTERM)
        kill(try shell.process(in: "editor"), SIGKILL)
      }
    }
  }

  static func name(_ signal: Int32) -> String {
    let names = [
      SIGTERM: "SIGTERM", SIGHUP: "SIGHUP", SIGINT: "SIGINT", SIGQUIT: "SIGQUIT", SIGABRT: "SIGABRT",
      SIGSEGV: "SIGSEGV",
      SIGBUS: "SIGBUS", SIGILL: "SIGILL", SIGTRAP: "SIGTRAP", SIGFPE: "SIGFPE", SIGSYS: "SIGSYS", SIGXCPU: "SIGXCPU",
      SIGALRM: "SIGALRM", SIGUSR1: "SIGUSR1", SIGUSR2: "SIGUSR2",
    ]
    return names[signal] ?? "?"
  }
}
