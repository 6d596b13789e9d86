import JSONText
import Testing

@Suite("Tables of a document")
struct JSONTableTests {
  private static let text = """
    {"next": "", "results": [{"id": "b", "n": 2, "odd key": "x, \\"y\\""}, {"id": "\\u0061", "n": 1e1, "id": "A"},
    7, {"n": null, "more": [1, {"id": "no"}]}, {"id": "c", "n": 10}]}
    """

  private static func table(_ text: String = text) throws -> JSONTable {
    try #require(JSONTable(near: nil, in: JSONDocument(text).snapshot))
  }

  private static func cells(_ table: JSONTable, _ row: Int, _ keys: [String]) -> [String?] {
    table.cells(row, keys).map { $0?.text(in: table.snapshot) }
  }

  @Test("The first array of objects is the table, its rows are read where they are, of duplicate keys the last")
  func rows() throws {
    let table = try Self.table()
    #expect(table.rowCount == 5)
    #expect(Self.cells(table, 0, ["id", "n", "odd key"]) == ["b", "2", "x, \"y\""] as [String?])
    #expect(Self.cells(table, 1, ["id", "n"]) == ["A", "1e1"])
    #expect(Self.cells(table, 2, ["", "id"]) == ["7", nil])
    #expect(Self.cells(table, 3, ["n", "more", "id"]) == ["null", "[1, {\"id\": \"no\"}]", nil])
    #expect(table.cells(99, ["id"]) == [nil])
  }

  @Test("Columns come in the order of their first appearance, with their counts")
  func columns() throws {
    let table = try Self.table()
    var columns = JSONColumns()
    while columns.advance(in: table, rows: 2) {}
    #expect(columns.columns.map(\.key) == ["id", "n", "odd key", "", "more"])
    #expect(columns.columns.map(\.count) == [4, 4, 1, 1, 1])
  }

  @Test("Filters take words and comparisons; orders are jq's, with missing values last", arguments: [true, false])
  func order(isAscending: Bool) throws {
    let table = try Self.table()
    func rows(_ filter: String, by key: String? = nil) -> [UInt32] {
      var order = JSONTableOrder(
        filter: JSONTableFilter(filter), sorting: key.map { .init(key: $0, isAscending: isAscending) })
      while order.advance(in: table, rows: 1) {}
      order.sort(in: table)
      return order.rows
    }
    #expect(rows("") == [0, 1, 2, 3, 4])
    #expect(rows("id=A") == [1])
    #expect(rows("n>5") == [1, 4])
    #expect(rows("n<5 Y") == [0])
    #expect(rows("id!=b n=10") == [4])
    #expect(rows(JSONTableFilter.equality(of: "odd key", and: "x, \"y\"")) == [0])
    #expect(rows("\"odd key\"=\"x, \\\"y\\\"\"") == [0])
    #expect(rows("\"x, \"") == [0])
    #expect(rows("", by: "n") == (isAscending ? [3, 0, 1, 4, 2] : [1, 4, 0, 3, 2]))
    #expect(rows("", by: "id") == (isAscending ? [1, 0, 4, 2, 3] : [4, 0, 1, 2, 3]))
  }

  @Test("A column's values are counted, the most frequent first, in all rows or in some")
  func counts() throws {
    let table = try Self.table("[{\"p\":\"b\"},{\"p\":\"a\"},{\"q\":1},{\"p\":\"\\u0061\"},{\"p\":null},7]")
    var counts = JSONValueCounts(of: "p")
    while counts.advance(in: table, rows: 1) {}
    #expect(counts.entries(limit: 2).map { "\($0.text) \($0.count)" } == ["a 2", "b 1"])
    #expect((counts.valueCount, counts.missingCount, counts.scannedCount) == (3, 2, 6))
    var some = JSONValueCounts(of: "p", rows: [0, 2])
    while some.advance(in: table, rows: 10) {}
    #expect(some.entries(limit: 9).map { "\($0.text) \($0.count)" } == ["b 1"])
  }

