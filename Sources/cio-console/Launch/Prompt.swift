import Foundation
import Terminal

/// Questions to the person at the terminal. Asked on the terminal itself, so that a pipe on standard output stays clean.
struct Prompt {
  private let descriptor: Int32

  /// Nil where nobody is there to answer.
  init?() {
    guard isatty(STDIN_FILENO) == 1, isatty(STDERR_FILENO) == 1 else { return nil }
    descriptor = STDIN_FILENO
  }

  /// Yes only where it was said.
  func confirms(_ question: String) -> Bool {
    let answer = ask(question + " [y/N] ")?.lowercased()
    return answer == "y" || answer == "yes"
  }

  /// The answer without its line break; nil at the end of the input.
  func ask(_ question: String) -> String? {
    say(question)
    return readLine(strippingNewline: true)
  }

  /// As ``ask(_:)``, without showing what is typed.
  func askHidden(_ question: String) -> String? {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0 else { return ask(question) }
    var hidden = modes
    hidden.c_lflag &= ~tcflag_t(ECHO)
    Interruption.shared.hides((descriptor, modes))
    tcsetattr(descriptor, TCSAFLUSH, &hidden)
    defer {
      tcsetattr(descriptor, TCSANOW, &modes)
      Interruption.shared.hides(nil)
      say("\n")
    }
    return ask(question)
  }

  private func say(_ text: String) { StandardError.ask(text) }
}
