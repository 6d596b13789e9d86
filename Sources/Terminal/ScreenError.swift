/// Why there is no terminal to draw on. The description is what the person is told; the exit status that goes with it is 2.
public enum ScreenError: Error, Hashable, CustomStringConvertible {
  case outputIsNoTerminal
  case noKeyboard
  /// TERM is unset, `dumb`, or tells of a terminal whose cursor can't be moved.
  case incapable(term: String)
  case unknownTerminal(term: String)
  case system(String)

  public static let exitStatus: Int32 = 2

  public var description: String {
    switch self {
    case .outputIsNoTerminal:
      "The console needs a terminal, and standard output is none. In scripts use the commands: cio-console --help."
    case .noKeyboard:
      "The console needs a keyboard: standard input is no terminal, and /dev/tty can't be opened."
    case .incapable(let term) where term.isEmpty:
      "TERM is not set, so nothing is known of this terminal. Set it, for example: TERM=xterm-256color."
    case .incapable(let term):
      "TERM is \(SafeText.visible(term)), a terminal that can't draw screens. Set it to what your terminal is, for example: "
        + "TERM=xterm-256color."
    case .unknownTerminal(let term):
      "The terminal \(SafeText.visible(term)) is not known here, and none of its family is. Set TERM, for example: "
        + "TERM=xterm-256color."
    case .system(let reason): "The terminal can't be used: \(reason)."
    }
  }
}
