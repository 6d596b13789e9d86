import Foundation
import JSONText
import Terminal
import Testing

@testable import Console

/// Reading a text: filters, paths, tables, bytes, searches and copies, with the keyboard.
@MainActor @Suite(.serialized) struct ReaderTests {
  static let people = """
    {"results":[{"id":"ada","email":"ada@example.com","mrr":1.10,"created_at":1767225600},
    {"id":"grace","email":"grace@example.com","mrr":20,"unsubscribed":true},
    {"id":"zoë","mrr":3,"tags":["a","b"]}],"next":""}
    """

  @Test func `a filter is answered while it is typed, and one key shows the whole again`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("|"))
      stage.type(".results[] | .mrr")
      try await stage.until("3 results")
      #expect(stage.text.contains("1.10"))
      #expect(!stage.text.contains("numbers passed through jq"))
      stage.press(.enter)
      try await stage.until("s shows the whole")
      stage.press(Key("s"))
      try await stage.until("(suspended)")
      #expect(stage.text.contains("\"ada@example.com\""))
      stage.press(Key("s"))
      try await stage.until("the results") { !$0.text.contains("ada@example.com") }
    }
  }

  @Test func `any program of jq's language runs, and a mark says that numbers passed through it`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("|"))
      stage.type("[.results[].mrr] | add")
      try await stage.until("1 result · numbers passed through jq")
      #expect(stage.text.contains("24.1"))
    }
  }

  @Test func `a mistake in a filter is pointed at under the line, and what was shown stays`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("|"))
      stage.type(".results[0].id")
      try await stage.until("1 result")
      stage.type(" }")
      try await stage.until("↑ ")
      let row = try #require(stage.lines.firstIndex { $0.contains("↑ ") })
      let arrow = try #require(stage.lines[row].firstIndex(of: "↑"))
      let brace = try #require(stage.lines[row - 1].firstIndex(of: "}"))
      #expect(
        stage.lines[row].distance(from: stage.lines[row].startIndex, to: arrow)
          == stage.lines[row - 1].distance(from: stage.lines[row - 1].startIndex, to: brace))
      #expect(stage.text.contains("\"ada\""))
    }
  }

  @Test func `a program that never ends is stopped by Escape, and the line stays`() async throws {
    try await ReadingStage.read("1".utf8) { stage in
      stage.press(Key("|"))
      stage.type("def f: f; f")
      try await stage.until("Filtering…")
      stage.press(.escape)
      try await stage.until("Stopped.")
      #expect(stage.text.contains("def f: f; f"))
      stage.press(.escape)
      try await stage.until("nothing of the filter") { !$0.text.contains("def f") }
    }
  }

  @Test func `a path is gone to, completed by Tab, and told what it leads to`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("."))
      try await stage.until("path")
      stage.type("re")
      stage.press(.tab)
      try await stage.until(".results")
      try await stage.until("array of 3")
      stage.type("[1].email")
      try await stage.until("string")
      stage.press(.enter)
      try await stage.until("text.json  .results[1].email")
      stage.press(Key("."))
      try await stage.until("path")
      stage.type("x")
      try await stage.until("has no key")
    }
  }

  @Test(arguments: [".results[2].id", "..results[2].id", "results[2].id"])
  func `a path is typed or pasted over the one that is there, one dot more or less`(path: String) async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      for brings in [{ stage.type(path) }, { stage.screen.send(.paste(path + "\n")) }] {
        stage.press(Key("."))
        try await stage.until("path")
        brings()
        try await stage.until("string")
        stage.press(.enter)
        try await stage.until("text.json  .results[2].id")
        stage.press(.up)
        try await stage.until("another place") { !$0.text.contains("text.json  .results[2].id") }
      }
      // Tab takes the path over, so that it can be gone on with.
      stage.press(Key("."), .tab)
      stage.type("[0]")
      try await stage.until("path .results[2][0]")
    }
  }

  @Test func `a search begins with an empty text in effect, and Enter repeats the one before`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("/"))
      stage.type("ada@")
      stage.press(.enter)
      try await stage.until("1 of 1")
      stage.press(Key("/"))
      stage.type("example")
      try await stage.until("1 of 2")
      stage.press(.enter, Key("/"), .enter)
      try await stage.until("1 of 2")
    }
  }

  @Test func `what is no regular expression is told, and looked for as it stands`() async throws {
    try await ReadingStage.read(#"{"a":"mrr (x"}"#.utf8) { stage in
      stage.press(Key("/"))
      stage.type("mrr (")
      try await stage.until("No regular expression, searched as plain text: ")
      try await stage.until("1 of 1")
    }
  }

  @Test func `a table's filter tells a column that there is not, and a condition without a number`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("t"))
      try await stage.until("6 columns")
      stage.press(Key("/"))
      stage.type("nosuch=4")
      try await stage.until("There is no column nosuch. There are: id, email, mrr")
      stage.press(.enter)
      try await stage.until("! There is no column nosuch.")
      stage.press(Key("/"))
      stage.type("mmr>4")
      try await stage.until("There is no column mmr. Did you mean mrr?")
      stage.press(.enter, Key("/"))
      stage.type("mrr>>4")
      try await stage.until("mrr>>4 is no condition: a number has to stand behind >")
      stage.press(.backspace, .backspace)
      stage.type("4")
      try await stage.until("the rows") { !$0.text.contains("is no condition") && $0.text.contains("2 rows hidden") }
    }
  }

  @Test func `a text of white space says that there is nothing else in it`() async throws {
    try await ReadingStage.read("  \n  \n".utf8) { stage in
      try await stage.until("There is nothing in it but white space: 6 B.")
    }
  }

  @Test func `a match in a cut line is brought into view, and the place says where`() async throws {
    let text =
      "{\"a\":\"" + String(repeating: "x", count: 500) + "needle" + String(repeating: "y", count: 40_000) + "\"}"
    try await ReadingStage.read(text.utf8) { stage in
      stage.press(Key("r"))
      try await stage.until("byte 0 · 0%")
      stage.press(Key("w"))
      try await stage.until("a row that goes on") { $0.lines.contains { $0.hasPrefix("↪") } }
      stage.press(Key("/"))
      stage.type("needle")
      try await stage.until("the match") { $0.lines.contains { $0.contains("xxneedleyy") } }
      stage.press(.enter)
      try await stage.until("byte 4")
      stage.press(Key("G"))
      try await stage.until("100%")
    }
  }

  @Test func `an array of objects is a table, in order of a column, filtered, saved as CSV`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "reader-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "people.csv").path
    try await ReadingStage.read(Self.people.utf8, size: Size(columns: 120, rows: 30)) { stage in
      stage.press(Key("t"))
      try await stage.until("3 rows · 6 columns")
      stage.press(.right, .right, Key("o"))
      try await stage.until("in order") { stage in
        let rows = stage.lines.filter { $0.contains("ada@") || $0.contains("zoë") || $0.contains("grace@") }
        return rows.count == 3 && rows[0].contains("ada") && rows[1].contains("zoë") && rows[2].contains("grace")
      }
      stage.press(Key("o"))
      try await stage.until("mrr ▾")
      stage.press(Key("/"))
      stage.type("mrr<10")
      try await stage.until("1 row hidden")
      stage.press(.enter)
      stage.press(Key("S"))
      try await stage.until("save as")
      stage.type(file)
      stage.press(.enter)
      try await stage.until("Saved ")
      let saved = try String(contentsOfFile: file, encoding: .utf8)
      #expect(saved.hasPrefix("id,email,mrr,created_at,unsubscribed,tags\r\n"))
      #expect(saved.contains("ada,ada@example.com,1.10,1767225600,,\r\n"))
      #expect(saved.contains("zoë,,3,,,\"[\"\"a\"\",\"\"b\"\"]\"\r\n"))
      #expect(!saved.contains("grace"))
    }
  }

  @Test func `columns are chosen and a row opens in the tree`() async throws {
    try await ReadingStage.read(Self.people.utf8, size: Size(columns: 120, rows: 30)) { stage in
      stage.press(Key("t"))
      try await stage.until("6 columns")
      stage.press(Key("c"))
      try await stage.until("Show or hide which column?")
      stage.type("email")
      stage.press(.enter)
      try await stage.until("hidden")
      stage.press(.escape)
      try await stage.until("5 columns · 1 hidden")
      stage.press(.down, .enter)
      try await stage.until(".results[1]")
      #expect(stage.text.contains("\"grace\""))
    }
  }

  @Test func `the raw view shows escapes as received and finds them`() async throws {
    try await ReadingStage.read(#"{"a":"x\u00e9\n","b": [ 1 ]}"#.utf8) { stage in
      #expect(stage.text.contains("xé"))
      stage.press(Key("r"))
      try await stage.until(#"{"a":"x\u00e9\n","b": [ 1 ]}"#)
      stage.press(Key("/"))
      stage.type(#"\u00e9"#)
      stage.press(.enter)
      try await stage.until("1 of 1")
      stage.press(Key("x"))
      try await stage.until("00000000   7b 22 61 22 3a 22 78 5c")
      stage.press(Key("x"))
      try await stage.until("\"a\": \"xé")
    }
  }

  @Test func `a search counts in regular expressions, and n and N go on`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("/"))
      stage.type(#"^\w+@example"#)
      try await stage.until("1 of 2")
      stage.press(.enter, Key("n"))
      try await stage.until(".results[1].email")
      stage.press(Key("N"))
      try await stage.until(".results[0].email")
      stage.press(Key("/"))
      stage.type("~none~")
      try await stage.until("nothing found")
    }
  }

  @Test func `times stand beside their numbers, and what is copied is the original`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      try await stage.until("1767225600   2026-01-01 00:00:00 UTC")
      stage.press(.down, .down, .down, .down, .down, Key("y"))
      try await stage.until("Copy what?")
      stage.press(.enter)
      try await stage.until("Copied the value.")
      #expect(stage.screen.copied == ["1.10"])
      stage.press(Key("p"), Key("y"))
      try await stage.until("subtree")
    }
  }

  @Test func `help lists the keys that work, and the end is gone to once it is known`() async throws {
    let document = JSONDocument()
    try document.append("[".utf8)
    try await ReadingStage.read(document) { stage in
      stage.press(Key("?"))
      try await stage.until("Filter with jq's")
      stage.press(.escape, Key("G"))
      try await stage.settled()
      try document.append((0..<5_000).map(String.init).joined(separator: ",").utf8)
      try document.append("]".utf8)
      document.finish()
      stage.pager.documentGrew()
      try await stage.until("4999")
    }
  }

  @Test func `a column's values are counted, and Enter filters by one`() async throws {
    let text = #"[{"id":1,"plan":"free plan"},{"id":2,"plan":"pro"},{"id":3,"plan":"free plan"},{"id":4}]"#
    try await ReadingStage.read(text.utf8) { stage in
      stage.press(Key("t"), .right, Key("#"))
      try await stage.until("2 values of plan in 4 rows · 1 row has none")
      #expect(stage.text.contains("2  50%"))
      stage.press(.enter)
      try await stage.until("2 rows hidden")
      #expect(stage.text.contains(#"filter plan="free plan""#))
    }
  }

  @Test func `what is shown stands plain, for the terminal's own selection`() async throws {
    try await ReadingStage.read(Self.people.utf8) { stage in
      stage.press(Key("P"))
      try await stage.until("Select with the mouse")
      #expect(stage.text.contains("\"ada@example.com\""))
      stage.press(.escape)
      try await stage.until("the reader") { !$0.text.contains("Select with the mouse") }
    }
  }
}
