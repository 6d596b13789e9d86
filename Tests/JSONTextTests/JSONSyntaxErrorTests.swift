import JSONText
import Testing

@Suite struct JSONSyntaxErrorTests {
  private static func error(_ text: String) -> JSONSyntaxError? {
    do {
      _ = try JSONValue(parsing: text)
      return nil
    } catch {
      return error
    }
  }

  @Test(arguments: [
    ("", 1, 1, "The text is empty; a JSON value was expected."),
    (" \n ", 2, 2, "The text is empty; a JSON value was expected."),
    ("{\"a\": 1,\n \"b\" 2}", 2, 6, "A colon was expected after the key, not 2."),
    ("[1 2]", 1, 4, "A comma or ] was expected, not 2."),
    ("{\"é😀\": 1]", 1, 9, "A comma or } was expected, not ]."),
    ("[1,\n]", 1, 3, "A comma stands after the last value."),
    ("[1,2", 1, 5, "The text ends inside an array; a ] is missing."),
    ("{\"a\":1", 1, 7, "The text ends inside an object; a } is missing."),
    ("{\"a\":", 1, 6, "The text ends where a value was expected."),
    ("{a:1}", 1, 2, "A key in double quotes was expected, not a."),
    ("[NaN]", 1, 2, "JSON has no NaN and no Infinity."),
    ("[-Infinity]", 1, 3, "JSON has no NaN and no Infinity."),
    ("[01]", 1, 3, "A number has a zero before its first digit."),
    ("[1.]", 1, 4, "A digit was expected after the decimal point."),
    ("\"a\tb\"", 1, 3, "A string holds a tab as it is; it must be escaped."),
    ("\"abc", 1, 5, "The text ends inside a string; its closing quote is missing."),
    ("\"\\x\"", 1, 2, "A backslash in a string is followed by something that is no escape."),
    ("\"\\u12g4\"", 1, 2, "\\u must be followed by four hexadecimal digits."),
    ("True", 1, 1, "A value was expected; this word is neither true, false nor null, and not in quotes."),
    ("['a']", 1, 2, "Strings are written in double quotes, not in single ones."),
    ("[1] // x", 1, 5, "The value ends before this; more text follows it."),
    ("/* x */ 1", 1, 1, "JSON has no comments."),
  ])
  func theFirstMistakeIsNamedWithItsPlace(text: String, line: Int, column: Int, reason: String) throws {
    let error = try #require(Self.error(text))
    #expect(error.reason == reason)
    #expect([error.line, error.column] == [line, column])
    #expect(error.description == "line \(line), column \(column): \(reason)")
  }

  @Test func theOffsetCountsBytes() throws {
    #expect(Self.error("[\"é\", x]")?.offset == 7)
  }

  @Test func malformedUTF8IsNamed() {
    for bytes: [UInt8] in [
      [0x22, 0xFF, 0x22], [0x22, 0xC0, 0xAF, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22], [0x22, 0xE2, 0x82],
    ] {
      let error = #expect(throws: JSONSyntaxError.self) { try JSONValue(parsing: bytes) }
      #expect(error?.reason == "The text is not valid UTF-8 here.")
      #expect(error?.offset == 1)
    }
  }
}
