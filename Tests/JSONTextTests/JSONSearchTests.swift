import Foundation
import JSONText
import Testing

@Suite struct JSONSearchTests {
  /// What can be found: keys, strings and everything else as it is written.
  static func searchable(_ value: JSONValue) -> [String] {
    switch value {
    case .object(let members): members.flatMap { [$0.key] + searchable($0.value) }
    case .array(let elements): elements.flatMap { searchable($0) }
    case .string(let text): [text]
    default: [value.compactText]
    }
  }

  static func escaped(_ text: String, _ random: inout RandomJSON) -> String {
    var result = "\""
    for unit in text.utf16 {
      let mustEscape = unit < 0x20 || unit == 0x22 || unit == 0x5C || unit >= 0xD800 && unit < 0xE000
      if mustEscape || Int.random(in: 0..<6, using: &random) == 0 {
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      } else {
        result += String(utf16CodeUnits: [unit], count: 1)
      }
    }
    return result + "\""
  }

  /// The value with its strings escaped here and there, in every allowed way.
  static func escaped(_ value: JSONValue, _ random: inout RandomJSON) -> String {
    switch value {
    case .object(let members):
      "{" + members.map { escaped($0.key, &random) + ":" + escaped($0.value, &random) }.joined(separator: ",") + "}"
    case .array(let elements): "[" + elements.map { escaped($0, &random) }.joined(separator: ", ") + "]"
    case .string(let text): escaped(text, &random)
    default: value.compactText
    }
  }

  static func run(_ pattern: JSONSearchPattern, in document: JSONDocument) -> JSONSearch {
    var search = JSONSearch(pattern, in: document.snapshot)
    while search.advance(byteCount: 1) {}
    return search
  }

  static func count(of needle: String, in text: String) -> Int {
    // Literal, so that no mark after a letter keeps it from being found.
    var count = 0
    var rest = text.startIndex..<text.endIndex
    while let range = text.range(of: needle, options: .literal, range: rest) {
      count += 1
      rest = range.upperBound..<text.endIndex
    }
    return count
  }

  private static let documents: [(JSONDocument, [String])] = (0..<5).map { seed in
    var random = RandomJSON(seed: UInt64(seed) + 9_000)
    let value = JSONValue.array((0..<(seed < 4 ? 3 : 100)).map { _ in random.value() })
    return (JSONDocument(escaped(value, &random)), searchable(value))
  }

  @Test(arguments: [
    "text", "漢", "字 漢", "\"", "\\", "{ [ , : ]", "a \"quoted", "\n", "1", "-", "null", "key", " ", "e", "id0",
    "\\\\ text\n", "odd key1", "zz",
  ])
  func literalTextIsFoundInWhatStringsSay(_ needle: String) throws {
    for (document, texts) in Self.documents {
      let search = Self.run(JSONSearchPattern(literal: needle), in: document)
      #expect(search.isFinished)
      #expect(search.matchCount == texts.map { Self.count(of: needle, in: $0) }.reduce(0, +))
      var previous = 0
      for number in stride(from: 0, to: search.matchCount, by: max(1, search.matchCount / 25)) {
        let range = try #require(search.match(number))
        let said = try JSONValue(parsing: [0x22] + document.snapshot.bytes(range) + [0x22]).stringValue
        #expect(said == needle)
        #expect(range.lowerBound >= previous)
        #expect(search.number(ofMatchAtOrAfter: range.lowerBound) == number)
        #expect(search.number(ofMatchBefore: range.upperBound) == number)
        #expect(search.matches(in: range) == [range])
        previous = range.upperBound
      }
      #expect(search.match(search.matchCount) == nil)
    }
  }

  @Test(arguments: [
    "t[a-z]+t", "^plain", "text$", "\\d+", "漢字 ?", "[^a]", ".+", "\"[a-z]+\"", "k(?=ey)", "(?<=-)\\d", "\\bname\\d\\b",
    "\\s", "x|text", "a{2}",
  ])
  func expressionsMatchWithinOneString(_ text: String) throws {
    let reference = try NSRegularExpression(pattern: text, options: .anchorsMatchLines)
    let pattern = try JSONSearchPattern(regularExpression: text)
    for (document, texts) in Self.documents {
      let search = Self.run(pattern, in: document)
      let expected = texts.flatMap { text in
        reference.matches(in: text, range: NSRange(text.startIndex..., in: text))
          .compactMap { Range($0.range, in: text).map { String(text[$0]) } }
      }
      #expect(search.matchCount == expected.count)
      #expect(!search.isIncomplete)
      for number in stride(from: 0, to: min(search.matchCount, expected.count), by: max(1, expected.count / 25)) {
        let range = try #require(search.match(number))
        let said = try JSONValue(parsing: [0x22] + document.snapshot.bytes(range) + [0x22]).stringValue
        #expect(said == expected[number])
        #expect(search.matches(in: range).contains(range))
      }
    }
  }

