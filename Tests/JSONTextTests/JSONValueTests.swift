import Foundation
import JSONText
import Testing

@Suite struct JSONValueTests {
  @Test func keyOrderDuplicateKeysAndDigitsStayAsReceived() throws {
    let text = #"{"z":1.10,"a":12345678901234567890,"z":[1e400,-0,0.0],"":{}}"#
    let value = try JSONValue(parsing: text)
    #expect(value.compactText == text)
    #expect(value.objectValue?.map(\.key) == ["z", "a", "z", ""])
    #expect(value["z"]?[0]?.numberValue == JSONNumber("1e400"))
    #expect(value["z"]?[2]?.numberValue != JSONNumber("0"))
  }

  @Test func theLastOfDuplicateKeysIsTheOneAccessed() throws {
    var value = try JSONValue(parsing: #"{"a":1,"b":2,"a":3}"#)
    #expect(value["a"]?.intValue == 3)
    value["a"] = "x"
    #expect(value.compactText == #"{"a":1,"b":2,"a":"x"}"#)
    value["a"] = nil
    value["c"] = [true, nil]
    #expect(value.compactText == #"{"b":2,"c":[true,null]}"#)
  }

  @Test func accessorsAnswerNilForOtherKinds() throws {
    let value: JSONValue = ["name": "Ada", "list": [1, 2.5, true, nil]]
    #expect(value["name"]?.stringValue == "Ada")
    #expect(value["name"]?.intValue == nil)
    #expect(value["list"]?[1]?.doubleValue == 2.5)
    #expect(value["list"]?[1]?.intValue == nil)
    #expect(value["list"]?[2]?.boolValue == true)
    #expect(value["list"]?[3]?.isNull == true)
    #expect(value["list"]?[4] == nil)
    #expect(value["list"]?[-1] == nil)
    #expect(value[0] == nil)
    #expect(value["list"]?["x"] == nil)
  }

  @Test(arguments: [
    "0", "-0", "1.10", "1E+5", "1e-7", "12345678901234567890", "-12.5e10", String(repeating: "9", count: 400),
  ])
  func numbersKeepTheirText(_ text: String) throws {
    #expect(JSONNumber(text)?.text == text)
    #expect(try JSONValue(parsing: text).compactText == text)
  }

  @Test(arguments: [
    "", "-", "01", "+1", ".5", "1.", "1e", "1e+", "NaN", "Infinity", "-Infinity", "0x10", "1 ", " 1", "1\0", "١",
  ])
  func textThatIsNoNumberIsRefused(_ text: String) {
    #expect(JSONNumber(text) == nil)
  }

  @Test func numbersConvertWhereTheyFit() {
    #expect(JSONNumber(Int.min).intValue == Int.min)
    #expect(JSONNumber("9223372036854775808")?.intValue == nil)
    #expect(JSONNumber("1e400")?.doubleValue == nil)
    #expect(JSONNumber(Double.nan) == nil)
    #expect(JSONNumber(-0.0)?.text == "-0.0")
    #expect(JSONNumber(3.0)?.text == "3")
    #expect(JSONNumber(1e300).flatMap { JSONNumber($0.text)?.doubleValue } == 1e300)
  }

  @Test func prettyTextIsExact() throws {
    let value = try JSONValue(parsing: #"{"a":[1,{"b":[]},"x"],"c":{},"d":null}"#)
    #expect(
      value.prettyText() == """
        {
          "a": [
            1,
            {
              "b": []
            },
            "x"
          ],
          "c": {},
          "d": null
        }
        """)
    #expect(try JSONValue(parsing: value.prettyText(indent: 7)) == value)
    #expect(JSONValue.string("x").prettyText() == #""x""#)
  }

  @Test func stringsAreEscapedAsLittleAsPossible() throws {
    let value: JSONValue = "\" \\ / \u{8}\u{C}\n\r\t \u{1}\u{1F}\u{7F} é 漢 😀 \u{2028}"
    #expect(value.compactText == "\"\\\" \\\\ / \\b\\f\\n\\r\\t \\u0001\\u001f\u{7F} é 漢 😀 \u{2028}\"")
    #expect(try JSONValue(parsing: value.compactText) == value)
  }

  @Test func escapesAreDecoded() throws {
    let value = try JSONValue(parsing: #""\u0041\u00e9\u6F22\ud83d\ude00\/\"\\\b\f\n\r\t\u0000""#)
    #expect(value.stringValue == "Aé漢😀/\"\\\u{8}\u{C}\n\r\t\0")
  }

  @Test(arguments: [
    (#""\ud83d""#, #""\ud83d""#),
    (#""\uDE00\uD83D""#, #""\ude00\ud83d""#),
    (#""a\ud800b\udfffc""#, #""a\ud800b\udfffc""#),
    (#""\ud83d\ud83d\ude00""#, #""\ud83d😀""#),
    (#""\udbfe\ud800""#, #""\udbfe\ud800""#),
  ])
  func loneSurrogatesAreKept(text: String, written: String) throws {
    let value = try JSONValue(parsing: text)
    #expect(value.compactText == written)
    #expect(try JSONValue(parsing: written) == value)
  }

  @Test("Every code point that is typed is written as itself, and read as itself") func codePoints() throws {
    for value in Array(stride(from: UInt32(0x20), to: 0x10_F000, by: 37)) + Array(0x10_F000...0x10_FFFF) {
      guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
      let text = String(scalar)
      let written = JSONValue.string(text).compactText
      guard Array(written.utf8) == Array("\"\(text)\"".utf8) else {
        Issue.record("U+\(String(value, radix: 16)) is written as \(written)")
        return
      }
      try #require(try JSONValue(parsing: written) == .string(text))
    }
  }

  @Test(
    "Any UTF-16 is kept, halves of pairs beside the last code points of all too",
    arguments: 1...40 as ClosedRange<UInt64>)
  func anyUnits(seed: UInt64) throws {
    var random = RandomJSON(seed: seed)
    let pieces: [[UInt16]] = [
      [0xD83D], [0xDE00], [0xD83D, 0xDE00], [0xDBFE], [0xDC00], [0xDBFF, 0xDFFF], [0x61], [0x22], [0x5C], [0x0A],
      [0xE9],
    ]
    for _ in 0..<200 {
      let count = Int.random(in: 0...8, using: &random)
      let units = (0..<count).flatMap { _ in pieces.randomElement(using: &random) ?? [] }
      let escaped = "\"" + units.map { "\\u" + String(0x1_0000 + Int($0), radix: 16).dropFirst() }.joined() + "\""
      let text = String(decoding: units, as: UTF16.self)
      let isPaired = Array(text.utf16) == units
      let value = try JSONValue(parsing: escaped)
      #expect(value.stringValue == text)
      #expect((value == .string(text)) == isPaired)
      let object = try JSONValue(parsing: "{\(escaped): [\(escaped)]}")
      #expect(object.compactText == "{\(value.compactText):[\(value.compactText)]}")
      // What is written means the same to a reader that keeps UTF-16, and is written the same again.
      #expect(try JSONValue(parsing: value.compactText) == value)
      #expect(Self.units(value.compactText) == units)
    }
  }

  /// The UTF-16 of a string of JSON, by the letter of RFC 8259.
  private static func units(_ json: String) -> [UInt16] {
    var units = Array(json.utf16.dropFirst().dropLast())[...]
    var result: [UInt16] = []
    while let unit = units.popFirst() {
      guard unit == 0x5C, let mark = units.popFirst() else {
        result.append(unit)
        continue
      }
      switch UInt8(truncatingIfNeeded: mark) {
      case UInt8(ascii: "u"):
        result.append(UInt16(String(decoding: units.prefix(4), as: UTF16.self), radix: 16) ?? 0)
        units = units.dropFirst(4)
      case UInt8(ascii: "n"): result.append(0x0A)
      default: result.append(mark)
      }
    }
    return result
  }

  @Test func aByteOrderMarkBeforeTheTextIsPassed() throws {
    #expect(try JSONValue(parsing: "\u{FEFF}[1]") == [1])
  }

  @Test func dataAndByteArraysAreParsedAlike() throws {
    let text = #"{"a":"é"}"#
    #expect(try JSONValue(parsing: Data(text.utf8)) == ["a": "é"])
    #expect(try JSONValue(parsing: Array(text.utf8)) == ["a": "é"])
    #expect(try JSONValue(parsing: Array(text.utf8).reversed().reversed().lazy.map { $0 }) == ["a": "é"])
  }

  @Test func deepValuesNeedLittleStack() async throws {
    let depth = JSONValue.maximumDepth
    let text = String(repeating: #"{"a":["#, count: depth / 2) + String(repeating: "]}", count: depth / 2)
    let roundTrips = await withCheckedContinuation { continuation in
      let thread = Thread {
        let value = try? JSONValue(parsing: text)
        let other = try? JSONValue(parsing: Array(text.utf8))
        let same = value == other && value.hashValue == other.hashValue
        continuation.resume(returning: same && value?.compactText == text)
      }
      thread.stackSize = 2 << 20
      thread.start()
    }
    #expect(roundTrips)
  }

  @Test func deeperTextIsRefusedWithItsPlace() throws {
    let text = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
    let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: text) }
    #expect(error?.offset == JSONValue.maximumDepth)
    #expect(error?.reason == "Values lie more than 2000 levels in one another.")
  }
}
