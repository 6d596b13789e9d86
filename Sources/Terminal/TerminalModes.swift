import CNcurses

/// The bytes that switch on what curses does not: pasting between marks, focus, the mouse, the keypad's keys.
struct TerminalModes {
  private let keypadOn: String
  private let keypadOff: String
  private let ending: String
  /// Terminals of before xterm may print what they don't know.
  private let isModern: Bool

  static let mouseOn = "\u{1B}[?1000h\u{1B}[?1002h\u{1B}[?1006h"
  static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

  /// Reads the current terminal's description.
  @MainActor init(term: String) {
    isModern = TerminalFamily.takesCommands(term) || term.hasPrefix("linux")
    keypadOn = Self.string("smkx")
    keypadOff = Self.string("rmkx")
    let scrollAll = Self.string("csr").hasPrefix("\u{1B}[") ? "\u{1B}[r" : ""
    let mainScreen = Self.string("rmcup")
    ending =
      scrollAll + Self.string("sgr0") + Self.string("op") + Self.string("cnorm")
      + (mainScreen.isEmpty ? "\r\n" : mainScreen)
  }

  func on(mouse: Bool) -> String {
    keypadOn + (isModern ? "\u{1B}[?2004h\u{1B}[?1004h" + (mouse ? Self.mouseOn : "") : "")
  }

  var off: String { (isModern ? Self.mouseOff + "\u{1B}[?1004l\u{1B}[?2004l" : "") + keypadOff }

  /// Everything that ends our use of the terminal, for when curses can't be asked any more.
  var reset: String { off + ending }

  /// A capability without the pauses that old terminals needed (`$<5>`).
  @MainActor static func string(_ name: String) -> String {
    guard let value = cn_string(name) else { return "" }
    var result = ""
    var rest = Substring(String(cString: value))
    while let start = rest.firstRange(of: "$<"), let end = rest[start.upperBound...].firstIndex(of: ">") {
      result += rest[..<start.lowerBound]
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  /// The keys that the terminal's description tells of.
  @MainActor static func ownSequences() -> [[UInt8]: Key] {
    var names: [(String, Key)] = [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
      ("kpp", .pageUp), ("knp", .pageDown), ("kich1", Key(.insert)), ("kdch1", .delete), ("kcbt", .backTab),
      ("kLFT", Key(.left, .shift)), ("kRIT", Key(.right, .shift)), ("kri", Key(.up, .shift)),
      ("kind", Key(.down, .shift)),
    ]
    names += (1...12).map { ("kf\($0)", .function($0)) }
    var result: [[UInt8]: Key] = [:]
    for (name, key) in names {
      let bytes = Array(string(name).utf8)
      if bytes.count > 1, bytes[0] == 0x1B, result[bytes] == nil { result[bytes] = key }
    }
    return result
  }
}
