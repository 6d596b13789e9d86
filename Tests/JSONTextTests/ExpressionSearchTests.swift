import Foundation
@testable import JSONText
import Testing

/// The shorter ways of matching an expression find what matching it token by token finds.
@Suite struct ExpressionSearchTests {
  private static let documents: [JSONDocument] = {
    var documents = (0..<3).map { seed in
      var random = RandomJSON(seed: UInt64(seed) + 700)
      return JSONDocument(JSONSearchTests.escaped(.array((0..<40).map { _ in random.value() }), &random))
    }
    for count in [2_000, 3_000, 70_000] {
      var random = RandomJSON(seed: UInt64(count) + 800)
      documents.append(JSONDocument(random.noise(count: count)))
    }
    var random = RandomJSON(seed: 900)
    documents.append(JSONDocument(longStrings(&random)))
    return documents
  }()

  /// Strings across several slices, with every kind of character and escape, some of them none.
  private static func longStrings(_ random: inout RandomJSON) -> String {
    let pieces = [
      "a", "text", "\\n", "\\\"", "\\\\", "é", "\\u0041", " ", "key1", "\\ud83d\\ude00", "\\ud83d", "\\x", "-3.99",
      "\u{212A}", "ſ", "K", "ada.7@example.com", "漢字 ",
    ]
    var text = "["
    while text.utf8.count < 140_000 {
      let count = [0, 1, 3, 30, 3_000, 30_000].randomElement(using: &random) ?? 0
      text += "\"" + (0..<count).compactMap { _ in pieces.randomElement(using: &random) }.joined() + "\", "
      text += ["1.5", "-12.99", "true", "{\"key\": [1, 2]}", "\"plain text\""].randomElement(using: &random) ?? "0"
      text += ", "
    }
    return text + "1]"
  }

  private static func matches(_ pattern: JSONSearchPattern, in document: JSONDocument, step: Int) -> [Range<Int>] {
    var search = JSONSearch(pattern, in: document.snapshot)
    while search.advance(byteCount: step) {}
    let matches = search.matches(in: 0..<document.byteCount, limit: .max)
    #expect(matches.count == search.matchCount)
    #expect(search.isFinished && !search.isIncomplete)
    return matches
  }

  @Test(
    arguments: [
      // A class alone.
      ".", ".*", ".+", "\\d+", "\\w+", "[^a]", "[^a]+", "[a-z]", "[k-s]*", "\\W", "\\S+", "[\\d.-]+",
      // With a text in every match.
      "[a-z]+@[a-z]+\\.com", "\\d+\\.99", "^key\\d?", "te*xt", "(?:a|t)ext", "plain.text", "x{0}key", "(?<=t)ext",
      "e\\.c|key", "[\\]k]ey", "a{1,2}\\.", "k+", "\\\\\\w",
      // With neither.
      "[A-Z]", "x|text", "\\bkey\\d\\b", ".$", "^.", "(?=t).", "a.*n|a", "\\s+", "[[:upper:]]+", "\\p{Lu}", "(?s).{3}",
      "é", "\\x{212A}", "(k)\\1?", "\\Btext",
    ], [false, true])
  func everyWayFindsTheSame(_ text: String, ignoresCase: Bool) throws {
    let plain = try JSONSearchPattern(plainRegularExpression: text, ignoresCase: ignoresCase)
    let pattern = try JSONSearchPattern(regularExpression: text, ignoresCase: ignoresCase)
    for document in Self.documents {
      let expected = Self.matches(plain, in: document, step: 1)
      // On one processor slice by slice, and on all of them.
      #expect(Self.matches(pattern, in: document, step: 1) == expected)
      #expect(Self.matches(pattern, in: document, step: 4 << 20) == expected)
    }
  }

  @Test(arguments: [
    ("[a-z]+@[a-z]+\\.org", ".org"), ("\\d+\\.99", ".99"), ("^cus_0000001$", "cus_0000001"), ("te+xt", "te"),
    ("te*xt", "xt"), ("tex?t", "te"), ("ab{2}c{0}d{1,}", "ab"), ("(x|y)abc", "abc"), ("a\\.b", "a.b"), ("[]x]ab", "ab"),
    ("ab[[:digit:]\\]]c", "ab"), ("a(b(c)[)])d", "a"), ("(?:ab)+c", "c"), ("(?=a)bc", "bc"), ("ab|cd", ""),
    ("(?i)ab", ""),
    ("a(?i:b)", ""), ("\\Qab\\E", ""), ("a\\x41", ""), ("ab{", ""), ("ab{,2}", ""), ("(*UCP)ab", ""), (".*", ""),
    ("é+ab", "ab"),
  ])
  func theTextThatEveryMatchHasIsKnown(_ expression: String, _ text: String) {
    let required = RequiredText(of: expression, ignoresCase: false)
    #expect(required.map { String(decoding: $0.bytes, as: UTF8.self) } ?? "" == text)
  }

  @Test func lettersWhoseOtherCaseIsNoASCIIAreNotRequired() {
    #expect(RequiredText(of: "desk_top", ignoresCase: true)?.bytes == Array("_top".utf8))
    #expect(RequiredText(of: "ks", ignoresCase: true) == nil)
  }

  @Test func textThatAMatchNeedsIsNotFoundInANeighbour() throws {
    let document = JSONDocument(#"{"a1":"b","b":["a","1b"],"c":"a1b"}"#)
    #expect(Self.matches(try JSONSearchPattern(regularExpression: "a\\w*b"), in: document, step: 1).count == 1)
  }
}
