import JSONText
import Testing

@testable import Service

@Suite("Reading TOML") struct TOMLTests {
  private func json(_ text: String) throws -> String { try TOMLParser.parse(text).compactText }

  @Test("Every kind of value, in the order of the text") func values() throws {
    let text = #"""
      # A comment
      z = "a \"b\" \t \u00e9 \U0001F600"   # another
      'quoted key' = 'C:\path'
      int = [ +1_000, -17, 0xDEAD_beef, 0o17, 0b101, 9223372036854775807 ]
      float = [ 1.10, -0.5e+3, 6e2, inf, nan ]
      flag = true
      time = [ 1979-05-27T07:32:00Z, 1979-05-27 07:32:00.5, 1979-05-27, 07:32:00 ]
      inline = { a.b = 1, "c" = [ { d = 2 } ] }
      dotted.a.b = 1
      dotted.a.c = 2
      long = """
      one
      two \
         three "" """
      literal = '''
      'a'\n'''

      [table]
      x = 1
      [table.below]
      y = 2
      [[list]]
      n = 1
      [[list.inner]]
      m = 1
      [[list]]
      n = 2
      """#
    #expect(
      try json(text)
        == #"{"z":"a \"b\" \t é 😀","quoted key":"C:\\path","int":[1000,-17,3735928559,15,5,9223372036854775807],"#
        + #""float":[1.10,-0.5e+3,6e2,"inf","nan"],"flag":true,"#
        + #""time":["1979-05-27T07:32:00Z","1979-05-27 07:32:00.5","1979-05-27","07:32:00"],"#
        + #""inline":{"a":{"b":1},"c":[{"d":2}]},"dotted":{"a":{"b":1,"c":2}},"long":"one\ntwo three \"\" ","#
        + #""literal":"'a'\\n","table":{"x":1,"below":{"y":2}},"list":[{"n":1,"inner":[{"m":1}]},{"n":2}]}"#)
    #expect(try json(text.replacing("\n", with: "\r\n")).contains("\"x\":1"))
    #expect(try json("") == "{}")
  }

  @Test(
    "What is no TOML is refused with its line",
    arguments: [
      ("a = 1\nb = \"x", 2), ("a = 1\na = 2", 2), ("[t]\n[t]", 2), ("a", 1), ("= 1", 1), ("a = ", 1), ("a = 1 2", 1),
      ("a = 01", 1), ("a = 1__0", 1), ("a = \"\\q\"", 1), ("a = \"\u{1}\"", 1), ("a = [1", 1), ("a = {b = 1", 1),
      ("[[t]]\n[t]", 2), ("a = 1\n[a.b]", 2), ("a = {}\na.b = 1", 2), ("[a]\nb.c = 1\n[a.b]\n", 3), ("é = 1", 1),
      ("a = 9223372036854775808", 1), ("a = \"\\ud800\"", 1), ("a = nope", 1), ("[a\nb]", 1), ("a = .5", 1),
      ("x = 1\ny = 2\nz = '''\n\n", 3),
      (String(repeating: "[", count: 10_000), 1), ("a = " + String(repeating: "[", count: 10_000), 1),
      (String(repeating: "a.", count: 10_000) + "a = 1", 1),
      ("a = " + String(repeating: "{a=", count: 10_000), 1),
    ])
  func refusals(text: String, line: Int) {
    let fault = #expect(throws: TOMLParser.Fault.self) { try TOMLParser.parse(text) }
    #expect(fault?.line == line, "\(fault?.reason ?? "")")
  }

  @Test(
    "What is written is read back",
    arguments: ["", "a", "'", "\"", "\\", "a\nb", "\n", "'''", "x\u{7F}\u{0}\r\n\t", "é😀", "a'\n'"])
  func writing(_ text: String) throws {
    #expect(try TOMLParser.parse("a = \(TOMLText.text(text))")["a"] == .string(text))
    #expect(try TOMLParser.parse("a = \(TOMLText.string(text))")["a"] == .string(text))
    #expect(try TOMLParser.parse("\(TOMLText.key(text)) = 1")[text] == 1)
  }
}
