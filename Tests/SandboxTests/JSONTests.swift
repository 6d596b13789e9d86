import Foundation
import Testing

@testable import Sandbox

@Suite struct JSONTests {
  @Test(arguments: [
    "null", "true", "[]", "{}", "[1,2.50,-0,1e5]", #"{"b":1,"a":{"c":[null]}}"#, #""ü🦊\n\t\\\"""#,
    "12345678901234567890.10",
  ])
  func textIsKept(text: String) throws {
    #expect(try JSONParser.parse(text).compactText == text)
  }

  @Test(arguments: [
    "", " ", "{", "[1,]", #"{"a"}"#, #"{"a":1,}"#, "01", "1.", "-", "+1", ".5", "1e", "tru", "nul", #""\x""#, #""\u12"#,
    "\"a\nb\"", "[1]2",
    "'a'", "NaN",
  ])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(text) }
  }

  @Test func halfASurrogatePairIsReplaced() throws {
    #expect(try JSONParser.parse(#""\ud83e\udd8a""#).string == "🦊")
    #expect(try JSONParser.parse(#""\ud83ex\udd8a""#).string == "\u{FFFD}x\u{FFFD}")
    #expect(try JSONParser.parse(#""\ud83e\u0041""#).string == "\u{FFFD}A")
  }

  @Test func theLastOfEqualNamesCounts() throws {
    #expect(try JSONParser.parse(#"{"a":1,"b":2,"a":3}"#).compactText == #"{"a":3,"b":2}"#)
    let many = (0..<40).map { #""k\#($0 % 20)":\#($0)"# }.joined(separator: ",")
    #expect(try JSONParser.parse("{\(many)}").object?["k3"]?.integer == 23)
    #expect(try JSONParser.parse(#"{"é":1,"e\#u{301}":2}"#).object?.count == 2)
  }

  @Test func deepNestingIsRefusedWithoutATrap() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: JSONParser.Failure.self) { try JSONParser.parse(deep) }
  }

  /// The files of the JSON test suite, where they are at hand: `y_` must be read, `n_` refused.
  @Test func theTestSuiteIsPassed() throws {
    let folder = URL(filePath: "../shared/data/json-test-suite/test_parsing")
    let files = (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
    for file in files where file.pathExtension == "json" {
      let name = file.lastPathComponent
      let bytes = [UInt8](try Data(contentsOf: file))
      let isRead = (try? bytes.withUnsafeBytes { try JSONParser.parse($0) }) != nil
      if name.hasPrefix("y_") { #expect(isRead, "\(name)") }
      // Bytes that are not UTF-8 are replaced inside strings, as the real server does.
      if name.hasPrefix("n_"), String(validating: bytes, as: UTF8.self) != nil { #expect(!isRead, "\(name)") }
    }
  }
}
