import Foundation

/// Text that breaks programs: cases of our own of every kind, and the shared collection where it is present.
enum HostileText {
  static let own: [String] = [
    " ", "undefined", "\\", "-1.00", "1E+02", "123456789012345678901234567890", "NaN", "0x0", "1'000,00",
    "2.2250738585072011e-308",
    "\u{1}\u{2}\u{7}\u{8}\u{E}\u{1B}\u{1F}", "\u{7F}", "\u{80}\u{84}\u{9B}31m\u{9F}",
    "\t\u{B}\u{C} \u{85}\u{A0}\u{1680}\u{2028}\u{3000}",
    "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;aGk=\u{1B}\\", "\u{1B}P$q\"p\u{1B}\\",
    "\u{1B}[2J\u{1B}[H", "\u{1B}c",
    "a\rb", "a\nb", "a\r\nb", "a\u{0}b",
    "\u{AD}\u{600}\u{61C}\u{180E}\u{200B}\u{200F}\u{202E}evil\u{202C}\u{2060}\u{2066}x\u{2069}\u{FEFF}",
    "\u{E0001}\u{E0041}", "\u{FFFE}\u{FFFF}\u{10FFFF}", "\u{378}\u{E000}\u{F0000}", "Ω≈ç√∫˜µ≤≥÷", "⁰⁴⁵₀₁₂",
    "田中さんにあげて下さい", "社會科學院語學研究所",
    "찦차를 타고 온 펲시맨과", "ﾀﾁﾂﾃ full ＡＢＣ", "(｡◕ ∀ ◕｡)", "👾 🙇 💁 🙅 🙆 🙋", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️ ☺ ☺️", "🇺🇸🇷🇺🇸 🇦", "1️⃣ 2️⃣ #️⃣ *️⃣", "１２３", "١٢٣",
    "ثم نفس سقطت", "בְּרֵאשִׁית", "مُنَاقَشَةُ", "﷽ ﷺ", "𒐫 ⸻", "Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠", "e\u{301}" + String(repeating: "\u{336}", count: 40),
    "\u{301}begins with a mark", "\u{200D}\u{200D}", "˙ɐnbᴉlɐ ɐuƃɐɯ", "𝓣𝓱𝓮 𝕢𝕦𝕚𝕔𝕜", "<script>alert(1)</script>",
    "<svg><![CDATA[><b>", "' OR 1=1 -- 1",
    "'; DROP TABLE people; --", "$(touch /tmp/x) `id`", "{{7*7}} ${HOME} %s%n%d", "../../../etc/passwd%00.html",
    "file:///etc/passwd", "CON", "[unclosed (",
    String(repeating: "x", count: 2_000), String(repeating: "界", count: 600), String(repeating: "\u{301}", count: 300),
    String(repeating: "🇩", count: 101), String(repeating: "ﷺ", count: 50),
  ]

  /// The shared collection, empty where it isn't there.
  static let shared: [String] = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = tests.deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "shared/data/naughty-strings.json")
    guard let data = try? Data(contentsOf: file), let strings = try? JSONDecoder().decode([String].self, from: data)
    else { return [] }
    print("Reading \(strings.count) strings from \(file.lastPathComponent).")
    return strings
  }()

  static var all: [String] { own + shared }

  /// Those that the sandbox takes for the value of an attribute, in rows of as many as one person may have.
  static var attributes: [[String]] {
    let short = all.filter { !$0.isEmpty && $0.utf8.count <= 1_000 }
    return stride(from: 0, to: short.count, by: 250).map { Array(short[$0..<min($0 + 250, short.count)]) }
  }
}
