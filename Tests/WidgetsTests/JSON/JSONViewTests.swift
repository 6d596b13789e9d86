import JSONText
import Terminal
import Testing
import Widgets

@Suite("The JSON reader")
struct JSONViewTests {
  private static let answer = """
    {"results": [{"id": "ada", "email": "ada@example.com", "plan": null},
    {"id": "adam.k", "seats": 3.10, "active": true}], "next": ""}
    """

  private static func view(_ text: String = answer) -> JSONView { JSONView(document: complete(text)) }

  private static func complete(_ text: String) -> JSONDocument { JSONDocument(text) }

  @Test("Rows have line numbers, marks of folds, colours by role, and how much is in a container at the right")
  func look() {
    var view = Self.view()
    let picture = Picture(&view, 60, 16)
    #expect(
      picture.description == """
        ▌  1 ▾ {                                             2 keys
           2 ▾   "results": [                               2 items
           3 ▾     {                                         3 keys
           4         "id": "ada",
           5         "email": "ada@example.com",
           6         "plan": null
           7       },
           8 ▾     {                                         3 keys
           9         "id": "adam.k",
          10         "seats": 3.10,
          11         "active": true
          12       }
          13     ],
          14     "next": ""
          15   }
        """)
    #expect(picture.role(of: "\"results\"") == .jsonKey)
    #expect(picture.role(of: "\"ada\"") == .jsonString)
    #expect(picture.role(of: "3.10") == .jsonNumber)
    #expect(picture.role(of: "true") == .jsonBoolean)
    #expect(picture.role(of: "null") == .jsonNull)
    #expect(picture.role(of: "2 items") == .jsonSummary)
    #expect(picture.cell(0, 0).overlay == .selection)
    #expect(picture.cell(0, 1).overlay == nil)
  }

  @Test("Enter folds and unfolds, and the selection stays on its value")
  func folding() {
    var view = Self.view()
    view.layout(in: Size(columns: 60, rows: 16))
    view.press(.down, .down)
    #expect(view.press(.enter) == .folded)
    #expect(view.selectedRow == 2)
    #expect(Picture(&view, 60, 16).lines[2].contains("▸     { 3 keys },"))
    view.press(.right)
    #expect(!Picture(&view, 60, 16).lines[2].contains("▸"))
    view.press(.down, .down, .left, .left)
    #expect(Picture(&view, 60, 16).lines[2].contains("▸"))
    view.press(.left)
    #expect(view.selectedRow == 1)
  }

  @Test("A digit shows so many levels, z folds and Z unfolds all, wherever the selection is")
  func levels() {
    var view = Self.view()
    view.layout(in: Size(columns: 60, rows: 16))
    view.press(.end)
    view.press(Key("2"))
    #expect(Picture(&view, 60, 16).lines.count { $0.contains("▸") } == 2)
    view.press(Key("z"))
    #expect(view.rowCount == 4)
    view.press(Key("Z"))
    #expect(view.rowCount == 15)
  }

  @Test("The parents of what is in view stay above it")
  func stickyParents() {
    var view = Self.view("{\"people\": [" + (0..<100).map { "{\"id\": \($0)}" }.joined(separator: ",") + "]}")
    view.layout(in: Size(columns: 60, rows: 12))
    view.press(.pageDown, .pageDown, .pageDown)
    let picture = Picture(&view, 60, 12)
    #expect(picture.lines[0].contains("1 ▾ {"))
    #expect(picture.lines[1].contains("2 ▾   \"people\": ["))
    #expect(picture.role(of: "\"people\"") == .muted)
    #expect(picture.lines.contains { $0.hasPrefix("▌") })
  }

  @Test("Going down and up by every key keeps the selection in view", arguments: [false, true])
  func alwaysInView(wraps: Bool) {
    let long = String(repeating: "long text ", count: 30)
    var view = Self.view("[" + (0..<60).map { "{\"n\": \($0), \"s\": \"\(long)\"}" }.joined(separator: ",") + "]")
    view.wraps = wraps
    var numbers = SeededNumbers(seed: 7)
    let keys: [Key] = [
      .up, .down, .pageUp, .pageDown, .home, .end, .enter, .left, .right, Key("z"), Key("Z"), Key("2"), Key("]"),
      Key("["), Key("p"), Key("w"), Key(">"),
    ]
    for _ in 0..<200 {
      view.press(keys.randomElement(using: &numbers) ?? .down)
      let picture = Picture(&view, 50, 14)
      #expect(picture.lines.contains { $0.hasPrefix("▌") })
      guard picture.lines.contains(where: { $0.hasPrefix("▌") }) else { return }
    }
  }

  @Test("Wrapped, a long text is all there; cut, a sign says that there is more")
  func wrapping() {
    var view = Self.view(#"{"s": "\#(String(repeating: "0123456789", count: 10))"}"#)
    let cut = Picture(&view, 50, 10)
    #expect(cut.lines[1].hasSuffix("…"))
    view.press(Key("w"))
    let wrapped = Picture(&view, 50, 10)
    #expect(wrapped.lines[1...3].joined().filter { $0.isNumber }.count >= 101)
    #expect(!wrapped.description.contains("…"))
  }

  @Test("n and N go through the matches, unfolding what hides them")
  func matches() {
    var view = Self.view()
    view.layout(in: Size(columns: 60, rows: 16))
    view.press(Key("z"))
    var search = JSONSearch(JSONSearchPattern(literal: "ada"), in: view.lines.snapshot)
    while search.advance() {}
    view.setSearch(search)
    #expect(view.matchSummary == "1 of 3")
    let picture = Picture(&view, 60, 16)
    #expect(picture.overlay(of: "ada") == .matchCurrent)
    #expect(picture.overlay(of: "ada@example.com") == .match)
    view.press(Key("N"))
    #expect(view.matchSummary == "3 of 3")
    view.press(Key("n"), Key("n"))
    #expect(view.matchSummary == "2 of 3")
    view.setSearch(nil)
    #expect(view.matchSummary == "")
  }

  @Test("The end is gone to once it is known, and the first page is there before")
  func streaming() throws {
    let document = JSONDocument()
    var view = JSONView(document: document)
    try document.append(Array("[1,\n2,".utf8))
    view.refresh()
    #expect(Picture(&view, 40, 10).description.contains("2 "))
    view.press(Key("G"))
    #expect(view.isWaitingForEnd)
    try document.append(Array((3...500).map(String.init).joined(separator: ",").utf8))
    try document.append(Array("]".utf8))
    document.finish()
    view.refresh()
    #expect(!view.isWaitingForEnd)
    #expect(view.selectedRow == view.rowCount - 1)
    #expect(Picture(&view, 40, 10).description.contains("500"))
  }

  @Test("Path, value and source of the selected row are told as received")
  func copies() throws {
    var view = Self.view(#"{"a": [{"b c": "x\n\u00e9"}, 1.10], "e": {"d":  [ 1 ]}}"#)
    view.layout(in: Size(columns: 60, rows: 10))
    try view.select(JSONPath(parsing: ".a[0][\"b c\"]"))
    #expect(view.selectedKey == "b c")
    #expect(view.selectedValueText == "x\né")
    #expect(view.selectedSource.map { String(decoding: $0, as: UTF8.self) } == #""x\n\u00e9""#)
    view.press(.down, .down)
    #expect(view.selectedPath.description == ".a[1]")
    #expect(view.selectedValueText == "1.10")
    view.press(Key("G"), .up)
    #expect(view.selectedValueText == #"{"d":  [ 1 ]}"#)
    #expect(view.selectedByteCount == 13)
  }

  @Test("A click selects, a click on the mark or a second one folds, the wheel scrolls")
  func mouse() {
    var view = Self.view()
    view.layout(in: Size(columns: 60, rows: 10))
    #expect(view.click(20, 3) == .selected)
    #expect(view.selectedRow == 3)
    #expect(view.click(5, 2) == .folded)
    view.click(20, 1)
    #expect(view.click(20, 1) == .folded)
    #expect(view.rowCount == 4)
    view.press(Key("Z"))
    _ = view.handle(.mouse(Mouse(.wheelDown, at: Point(column: 3, row: 3))))
    #expect(view.topRow == 3)
  }

  @Test("Broken, deep and hostile documents are shown and never trap", arguments: [40, 80])
  func hostile(columns: Int) {
    let deep = String(repeating: "[", count: 20_000)
    var documents = ["", "{", "[1,", "\"", "nul", "}{", "{\"a\":}", "[1 2]", "\u{0}", "<html>", deep, "1\n2\n3"]
    documents += HostileStrings.own.map { JSONValue.object([JSONMember(key: $0, value: .string($0))]).compactText }
    documents += HostileStrings.own
    for text in documents {
      var view = Self.view(text)
      for key in [Key.end, .up, .enter, .left, Key("w"), Key("z"), Key("Z"), .home, Key("9")] {
        view.press(key)
        let picture = Picture(&view, columns, 12)
        for cell in picture.canvas.cells {
          let harmful = cell.glyph.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
          #expect(!harmful)
        }
      }
    }
  }
}

@Suite("Beside the rows of the JSON reader")
struct JSONAnnotationTests {
  @Test("What a number means stands beside it, where there is room")
  func annotation() {
    var view = JSONView(document: JSONDocument(#"{"created_at": 1767225600}"#))
    view.annotation = { row in row.text.contains("1767225600") ? "2026-01-01 00:00:00 UTC" : nil }
    #expect(Picture(&view, 80, 5).lines[1].hasSuffix("1767225600   2026-01-01 00:00:00 UTC"))
    #expect(!Picture(&view, 40, 5).lines[1].contains("UTC"))
  }
}
