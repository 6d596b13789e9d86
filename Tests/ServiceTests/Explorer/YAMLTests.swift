import Foundation
import JSONText
import Testing

@testable import Service

@Suite("YAML as JSON") struct YAMLTests {
  private func json(_ text: String) throws -> String { try YAMLReader.read(text).compactText }

  @Test("Scalars mean what the core schema says, and numbers keep their digits") func scalars() throws {
    let text = """
      a: 1.10
      b: 12345678901234567890
      c: yes
      d: [true, False, null, ~, ]
      e: "1"
      f: '2'
      g: 007
      h: 0x1F
      i: +5
      j: .5
      k: 2026-01-01
      l: !!str 5
      m: .nan
      n:
      200: status
      true: key
      o: 1_000
      p: "caf\\u00e9 \\t"
      """
    #expect(
      try json(text)
        == #"{"a":1.10,"b":12345678901234567890,"c":"yes","d":[true,false,null,null],"e":"1","f":"2","g":"007","h":31,"#
        + #""i":5,"j":0.5,"k":"2026-01-01","l":"5","m":".nan","n":null,"200":"status","true":"key","o":"1_000","#
        + #""p":"café \t"}"#)
  }

  @Test("Blocks, folds, flows and comments") func structure() throws {
    #expect(
      try json("# c\na:\n- x\n- y: |\n    l1\n    l2\n  z: >-\n    f1\n    f2\nb: {c: [1, {d: e}]}\n")
        == #"{"a":["x",{"y":"l1\nl2\n","z":"f1 f2"}],"b":{"c":[1,{"d":"e"}]}}"#)
    #expect(try json("") == "null")
    #expect(try json("\u{FEFF}a: 1") == #"{"a":1}"#)
    #expect(try json("%YAML 1.2\n---\na: 1\n...\n") == #"{"a":1}"#)
  }

  @Test("Aliases and merge keys are followed; what a mapping says itself wins") func anchors() throws {
    #expect(try json("a: &x [1, 2]\nb: *x") == #"{"a":[1,2],"b":[1,2]}"#)
    #expect(
      try json("base: &b {k: 1, l: 2}\nother: &o {l: 3, m: 4}\nc:\n  <<: [*b, *o]\n  k: 9\n")
        == #"{"base":{"k":1,"l":2},"other":{"l":3,"m":4},"c":{"k":9,"l":2,"m":4}}"#)
    #expect(try json("a: &k name\n*k : 1") == #"{"a":"name","name":1}"#)
    #expect(try json("\"<<\": 1") == #"{"<<":1}"#)
  }

  @Test(
    "What can't be read says where and why",
    arguments: [
      ("a: [", 1, "did not find"), ("a: 1\na: 2", 2, "stands twice"), ("a: *nowhere", 1, "nothing that stands before"),
      ("a: &x [*x]", 1, "refers to itself"), ("? [1]\n: 2", 1, "plain text"), ("--- 1\n--- 2", 2, "second document"),
      ("a: b: c", 1, "not allowed"), ("<<: 1", 1, "needs a mapping"), ("a: \u{1}", 0, "control characters"),
      ("a:\n\t- b", 2, "cannot start any token"),
    ])
  func faults(text: String, line: Int, words: String) {
    let fault = #expect(throws: YAMLReader.Fault.self) { try YAMLReader.read(text) }
    #expect(fault?.reason.contains(words) == true, "\(fault?.reason ?? "")")
    if line > 0 { #expect(fault?.line == line) }
  }

  @Test("A text that would grow beyond all bounds is refused, whether by aliases, merges or depth") func bombs() throws
  {
    var laughs = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1...12 {
      let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      laughs += "a\(level): &a\(level) [\(aliases)]\n"
    }
    var merges = "m0: &m0 {a: 1, b: 2}\n"
    for level in 1...30 {
      merges += "m\(level): &m\(level) {<<: [*m\(level - 1), *m\(level - 1)], k\(level): *m\(level - 1)}\n"
    }
    let long = String(repeating: "x", count: 1_000_000)
    let strings = "s: &s \(long)\nl: [" + Array(repeating: "*s", count: 1_000).joined(separator: ", ") + "]"
    let deep = String(repeating: "[", count: 100_000)
    let blocks = (0..<2_000).map { String(repeating: " ", count: $0) + "k:" }.joined(separator: "\n")
    let dashes = String(repeating: "- ", count: 50_000)
    let chained =
      "a0: &a0 [1]\n" + (1...300).map { "a\($0): &a\($0) [*a\($0 - 1)]" }.joined(separator: "\n")
    for text in [laughs, merges, strings, deep, blocks, dashes, chained, String(repeating: "{a: ", count: 100_000)] {
      #expect(throws: YAMLReader.Fault.self) { try YAMLReader.read(text) }
    }
  }

  @Test("Any text at all is read or refused, and nothing traps") func noise() {
    let parts = [
      "a", ":", " ", "\n", "- ", "? ", "&x ", "*x", "[", "]", "{", "}", ",", "|", ">", "'", "\"", "\\", "!!int ", "!<",
      "%YAML 1.1\n", "---\n", "...\n", "<<: ", "#", "\t", "é", "\u{2028}", "0", "-1.5e3", "~", "@", "`", "\u{0}",
      "\u{FEFF}", "  ",
    ]
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...25, using: &generator)
      _ = try? YAMLReader.read((0..<count).map { _ in parts.randomElement() ?? "" }.joined())
    }
  }

  @Test("What JSON is, YAML reads as the same") func isJSONToo() throws {
    let text = #"{"a": [1.10, "x\"y", {"b": null, "c": true}], "d": ""}"#
    #expect(try json(text) == JSONValue(parsing: text).compactText)
  }
}
