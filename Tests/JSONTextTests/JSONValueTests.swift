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

  @Test func aCodePointThatStandsInForSurrogatesElsewhereIsKept() throws {
    let value = try JSONValue(parsing: "\"\u{10FFFD}\u{10F800}\"")
    #expect(value.compactText == #""\udbff\udffd\udbfe\udc00""#)
    #expect(try JSONValue(parsing: value.compactText) == value)
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
