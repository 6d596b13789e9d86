import Foundation
import JSONQuery
import JSONText
import Testing

@Suite struct JSONQueryTests {
  @Test func theDocumentsAnswersKeepDigitsAndDuplicates() async {
    let text = #"{"a":[1.10,12345678901234567890, {"k":1,"k":2}],"b":1e400}"#
    let (outcome, lines) = await FilterRun.product(".a[],.b", on: text)
    #expect(outcome == JSONQueryOutcome(engine: .document, resultCount: 4, error: nil))
    #expect(lines == ["1.10", "12345678901234567890", #"{"k":1,"k":2}"#, "1e400"])
  }

  @Test func theLastOfDuplicateKeysAnswers() async {
    let (_, lines) = await FilterRun.product(".a,.[]", on: #"{"a":1,"b":2,"\u0061":3}"#)
    #expect(lines == ["3", "3", "2"])
  }

  @Test func documentsDeeperThanLibjqReadsAreAnswered() async {
    let text = "{\"a\":" + String(repeating: "[", count: 1_000) + String(repeating: "]", count: 1_000) + "}"
    #expect(await FilterRun.product(".a[0][0] | .[0][]", on: text).0.error == nil)
    #expect(await FilterRun.product(".a|length", on: text).0.error?.kind == .input)
  }

  @Test func resultsBeforeAnErrorStay() async {
    let (outcome, lines) = await FilterRun.product(".[].a", on: #"[{"a":1},{"a":2},3,{"a":4}]"#)
    #expect(lines == ["1", "2"])
    #expect(outcome.error == JSONQueryError(kind: .value, message: "Cannot index number with \"a\"", position: nil))
    let (other, otherLines) = await FilterRun.product("map(.)[] | .a", on: #"[{"a":1},{"a":2},3,{"a":4}]"#)
    #expect(otherLines == lines)
    #expect(other.error?.kind == .value)
  }

  @Test(arguments: [
    (".a ]", 3, "] is not expected here."), (".a |", 4, "The filter ends too early."),
    ("foo", 0, "foo/0 is not defined."),
    (".é | fooo(1)", 1, "é is not expected here."), (".a | fooo(1)", 5, "fooo/1 is not defined."),
    ("$x", 0, "$x is not defined."),
    ("{a b}", 3, "b is not expected here; } is missing."),
    ("\"é\" | length length", 13, "length is not expected here."),
    (".[\"a]", 5, "The filter ends too early; \" is missing."), (".a == == 2", 6, "= is not expected here."),
    ("if . then 1 esle 2 end", 12, "esle is not expected here."), ("", -1, ""),
  ])
  func mistakesInFiltersAreNamedWithTheirPlace(filter: String, position: Int, message: String) async {
    let (outcome, lines) = await FilterRun.product(filter, on: "null")
    guard position >= 0 else {
      #expect(outcome.error == nil)
      #expect(lines == ["null"])
      return
    }
    #expect(lines.isEmpty)
    #expect(outcome.error == JSONQueryError(kind: .filter, message: message, position: position))
  }

  @Test func aFilterWithoutEndIsCancelledWithItsTask() async {
    let output = JSONDocument()
    let task = Task { await FilterRun.query.run("repeat(1)", on: JSONDocument("null"), into: output) }
    while output.byteCount == 0 { await Task.yield() }
    task.cancel()
    #expect(await task.value.error?.kind == .cancelled)
    #expect(output.isComplete)
  }

  @Test func aFilterBeyondItsTimeIsEnded() async {
    var query = FilterRun.query
    query.limits.seconds = 1
    let (outcome, _) = await FilterRun.product("last(range(infinite))", on: "null", query: query)
    #expect(outcome.error?.kind == .time)
  }

  @Test func aFilterBeyondItsMemoryIsEnded() async {
    var query = FilterRun.query
    query.limits.memoryByteCount = 100 << 20
    let (outcome, _) = await FilterRun.product("[range(infinite)]", on: "null", query: query)
    #expect(outcome.error?.kind == .memory)
  }

  @Test(arguments: ["repeat(\"0123456789\")", ".[]|.[]"])
  func resultsBeyondTheirLimitAreCut(filter: String) async {
    var query = FilterRun.query
    query.limits.outputByteCount = 100_000
    let text =
      "[" + (0..<400).map { _ in "[" + String(repeating: "123456789,", count: 50) + "1]" }.joined(separator: ",") + "]"
    let output = JSONDocument()
    let outcome = await query.run(filter, on: JSONDocument(text), into: output)
    #expect(outcome.error?.kind == .output)
    #expect(output.byteCount <= 100_000 && output.byteCount > 10_000)
  }

  @Test func aFilterDoesNotSeeTheEnvironment() async {
    let (_, lines) = await FilterRun.product("env|keys", on: "null")
    #expect(lines == [#"["LC_ALL"]"#])
  }

  @Test func whatOnlyJqsProgramKnowsIsSaidAsTheDocumentationHasIt() async throws {
    #expect(try await FilterRun.product("input_filename", onFile: Data("{}".utf8)).1 == ["null"])
    #expect(try await FilterRun.product("input_line_number?", onFile: Data("{}".utf8)).1.isEmpty)
    let (outcome, _) = try await FilterRun.product("input_line_number", onFile: Data("{}".utf8))
    #expect(outcome.error?.message == "Unknown input line number")
  }

  @Test func modulesAreNotFoundAndTheFilterIsNotEndedForIt() async {
    let (outcome, _) = await FilterRun.product("import \"a\" as a; .", on: "null")
    #expect(outcome.error?.kind == .filter)
    #expect(outcome.error?.message.contains("module not found: a") == true)
  }

  @Test func aDocumentThatStillArrivesIsFollowedToItsEnd() async throws {
    for filter in [".a", ".a + 0"] {
      let (document, output) = (JSONDocument(), JSONDocument())
      let running = Task { await FilterRun.query.run(filter, on: document, awaitsEnd: true, into: output) }
      try document.append(#"{"a":1}{"a":"#.utf8)
      try document.append("2}".utf8)
      document.finish()
      #expect(await running.value.resultCount == 2)
      #expect(output.snapshot.bytes() == Array("1\n2\n".utf8))
    }
  }

  @Test func aChildThatFollowsADocumentEndsWithItsTask() async {
    let document = JSONDocument()
    let running = Task { await FilterRun.query.run("length", on: document, awaitsEnd: true, into: JSONDocument()) }
    running.cancel()
    #expect(await running.value.error?.kind == .cancelled)
  }

  @Test func aProgramThatCannotBeStartedIsSaid() async {
    let (outcome, _) = await FilterRun.product("length", on: "[]", query: JSONQuery(executable: "/nonexistent"))
    #expect(outcome.error?.kind == .unavailable)
  }

  @Test func brokenFilesAndMistakesAreSaidToBe() async throws {
    #expect(try await FilterRun.product("length", onFile: Data("{\"a\":1".utf8)).0.error?.kind == .input)
    let mistaken = try await FilterRun.product(".a ]", onFile: Data("1".utf8)).0
    #expect(mistaken.error == JSONQueryError(kind: .filter, message: "] is not expected here.", position: 3))
    #expect(try await FilterRun.product("length", onFile: Data()).0.error == nil)
  }

  @Test func aFileThatCannotBeReadIsSaid() async throws {
    let descriptor = open("/", O_RDONLY | O_CLOEXEC)
    defer { close(descriptor) }
    let outcome = await FilterRun.query.run("length", reading: descriptor, into: JSONDocument())
    #expect(outcome.error?.kind == .input)
    #expect(outcome.error?.message.contains("could not be read") == true)
  }

  @Test func brokenDocumentsAreSaidToBe() async {
    #expect(await FilterRun.product(".a", on: "{\"a\":1").0.error?.kind == .input)
    #expect(await FilterRun.product("length", on: "{\"a\":1").0.error?.kind == .input)
    #expect(await FilterRun.product(".a", on: "").0.error == nil)
  }

  @Test func largeInputAndOutputPassWithoutStandstill() async {
    let text = "[" + (0..<60_000).map { "{\"n\":\($0),\"s\":\"0123456789\"}" }.joined(separator: ",") + "]"
    let (outcome, lines) = await FilterRun.product(".[]|{n}", on: text)
    #expect(outcome.error == nil)
    #expect(lines.count == 60_000 && lines.last == "{\"n\":59999}")
  }
}
