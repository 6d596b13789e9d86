import Foundation

/// Text that breaks programs: cases of our own of every kind, and the shared collection where it is present.
enum HostileStrings {
  static let own: [String] = [
    "", " ", "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}", "\u{9B}31m", "a\rb", "a\nb", "a\r\nb", "\u{0}", "\u{7F}",
    "\t", "\u{202E}evil\u{202C}", "\u{2066}x\u{2069}", "zero\u{200B}width", "\u{FEFF}bom", "e\u{301}",
    "Z" + String(repeating: "\u{336}\u{35E}\u{327}", count: 10), "日本語テキスト", "한국어", "👩‍👩‍👧‍👦", "🏳️‍🌈", "🇩🇪🇫🇷", "👍🏽",
    "\u{301}starts with a mark", "\u{E0001}\u{E0041}", "\u{FFFF}", "\u{10FFFF}", "\u{D7FF}\u{E000}", "ﷺ", "مرحبا",
    "שלום",
    "<script>alert(1)</script>", "'; DROP TABLE people; --", "%s%n%d", "../../etc/passwd", "{{7*7}}", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
    String(repeating: "x", count: 5_000), String(repeating: "界", count: 2_000),
    String(repeating: "\u{301}", count: 1_000), String(repeating: "🇩", count: 501),
  ]

  /// The shared collection, empty where it isn't there.
  static let shared: [String] = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let file = root.deletingLastPathComponent().appendingPathComponent("shared/data/naughty-strings.json")
    guard let data = try? Data(contentsOf: file), let strings = try? JSONDecoder().decode([String].self, from: data)
    else { return [] }
    print("Reading \(strings.count) strings from \(file.lastPathComponent).")
    return strings
  }()

  static var all: [String] { own + shared }
}

/// Numbers that look random and are the same in every run.
struct SeededNumbers: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
