import Foundation
import Glibc
import Testing

/// A shell that runs the console once, compares the terminal's modes before and after, and tells the exit status.
struct OneShell {
  let terminal: TerminalProgram
  private let home: String

  /// - Parameters:
  ///   - viewing: a file that its reader is opened with.
  ///   - failing: the way in which the terminal's own child program is to end; nil for the console.
  ///   - before: a command of the shell's before the program starts.
  static func use(
    _ bench: Bench, route: String = "modules", viewing file: String? = nil, failing way: String? = nil,
    before: String = ":",
    _ body: (OneShell) async throws -> Void
  ) async throws {
    let home = bench.home.path
    let child = URL(filePath: BuiltProgram.path).deletingLastPathComponent().appending(path: "terminal-child").path
    let command =
      way.map { "\"\(child)\" '\($0)' '\(home)/note'" }
      ?? "\"\(BuiltProgram.path)\" " + (file.map { "view '\($0)'" } ?? "--goto \(route)")
    // A process with its pid written down, so that it can be sent signals.
    let script = """
      \(before)
      stty -g > '\(home)/modes-before'
      sh -c 'echo $$ > "\(home)/pid"; exec \(command.replacing("'", with: "'\\''"))'
      status=$?
      stty -g > '\(home)/modes-after'
      echo "ended with $status"
      exec cat -v
      """
    let terminal = try await TerminalProgram(
      ["-c", script], columns: 200, environment: bench.program.environment, program: "sh")
    do {
      try await terminal.wait(until: "the first screen") {
        $0.contains(way != nil ? "The terminal is taken" : file != nil ? "q Quit" : "cio-console ›")
      }
      try await body(OneShell(terminal: terminal, home: home))
      await terminal.close()
    } catch {
      await terminal.close()
      throw error
    }
  }

  /// The process of the console, or the one that some file of the home names.
  func process(in file: String = "pid") throws -> pid_t {
    let text = try String(contentsOfFile: "\(home)/\(file)", encoding: .utf8)
    return try #require(pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)))
  }

  /// Waits for the program's end, and checks everything that makes a terminal whole.
  ///
  /// - Parameter signal: the one that must have ended it, as the shell says in the C library's words: a program that only exits with
  ///   the status of a signal has not been ended by it. A shell says nothing of SIGINT.
  @discardableResult
  func waitForWhole(status: Int? = nil, raising signal: Int32? = nil) async throws -> String {
    let status = status ?? signal.map { 128 + Int($0) }
    let screen = try await terminal.wait(for: "ended with \(status.map { "\($0)" } ?? "")")
    if let signal, signal != SIGINT {
      let words = String(cString: strsignal(signal))
      #expect(screen.contains(words), "not ended by the signal itself: \(screen)")
    }
    #expect(await terminal.modes() == .whole)
    // What is typed is echoed again, and what is pasted has no marks around it.
    await terminal.paste("pasted")
    await terminal.press("Enter")
    let after = try await terminal.wait(until: "the paste twice") { $0.components(separatedBy: "pasted").count == 3 }
    #expect(!after.contains("200~"), "\(after)")
    let modes = try ["before", "after"].map { try String(contentsOfFile: "\(home)/modes-\($0)", encoding: .utf8) }
    #expect(modes[0] == modes[1])
    return screen
  }

  func crashNotes() throws -> [String] {
    Files.all(under: home).filter { $0.split(separator: "/").last?.hasPrefix("crash-") == true }
  }
}

/// What a program has set in its terminal, as far as tmux tells it.
struct TerminalModesSeen: Equatable, CustomStringConvertible {
  let alternateScreen: Bool
  let cursor: Bool
  let keypad: Bool
  let cursorKeys: Bool
  let mouse: Bool

  static let whole = TerminalModesSeen(
    alternateScreen: false, cursor: true, keypad: false, cursorKeys: false, mouse: false)
  static let taken = TerminalModesSeen(alternateScreen: true, cursor: true, keypad: true, cursorKeys: true, mouse: true)

  var isWhole: Bool { self == .whole }
  var description: String {
    "alternate screen \(alternateScreen), cursor \(cursor), keypad \(keypad), cursor keys \(cursorKeys), mouse \(mouse)"
  }
}

extension TerminalProgram {
  func modes() async -> TerminalModesSeen {
    let flags = ["alternate_on", "cursor_flag", "keypad_flag", "keypad_cursor_flag", "mouse_any_flag"]
    let values = await answer("display-message -p '\(flags.map { "#{\($0)}" }.joined(separator: " "))'")
      .split(separator: " ").map { $0 == "1" }
    guard values.count == flags.count else {
      return TerminalModesSeen(alternateScreen: true, cursor: false, keypad: true, cursorKeys: true, mouse: true)
    }
    return TerminalModesSeen(
      alternateScreen: values[0], cursor: values[1], keypad: values[2], cursorKeys: values[3], mouse: values[4])
  }
}
