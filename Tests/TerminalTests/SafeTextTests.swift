import Foundation
import Testing

@testable import Terminal

@Suite("Text from outside") struct SafeTextTests {
  private func drawn(_ text: String) -> String { SafeText.pieces(of: text).map(\.glyph).joined() }

  @Test(
    "Controls, escape sequences and hidden characters are drawn as visible signs",
    arguments: [
      ("\u{1B}[31mred", "\\e[31mred"), ("a\nb", "a⏎b"), ("a\tb", "a\\tb"), ("a\rb", "a\\rb"), ("a\r\nb", "a\\r⏎b"),
      ("\u{0}\u{1}\u{7F}", "^@^A^?"), ("\u{9B}31m", "\\u{9B}31m"), ("a\u{202E}b", "a\\u{202E}b"),
      ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"), ("a\u{200B}b", "a\\u{200B}b"), ("\u{FEFF}a", "\\u{FEFF}a"),
      ("\u{E000}", "\\u{E000}"), ("\u{FFFF}", "\\u{FFFF}"), ("\u{0378}", "\\u{378}"), ("a\u{AD}b", "a\\u{AD}b"),
      ("\u{2028}", "\\u{2028}"), ("\u{E0041}", "\\u{E0041}"), ("\u{3164}", "\\u{3164}"),
    ])
  func hidden(text: String, expected: String) {
    #expect(drawn(text) == expected)
    #expect(SafeText.width(of: text) == SafeText.width(of: expected))
  }

  @Test("What stands for something else is marked as a substitute, and only that")
  func substitutes() {
    let pieces = SafeText.pieces(of: "a\u{1B}b")
    #expect(pieces.map(\.isSubstitute) == [false, true, true, false])
  }

  @Test(
    "Wide characters and pictures take two columns, marks none",
    arguments: [
      ("abc", 3), ("日本", 4), ("한국", 4), ("é", 1), ("e\u{301}", 1), ("😀", 2), ("👨‍👩‍👧", 2), ("👍🏽", 2), ("🇩🇪", 2),
      ("❤️", 2), ("1️⃣", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2), ("ﬁ", 1), ("─│▸●✓", 5), ("\u{1100}\u{1161}\u{11A8}", 2), ("का", 2), ("ｱ", 1),
      ("Ａ", 2),
    ])
  func widths(text: String, columns: Int) {
    #expect(SafeText.width(of: text) == columns)
    #expect(SafeText.pieces(of: text).reduce(0) { $0 + $1.width } == columns)
  }

  @Test("A cluster whose width terminals disagree about is drawn as its base")
  func bases() {
    #expect(drawn("👨‍👩‍👧") == "👨")
    #expect(drawn("👍🏽") == "👍")
    #expect(drawn("❤️") == "❤")
    #expect(drawn("🇩🇪🇫🇷") == "DEFR")
  }

  @Test("Of thirty marks four are drawn, and one sign stands for the rest")
  func manyMarks() {
    let pieces = SafeText.pieces(of: "e" + String(repeating: "\u{301}", count: 30) + "x")
    #expect(pieces.map(\.glyph) == ["e\u{301}\u{301}\u{301}\u{301}", "⁺", "x"])
    #expect(pieces.map(\.width) == [1, 1, 1])
  }

  @Test("A mark without a base stands on a dotted circle")
  func loneMark() {
    #expect(drawn("\u{301}a") == "◌\u{301}a")
    #expect(drawn("\u{1B}\u{301}").hasPrefix("\\e"))
  }

  @Test("What does not fit ends in an ellipsis, within the columns")
  func truncation() {
    #expect(SafeText.pieces(of: "abcdef", columns: 4).map(\.glyph) == ["a", "b", "c", "…"])
    #expect(SafeText.pieces(of: "日本語", columns: 4).map(\.glyph) == ["日", "…"])
    #expect(SafeText.pieces(of: "abcd", columns: 4).map(\.glyph) == ["a", "b", "c", "d"])
    #expect(SafeText.pieces(of: "abcd", columns: 0).isEmpty)
    #expect(SafeText.truncated("people/ada@example.com", columns: 9, cut: .middle) == "peop….com")
    #expect(SafeText.truncated("people/ada", columns: 5, cut: .start) == "…/ada")
    #expect(SafeText.fits("日本", columns: 4) && !SafeText.fits("日本", columns: 3))
  }

