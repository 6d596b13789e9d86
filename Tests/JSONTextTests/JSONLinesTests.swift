import JSONText
import Testing

@Suite struct JSONLinesTests {
  static func text(_ lines: JSONLines) -> String {
    lines.rows(0..<lines.rowCount, maxColumns: 100_000)
      .map { String(repeating: " ", count: 2 * $0.depth) + $0.text }.joined(separator: "\n")
  }

  static func texts(_ text: String) -> [String] {
    let lines = JSONLines(document: JSONDocument(text))
    return lines.rows(0..<lines.rowCount).map(\.text)
  }

  @Test(arguments: 0..<60)
  func unfoldedRowsArePrettyPrintedText(seed: UInt64) throws {
    var random = RandomJSON(seed: seed + 1)
    let value = random.value()
    for text in [value.compactText, value.prettyText(indent: 3), "\u{FEFF} " + value.compactText + "\n"] {
      let lines = JSONLines(document: JSONDocument(text))
      #expect(Self.text(lines) == value.prettyText())
    }
  }

  @Test func aDocumentLargerThanOneGroupIsShownWhole() throws {
    var random = RandomJSON(seed: 99)
    let value = JSONValue.array((0..<600).map { _ in random.value() })
    let text = value.compactText
    #expect(text.utf8.count > 3 * 64 * 1024)
    let lines = JSONLines(document: JSONDocument(text))
    let expected = value.prettyText().split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.rowCount == expected.count)
    for index in stride(from: 0, to: lines.rowCount, by: 97) {
      let row = lines.row(at: index, maxColumns: 100_000)
      #expect(String(repeating: " ", count: 2 * row.depth) + row.text == expected[index])
      #expect(row.line == index + 1)
      #expect(lines.rowIndex(ofOffset: row.range.lowerBound) == index)
      if let node = row.node, row.kind != .closing { #expect(lines.rowIndex(of: node) == index) }
    }
  }

  @Test func spansTellWhatEachPartIs() {
    let lines = JSONLines(document: JSONDocument(#"{"a":"x","b":-1.50,"c":true,"d":null,"e":[],"f":{"g":1}}"#))
    let kinds = lines.rows(0..<lines.rowCount).map { $0.spans.map(\.kind) }
    #expect(kinds[0] == [.punctuation])
    #expect(kinds[1] == [.key, .punctuation, .string, .punctuation])
    #expect(kinds[2] == [.key, .punctuation, .number, .punctuation])
    #expect(kinds[3] == [.key, .punctuation, .boolean, .punctuation])
    #expect(kinds[4] == [.key, .punctuation, .null, .punctuation])
    #expect(kinds[5] == [.key, .punctuation, .punctuation, .punctuation, .punctuation])
    #expect(lines.row(at: 2).text == #""b": -1.50,"#)
    #expect(lines.row(at: 6).isFoldable && !lines.row(at: 5).isFoldable)
    #expect(lines.row(at: 0).childCount == 6)
    #expect(lines.row(at: 8).kind == .closing)
  }

  @Test func spansPointToTheirBytes() {
    let text = #"{"key" : "välue" , "n":[12]}"#
    let document = JSONDocument(text)
    let lines = JSONLines(document: document)
    for row in lines.rows(0..<lines.rowCount) {
      for span in row.spans {
        let bytes = document.snapshot.bytes(span.range)
        #expect(String(decoding: bytes, as: UTF8.self) == span.text.filter { $0 != " " })
      }
    }
  }

  @Test func escapesOfPrintableCharactersAreShownDecoded() {
    #expect(
      Self.texts(#""\u00e9\u6f22\ud83d\ude00 \n\u0000\/\"\\\u200b\ud800 \u003c""#) == [
        #""é漢😀 \n\u0000/\"\\\u200b\ud800 <""#
      ])
  }

  @Test func longStringsAreCutAndSaySo() {
    let lines = JSONLines(document: JSONDocument("[\"" + String(repeating: "é", count: 5_000) + "\",1]"))
    let row = lines.row(at: 1, maxColumns: 50)
    #expect(row.isCut)
    #expect(row.text == "\"" + String(repeating: "é", count: 49) + "…,")
    #expect(lines.row(at: 2).text == "1")
    #expect(!lines.row(at: 1, maxColumns: 6_000).isCut)
  }

  @Test func positionsOutOfRangeGiveTheNearestRow() {
    let lines = JSONLines(document: JSONDocument("[1]"))
    #expect(lines.row(at: -5).text == "[")
    #expect(lines.row(at: 50).text == "]")
    #expect(lines.rows(-3..<90).count == 3)
    let empty = JSONLines(document: JSONDocument(""))
    #expect(empty.rowCount == 0)
    #expect(empty.row(at: 0).text == "")
  }

  @Test func rowsGrowWhileBytesArrive() throws {
    var random = RandomJSON(seed: 5)
    let value = JSONValue.array((0..<40).map { _ in random.value() })
    let bytes = Array(value.compactText.utf8)
    let document = JSONDocument()
    var lines = JSONLines(document: document)
    var position = 0
    while position < bytes.count {
      let next = min(bytes.count, position + Int.random(in: 1...700, using: &random))
      try document.append(bytes[position..<next])
      position = next
      lines.refresh()
      #expect(lines.row(at: 0).text == "[")
      #expect(lines.rowCount == JSONLines(document: JSONDocument(bytes[..<next])).snapshot.rowCount)
    }
    document.finish()
    let changes = [lines.refresh(), lines.refresh()]
    #expect(changes == [true, false])
    #expect(Self.text(lines) == value.prettyText())
    #expect(throws: JSONDocumentError.complete) { try document.append([1]) }
  }
}
