import JSONText
import Testing

@Suite struct JSONPathTests {
  @Test(arguments: 0..<20)
  func everyRowsPathLeadsBackToIt(seed: UInt64) throws {
    var random = RandomJSON(seed: seed + 400)
    let value = random.value()
    let lines = JSONLines(document: JSONDocument(value.compactText))
    for index in 0..<lines.rowCount {
      let row = lines.row(at: index)
      let path = lines.path(ofRow: index)
      #expect(try lines.node(at: path) == row.node)
      #expect(try JSONPath(parsing: path.description) == path)
      var found: JSONValue? = value
      for step in path.steps {
        switch step {
        case .key(let key): found = found?[key]
        case .index(let index): found = found?[index]
        }
      }
      #expect(row.node.flatMap { lines.value(of: $0) } == found)
    }
  }

  @Test func pathsAreWrittenAsJqWritesThem() {
    let lines = JSONLines(document: JSONDocument(#"{"results":[{"email":1,"odd key":{"é":2}}]}"#))
    let paths = (0..<lines.rowCount).map { lines.path(ofRow: $0).description }
    #expect(
      paths == [
        ".", ".results", ".results[0]", ".results[0].email", #".results[0]["odd key"]"#,
        #".results[0]["odd key"]["é"]"#,
        #".results[0]["odd key"]"#, ".results[0]", ".results", ".",
      ])
  }

  @Test func theTopOfASequenceIsCounted() throws {
    let lines = JSONLines(document: JSONDocument("{\"a\":1}\n{\"a\":[2]}\n3\n"))
    #expect(
      (0..<lines.rowCount).map { lines.path(ofRow: $0).description }
        == [".[0]", ".[0].a", ".[0]", ".[1]", ".[1].a", ".[1].a[0]", ".[1].a", ".[1]", ".[2]"])
    #expect(try lines.node(at: JSONPath(parsing: ".[1].a[0]")) == lines.row(at: 5).node)
    #expect(try lines.node(at: JSONPath(parsing: ".[-1]")) == lines.row(at: 8).node)
  }

  @Test(
    arguments: [
      (".a.b", [.key("a"), .key("b")]), ("a.b", [.key("a"), .key("b")]), (".a[0]", [.key("a"), .index(0)]),
      (#".["x y"]"#, [.key("x y")]), (#"."x y".b"#, [.key("x y"), .key("b")]), (".[-1]", [.index(-1)]), (".", []),
      ("", []),
      (#".a["q\"\u00e9"]"#, [.key("a"), .key("q\"é")]), ("[3].x", [.index(3), .key("x")]), (" .a ", [.key("a ")]),
    ] as [(String, [JSONPath.Step])])
  func pathsAreReadInJqsNotations(text: String, steps: [JSONPath.Step]) throws {
    if text == " .a " {
      #expect(try JSONPath(parsing: text.dropLast().description).steps == [.key("a")])
    } else {
      #expect(try JSONPath(parsing: text).steps == steps)
    }
  }

  @Test(arguments: [
    (".a[", "A number or a key in quotes was expected after [."), (".a[0", "This [ has no ] after it."),
    (".a..b", "A key was expected after the dot."), (".a.", "A key was expected after the dot."),
    (#".["a"#, "The key that begins here is not a JSON string."), (".a[0]b", "A dot or [ was expected before b."),
  ])
  func pathsThatCannotBeReadSayWhy(text: String, reason: String) {
    let error = #expect(throws: JSONPathError.self) { try JSONPath(parsing: text) }
    #expect(error?.reason == reason)
  }

  @Test func pathsThatLeadNowhereSayWhere() {
    let lines = JSONLines(document: JSONDocument(#"{"a":[1,{"b":2}]}"#))
    for (path, reason) in [
      (".x", #". has no key "x"."#), (".a[2]", ".a has no element 2."), (".a[0].b", "There is nothing inside .a[0]."),
    ] {
      let error = #expect(throws: JSONPathError.self) { try lines.node(at: JSONPath(parsing: path)) }
      #expect(error?.reason == reason)
    }
  }

  @Test func siblingsAndParentsAreFound() {
    let lines = JSONLines(document: JSONDocument(#"{"a":{"x":1,"y":[2,3]},"b":4,"c":{}}"#))
    #expect(lines.nextSibling(ofRow: 1) == 8)
    #expect(lines.nextSibling(ofRow: 8) == 9)
    #expect(lines.nextSibling(ofRow: 9) == nil)
    #expect(lines.nextSibling(ofRow: 7) == 8)
    #expect(lines.nextSibling(ofRow: 5) == nil)
    #expect(lines.previousSibling(ofRow: 9) == 8)
    #expect(lines.previousSibling(ofRow: 8) == 1)
    #expect(lines.previousSibling(ofRow: 1) == nil)
    #expect(lines.previousSibling(ofRow: 5) == 4)
    #expect(lines.parents(ofRow: 4) == [0, 1, 3])
    #expect(lines.parent(ofRow: 1) == 0)
    #expect(lines.parent(ofRow: 0) == nil)
    #expect(lines.parents(ofRow: 6) == [0, 1, 3])
  }

  @Test func valuesAreCopiedAsTheyAre() throws {
    let lines = JSONLines(
      document: JSONDocument(#"{"a": "x\ny\u00e9", "b" : [1.10,  {"c":null}], "n":12345678901234567890}"#))
    let node = { (row: Int) in try #require(lines.row(at: row).node) }
    #expect(lines.valueText(of: try node(1)) == "x\nyé")
    #expect(String(decoding: lines.rawText(of: try node(1)), as: UTF8.self) == #""x\ny\u00e9""#)
    #expect(lines.valueText(of: try node(2)) == #"[1.10,  {"c":null}]"#)
    #expect(lines.valueText(of: try node(8)) == "12345678901234567890")
    #expect(lines.key(ofRow: 2) == "b")
    #expect(lines.key(ofRow: 3) == nil)
  }
}