  @Test("Pieces know the characters that they stand for")
  func ranges() {
    let text = "a\u{1B}👨‍👩‍👧é"
    let pieces = SafeText.pieces(of: text)
    #expect(pieces.map { String(text[$0.range]) } == ["a", "\u{1B}", "\u{1B}", "👨‍👩‍👧", "é"])
  }

  @Test("Columns and indices of a text lead to each other")
  func columns() throws {
    let text = "a日\u{1B}e\u{301}x"
    let indices = Array(text.indices) + [text.endIndex]
    #expect(indices.map { SafeText.column(of: $0, in: text) } == [0, 1, 3, 5, 6, 7])
    #expect(SafeText.index(atColumn: 2, in: text) == indices[1])
    #expect(SafeText.index(atColumn: 4, in: text) == indices[2])
    #expect(SafeText.index(atColumn: 99, in: text) == text.endIndex)
  }

  @Test("Lines are broken at line feeds, after spaces, and inside long words")
  func wrapping() {
    #expect(SafeText.wrap("the quick brown fox", columns: 10).map(String.init) == ["the quick ", "brown fox"])
    #expect(SafeText.wrap("abcdefgh", columns: 3).map(String.init) == ["abc", "def", "gh"])
    #expect(SafeText.wrap("日本語", columns: 3).map(String.init) == ["日", "本", "語"])
    #expect(SafeText.wrap("a\n\nb\r\nc", columns: 5).map(String.init) == ["a", "", "b\r", "c"].map { $0 })
    #expect(SafeText.wrap("", columns: 5).map(String.init) == [""])
  }

  @Test("Text for plain output keeps its lines where asked, and nothing harmful")
  func visible() {
    #expect(SafeText.visible("a\u{1B}[2J\nb") == "a\\e[2J⏎b")
    #expect(SafeText.visible("a\u{1B}[2J\nb", keepingLines: true) == "a\\e[2J\nb")
  }

  @Test("No string of the naughty strings reaches a cell as control, and columns add up")
  func naughtyStrings() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../shared/data/naughty-strings.json")
    let own = [
      "\u{0}", "\u{1B}]0;x\u{7}", "\u{202A}\u{202B}\u{202C}", "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢", "👾🙇💁🙅🙆🙋🙎🙍", "᚛ᚄᚓᚐᚋᚒᚄ᚜", "ﷺ", "\u{FFFE}", "𝓣𝓱𝓮",
    ]
    let found = (try? JSONDecoder().decode([String].self, from: Data(contentsOf: file))) ?? []
    for text in own + found {
      var total = 0
      for piece in SafeText.pieces(of: text) {
        #expect(piece.width == 1 || piece.width == 2)
        #expect(piece.glyph.unicodeScalars.count <= 5)
        for scalar in piece.glyph.unicodeScalars {
          #expect(CharacterWidth.classify(scalar.value) != .hidden, "\(scalar.value) in \(text.debugDescription)")
        }
        total += piece.width
      }
      #expect(total == SafeText.width(of: text))
    }
  }

  @Test("Every scalar has the class that the Unicode data give it")
  func table() {
    for value in UInt32(0x80)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value), let expected = expectedClasses(of: scalar) else { continue }
      let found = CharacterWidth.classify(value)
      if !expected.contains(found) {
        Issue.record("U+\(String(value, radix: 16, uppercase: true)) is \(found), not one of \(expected)")
      }
    }
  }

  /// The classes that a scalar may have; nil for those that are younger than the table.
  private func expectedClasses(of scalar: Unicode.Scalar) -> Set<CharacterWidth.Class>? {
    let properties = scalar.properties
    if let age = properties.age, age.major > 14 { return nil }
    if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FB).contains(scalar.value) { return [.mark, .hidden] }
    if properties.isDefaultIgnorableCodePoint || properties.isNoncharacterCodePoint { return [.hidden] }
    return switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate: [.hidden]
    case .unassigned: properties.age == nil ? nil : [.hidden]
    case .nonspacingMark, .enclosingMark: [.mark]
    case .spacingMark: [.mark, .narrowJoining, .wideJoining]
    default:
      properties.isEmojiPresentation && !(0x1F1E6...0x1F1FF).contains(scalar.value)
        ? [.wide, .wideJoining] : [.narrow, .wide, .narrowJoining, .wideJoining, .mark]
    }
  }
}