  @Test func caseIsIgnoredWhereAsked() throws {
    let document = JSONDocument(#"{"Email":"ÉCOLE école \u0045mail","x":"EMAIL"}"#)
    #expect(Self.run(JSONSearchPattern(literal: "email"), in: document).matchCount == 0)
    #expect(Self.run(JSONSearchPattern(literal: "email", ignoresCase: true), in: document).matchCount == 3)
    #expect(Self.run(JSONSearchPattern(literal: "école", ignoresCase: true), in: document).matchCount == 2)
    let expression = try JSONSearchPattern(regularExpression: "^e.ail", ignoresCase: true)
    #expect(Self.run(expression, in: document).matchCount == 2)
  }

  @Test func anEscapeIsNotTakenForTheLettersItIsWrittenWith() {
    let document = JSONDocument(#"["\name","\u00e9u00e9","\\n","n"]"#)
    #expect(Self.run(JSONSearchPattern(literal: "n"), in: document).matchCount == 2)
    #expect(Self.run(JSONSearchPattern(literal: "name"), in: document).matchCount == 0)
    #expect(Self.run(JSONSearchPattern(literal: "u00e9"), in: document).matchCount == 1)
    #expect(Self.run(JSONSearchPattern(literal: "\\n"), in: document).matchCount == 1)
  }

  @Test func matchesDoNotCrossFromOneValueToTheNext() throws {
    let document = JSONDocument(#"{"ab":"cd","ef":[1,2]}"#)
    for text in ["b\":\"c", "1,2", ":", ",", "bc"] {
      #expect(Self.run(JSONSearchPattern(literal: text), in: document).matchCount == 0)
    }
    for text in ["b\\Wc", "b.c", "1\\s2", "d\\ne"] {
      #expect(Self.run(try JSONSearchPattern(regularExpression: text), in: document).matchCount == 0)
    }
  }

  @Test func aStringAcrossSlicesIsSearchedAsOne() throws {
    let filler = String(repeating: "0123456789abcdef", count: 4_094) + "\\n\\u00e9"
    let text = "[\"" + filler + "needle at the seam" + filler + "\"]"
    for shift in 0..<40 {
      let document = JSONDocument(String(repeating: " ", count: shift) + text)
      #expect(Self.run(JSONSearchPattern(literal: "needle"), in: document).matchCount == 1)
      #expect(Self.run(JSONSearchPattern(literal: "éneedle at"), in: document).matchCount == 1)
      #expect(Self.run(try JSONSearchPattern(regularExpression: "n.{2}dle at"), in: document).matchCount == 1)
      #expect(Self.run(try JSONSearchPattern(regularExpression: "^néedle|^éneedle"), in: document).matchCount == 1)
    }
  }

  @Test func aSearchGoesOnWhileBytesArrive() throws {
    let document = JSONDocument()
    let pattern = JSONSearchPattern(literal: "needle")
    var search = JSONSearch(pattern, in: document.snapshot)
    let piece = Array(("{\"a\":\"" + String(repeating: "x", count: 50_000) + "needle\"}\n").utf8)
    for _ in 0..<10 {
      try document.append(piece)
      search.update(to: document.snapshot)
      while search.advance() {}
      #expect(search.matchCount <= document.byteCount / piece.count)
      #expect(!search.isFinished)
    }
    document.finish()
    search.update(to: document.snapshot)
    search.advance()
    #expect(search.isFinished)
    #expect(search.matchCount == 10)
  }

  @Test func noiseIsSearchedWithoutHarm() throws {
    for seed in 0..<20 {
      var random = RandomJSON(seed: UInt64(seed) + 5_000)
      let document = JSONDocument(random.noise(count: seed < 15 ? 2_000 : 150_000))
      for pattern in [
        JSONSearchPattern(literal: "a"), JSONSearchPattern(literal: "\""), JSONSearchPattern(literal: "\\"),
        try JSONSearchPattern(regularExpression: "[a-z]+"), try JSONSearchPattern(regularExpression: "(?<=t)."),
      ] {
        let search = Self.run(pattern, in: document)
        #expect(search.isFinished)
        let last = search.match(search.matchCount - 1)
        #expect((last?.upperBound ?? 0) <= document.byteCount)
      }
    }
  }

  @Test func anExpressionThatTakesTooLongIsGivenUpAndSaysSo() throws {
    let document = JSONDocument("[\"" + String(repeating: "a", count: 200) + "\"]")
    let search = Self.run(try JSONSearchPattern(regularExpression: "(a+)+b"), in: document)
    #expect(search.isFinished)
    #expect(search.matchCount == 0)
  }

  @Test func aMistakeInAnExpressionIsNamedWithItsPlace() {
    let error = #expect(throws: JSONSearchError.self) { try JSONSearchPattern(regularExpression: "é(a|b") }
    #expect(error?.position == 5)
    #expect(error?.reason == "missing closing parenthesis")
  }

  @Test func matchesAreMarkedInTheirRows() throws {
    let document = JSONDocument(#"{"name":"a needle \u0069n a haystack"}"#)
    let search = Self.run(JSONSearchPattern(literal: "le in"), in: document)
    let lines = JSONLines(document: document)
    let row = lines.row(at: 1, highlighting: search.matches(in: 0..<document.byteCount))
    #expect(row.text == #""name": "a needle in a haystack""#)
    #expect(row.spans.filter(\.isMatch).map(\.text) == ["le in"])
    #expect(row.spans.filter { $0.kind == .string }.map(\.text) == ["\"a need", "le in", " a haystack\""])
  }
}
