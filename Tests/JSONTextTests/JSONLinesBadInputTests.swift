import JSONText
import Testing

@Suite struct JSONLinesBadInputTests {
  /// The rows of any bytes, by the plainest reading of the same rules: one byte after another.
  static func reference(_ bytes: [UInt8]) -> [(offset: Int, level: Int)] {
    var rows: [(Int, Int)] = []
    var depth = 0
    var previous: Character = "^"
    var inString = false
    var inRun = false
    var escaped = false
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      let byte = bytes[index]
      let character = Character(UnicodeScalar(byte))
      defer {
        escaped = byte == UInt8(ascii: "\\") && !escaped
        index += 1
      }
      if inString {
        if character == "\"", !escaped { inString = false }
        continue
      }
      let isQuote = character == "\"" && !escaped
      var token: Character?
      if "{}[],:".contains(character) {
        token = character == "{" || character == "[" ? "[" : character == "}" || character == "]" ? "]" : character
      } else if isQuote || !(" \n\r\t".unicodeScalars.contains(UnicodeScalar(byte)) || inRun) {
        token = "v"
      }
      inRun = !isQuote && !"{}[],: \n\r\t".unicodeScalars.contains(UnicodeScalar(byte))
      inString = isQuote
      guard let token else { continue }
      let joins: Bool
      switch previous {
      case "[": joins = token == "]"
      case "]", "v": joins = token == "," || token == ":"
      case ":": joins = token != "]"
      default: joins = false
      }
      if !joins { rows.append((index, depth)) }
      if token == "[" { depth += 1 }
      if token == "]" { depth = max(0, depth - 1) }
      previous = token
    }
    return rows
  }

  @Test(arguments: 0..<40)
  func noiseIsDividedIntoRowsByTheSameRulesAtAnyPlace(seed: UInt64) throws {
    var random = RandomJSON(seed: seed + 1000)
    let bytes = random.noise(count: [50, 500, 3_000, 9_000][Int(seed) % 4])
    let expected = Self.reference(bytes)
    let document = JSONDocument()
    var position = 0
    while position < bytes.count {
      let next = min(bytes.count, position + Int.random(in: 1...1500, using: &random))
      try document.append(bytes[position..<next])
      position = next
    }
    let lines = JSONLines(document: document)
    #expect(lines.rowCount == expected.count)
    for _ in 0..<60 where !expected.isEmpty {
      let index = Int.random(in: 0..<expected.count, using: &random)
      let row = lines.row(at: index)
      #expect(row.range.lowerBound == expected[index].offset)
      #expect(row.depth == max(0, expected[index].level - (row.kind == .closing ? 1 : 0)))
      #expect(lines.rowIndex(ofOffset: row.range.lowerBound) == index)
      _ = lines.path(ofRow: index)
      _ = lines.nextSibling(ofRow: index)
      _ = lines.previousSibling(ofRow: index)
    }
  }

  @Test(arguments: 0..<12)
  func noiseFoldsLikeAnythingElse(seed: UInt64) throws {
    var random = RandomJSON(seed: seed + 77)
    let bytes = random.noise(count: 3_000)
    let expected = Self.reference(bytes)
    var lines = JSONLines(document: JSONDocument(bytes))
    for depth in 0..<4 {
      lines.fold(toDepth: depth)
      let visible = expected.filter { $0.level <= depth }
      let note = lines.rowCount > 0 && lines.row(at: lines.rowCount - 1).kind == .end ? 1 : 0
      #expect(lines.rowCount - note == visible.count)
      for index in visible.indices.shuffled(using: &random).prefix(20) {
        #expect(lines.row(at: index).range.lowerBound == visible[index].offset)
      }
    }
  }

  @Test(arguments: [
    (#"{"a":[1,2"#, ["{", #""a": ["#, "1,", "2", "the text ends here, 2 brackets not closed"]),
    (#"["abc"#, ["[", #""abc"#, "the text ends inside a string"]),
    (#"[1,,2]"#, ["[", "1,", ",", "2", "]"]),
    (#"[1}"#, ["[", "1", "}"]),
    (#"]"#, ["]"]),
    (#"{"a" 1}"#, ["{", #""a""#, "1", "}"]),
    (#"{"a":}"#, ["{", #""a": "#, "}"]),
    (#"[NaN,-Infinity,'x']"#, ["[", "NaN,", "-Infinity,", "'x'", "]"]),
    ("{\"a\":1}\n{\"a\":2}\n", ["{", #""a": 1"#, "}", "{", #""a": 2"#, "}"]),
    ("1 2", ["1", "2"]),
    ("\u{FEFF}[1]", ["[", "1", "]"]),
    ("<html>", ["<html>"]),
    ("{}{}", ["{}", "{}"]),
    ("\0", ["\0"]),
  ])
  func brokenTextIsShownAsFarAsItGoes(text: String, rows: [String]) {
    #expect(JSONLinesTests.texts(text) == rows)
  }

  @Test func whatIsNoJSONIsMarked() {
    let lines = JSONLines(document: JSONDocument("[NaN, 01, tru, 1}"))
    #expect(lines.rows(1..<5).map { $0.spans[0].kind } == [.error, .error, .error, .number])
    #expect(lines.row(at: 5).spans[0].kind == .error)
    let open = JSONLines(document: JSONDocument("[\"abc"))
    #expect(open.row(at: 1).spans[0].kind == .error)
  }

  @Test func malformedUTF8IsShownAsReplacementCharacters() {
    let lines = JSONLines(document: JSONDocument([0x5B, 0x22, 0x61, 0xFF, 0x62, 0x22, 0x5D]))
    #expect(lines.row(at: 1).text == "\"a\u{FFFD}b\"")
  }

  @Test func aHundredThousandLevelsAreShownFoldedAndLeft() throws {
    let depth = 100_000
    let text = String(repeating: "[", count: depth) + "7" + String(repeating: "]", count: depth)
    var lines = JSONLines(document: JSONDocument(text))
    #expect(lines.rowCount == 2 * depth + 1)
    #expect(lines.row(at: depth).text == "7")
    #expect(lines.row(at: depth).depth == depth)
    #expect(lines.path(ofRow: depth).steps.count == JSONPath.maximumStepCount)
    #expect(lines.path(ofRow: depth).isPartial && !lines.path(ofRow: 5).isPartial)
    #expect(lines.parents(ofRow: depth) == Array(depth - 64..<depth))
    lines.fold(row: depth / 2)
    #expect(lines.rowCount == depth + 1)
    #expect(lines.row(at: depth / 2).text == "[ 1 item ]")
    lines.fold(toDepth: 10)
    #expect(lines.rowCount == 21)
    let revealed = lines.reveal(JSONNode(offset: depth))
    #expect(revealed == depth)
    #expect(lines.document.verdict() == .valid)
    let open = JSONLines(document: JSONDocument(String(repeating: "[", count: depth)))
    #expect(open.row(at: depth).text == "the text ends here, 100000 brackets not closed")
  }

  @Test func aStringOfMegabytesCostsARowNoMoreThanItsWidth() {
    let text = "{\"a\":\"" + String(repeating: "0123456789abcde\\n", count: 200_000) + "\",\"b\":1}"
    let lines = JSONLines(document: JSONDocument(text))
    #expect(lines.rowCount == 4)
    #expect(lines.row(at: 1, maxColumns: 40).text.count == 42)
    #expect(lines.row(at: 1, maxColumns: 40).text.hasSuffix("…,"))
    #expect(lines.row(at: 2).text == #""b": 1"#)
    #expect(lines.range(of: lines.row(at: 1).node ?? JSONNode(offset: 0)).count == 17 * 200_000 + 2)
  }
}
