/// Which descriptions stand in for a terminal that the host does not know.
enum TerminalFamily {
  /// The name itself, then its family from the nearest to the plainest.
  static func candidates(for term: String) -> [String] {
    var names = [term]
    if term.hasPrefix("tmux") || term.hasPrefix("screen") {
      names += ["tmux-256color", "screen-256color", "screen"]
    } else if term.hasPrefix("rxvt") {
      names += ["rxvt-unicode-256color", "rxvt-256color", "rxvt"]
    } else if term.hasPrefix("linux") {
      names += ["linux"]
    } else if term.hasPrefix("vt") {
      names += ["vt220", "vt100"]
    }
    names += ["xterm-256color", "xterm", "vt100"]
    return names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Whether a terminal reads operating system commands (OSC), or may print them.
  static func takesCommands(_ term: String) -> Bool {
    !["linux", "vt", "ansi", "cons", "cygwin", "sun", "dumb", "wy", "mach"].contains { term.hasPrefix($0) }
  }
}
