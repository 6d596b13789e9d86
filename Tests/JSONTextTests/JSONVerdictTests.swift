import Foundation
import JSONText
import Testing

@Suite struct JSONVerdictTests {
  private static let accepted = [
    "[]", "{}", "0", "-0", "1.5e+3", "\"\"", "true", "false", "null", " [ ] ", "[[],{}]", "{\"a\":{\"a\":1,\"a\":2}}",
    "\"\\u0000\"",
    "\"\\ud800\"", "\"\u{7F}\"", "\"\u{10FFFF}\"", "[1]\n", "\t[\r\n1]", "[1e400]", "\"\\/\"", "[\"\u{2028}\"]",
    "\u{FEFF}{}",
  ]
  private static let refused = [
    "", " ", "[", "]", "{", "}", "[1", "[1,", "[,1]", "[1,]", "[1 2]", "[1,,2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}",
    "{\"a\":1", "{1:1}",
    "{\"a\" \"b\"}", "[1}", "{\"a\":1]", "01", "-", "-01", "1.", ".1", "1e", "1e+", "+1", "0x1", "1_000", "Infinity",
    "-NaN", "nul",
    "nulll", "True", "'a'", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "\"\0\"", "[1]x", "[1][2]", "1 2",
    "//", "[1]//", "[\u{A0}]",
    "[\u{c}]", "\u{FEFF}", "[\"a\",\n4\n,1,", "{\"a\":/*c*/1}", "<html>", "a", "[true fals]", "{}}", "[\\]", "\"\\",
    "\"\\ud8\"",
  ]

  @Test(arguments: accepted) func validTextIsAccepted(_ text: String) {
    #expect(JSONDocument(text).verdict() == .valid)
    #expect(throws: Never.self) { try JSONValue(parsing: text) }
  }

  @Test(arguments: refused) func invalidTextIsRefused(_ text: String) {
    guard case .invalid(let error) = JSONDocument(text).verdict() else {
      Issue.record("accepted")
      return
    }
    #expect(error.line >= 1 && error.column >= 1 && error.offset <= text.utf8.count && error.reason.hasSuffix("."))
    #expect(throws: error) { try JSONValue(parsing: text) }
  }

  @Test func sequencesAreAcceptedWhereAllowed() {
    #expect(JSONDocument("{\"a\":1}\n[2]\n3 null").verdict(allowingSequence: true) == .valid)
    #expect(JSONDocument("{\"a\":1}\n{\"a\":}").verdict(allowingSequence: true) != .valid)
    #expect(JSONDocument("").verdict(allowingSequence: true) != .valid)
  }

  @Test func theVerdictsOfTheTestSuiteHoldAndAllOfItIsShown() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "../shared/data/json-test-suite/test_parsing").standardizedFileURL
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    print(names.isEmpty ? "JSONTestSuite is not there" : "JSONTestSuite: \(names.count) documents")
    for name in names.sorted() where name.hasSuffix(".json") {
      let document = JSONDocument(try Data(contentsOf: folder.appending(path: name)))
      let verdict = document.verdict()
      switch name.first {
      case "y": #expect(verdict == .valid, "\(name)")
      case "n": #expect(verdict != .valid, "\(name)")
      default: break
      }
      let lines = JSONLines(document: document)
      #expect(lines.rowCount > 0 || document.snapshot.bytes().allSatisfy { $0 <= 0x20 || $0 >= 0xBB }, "\(name)")
      for row in lines.rows(0..<min(lines.rowCount, 200)) { #expect(row.spans.count > 0, "\(name)") }
    }
  }
}