  @Test("Of equally frequent values numbers come by their size, before texts")
  func countedNumbers() throws {
    let table = try Self.table(#"[{"n":10},{"n":9},{"n":"nan"},{"n":-2.5},{"n":1e3},{"n":9},{"n":"b"}]"#)
    var counts = JSONValueCounts(of: "n")
    while counts.advance(in: table, rows: 10) {}
    #expect(counts.entries(limit: 9).map(\.text) == ["9", "-2.5", "10", "1e3", "b", "nan"])
  }

  @Test("A filter tells the keys that it asks for, and what looks like a condition and is none")
  func filterKeys() {
    let filter = JSONTableFilter(#"ada plan=pro mrr>>4 n!=1 age<x "a b"=c"#)
    #expect(filter.keys == ["plan", "n", "a b"])
    #expect(filter.unclear.map(\.word) == ["mrr>>4", "age<x"])
    #expect(filter.unclear.map(\.key) == ["mrr", "age"])
    #expect(filter.unclear.map(\.sign) == [">", "<"])
  }

  @Test("CSV quotes what has to be quoted and keeps every digit")
  func csv() throws {
    let table = try Self.table()
    let csv = JSONTableCSV(table, keys: ["id", "n", "odd key"], rows: [1, 0])
    let accented = JSONTableCSV(try Self.table("[{\"a\":\"1\\\"\u{301},2\"}]"), keys: ["a"])
    #expect(accented.line(1) == "\"1\"\"\u{301},2\"\r\n")
    #expect((0..<csv.lineCount).map(csv.line).joined() == "id,n,odd key\r\nA,1e1,\r\nb,2,\"x, \"\"y\"\"\"\r\n")
  }

  @Test("A sequence of values is a table, an object alone is none, and broken ones have as many rows as came")
  func others() throws {
    #expect(try Self.table("{\"a\":1}\n{\"a\":2}\n").rowCount == 2)
    #expect(JSONTable(near: nil, in: JSONDocument("{\"a\":1}").snapshot) == nil)
    let broken = try Self.table("[{\"a\":1},{\"a\":2,\"b\":")
    #expect(broken.rowCount == 2)
    #expect(Self.cells(broken, 1, ["a", "b"])[0] == "2")
  }
}

@Suite("Searching bytes as received")
struct ByteSearchTests {
  private static func matches(_ pattern: JSONSearchPattern, _ text: [UInt8]) -> [Range<Int>] {
    var search = JSONSearch(pattern, in: JSONDocument(text).snapshot, scope: .bytes)
    while search.advance(byteCount: 1) {}
    return (0..<search.matchCount).compactMap(search.match)
  }

  @Test("Escapes, spaces and text that is no JSON are found as they stand, across slices too")
  func literal() throws {
    let text = Array(String(repeating: "<p>long text</p>\n", count: 10_000).utf8) + Array("caf\\u00e9 end".utf8)
    #expect(Self.matches(JSONSearchPattern(literal: "\\u00E9", ignoresCase: true), text).count == 1)
    #expect(Self.matches(JSONSearchPattern(literal: "text</p>\n<p>"), text).count == 9_999)
    let lines = try JSONSearchPattern(regularExpression: "^<p>long")
    #expect(Self.matches(lines, text).count == 10_000)
    #expect(Self.matches(try JSONSearchPattern(regularExpression: "nowhere|ende"), text).isEmpty)
  }
}

@Suite("What a text is by its looks")
struct ContentFormTests {
  @Test(
    arguments: [
      ("", ContentForm.empty), (" \n", .empty), ("{\"a\"", .json), ("\u{FEFF}[", .json), ("-1.5e3", .json),
      ("null", .json), ("nullable", .text), ("2024-01-02 GET /", .text), ("<!DOCTYPE html><p>", .html),
      ("<?xml version='1.0'?><a/>", .xml), ("Bad Gateway", .text), ("\u{0}\u{1}\u{2}\u{3}PK", .binary),
      ("{\"a\":\"\u{0}\"}", .json),
    ])
  func forms(text: String, form: ContentForm) {
    #expect(ContentForm(of: text.utf8) == form)
  }
}
