import Terminal
import Testing
import Widgets

@Suite("A table")
struct TableTests {
  private static let columns = [
    TableColumn(id: "id", title: "ID", width: .fixed(13)),
    TableColumn(id: "email", title: "EMAIL", width: .flexible(min: 16), isSortable: true),
    TableColumn(id: "name", title: "NAME", width: .flexible(min: 10), priority: 10),
    TableColumn(id: "events", title: "EVENTS", width: .fixed(8), alignment: .right),
  ]

  private static func table(_ count: Int) -> Table {
    var table = Table(columns: columns)
    table.setRows(count: count) { index in
      TableRow(
        id: "u-\(index)",
        cells: [
          TableCell("u-\(index)"), TableCell("u\(index)@example.com"), "Ada 日本 Lovelace",
          TableCell("\(index * 1_000)", role: .warning),
        ])
    }
    return table
  }

  @Test("Columns are aligned, numbers at the right, the selection has a sign beside the colour")
  func look() {
    var table = Self.table(3)
    table.sorting = .init(column: "email", isAscending: true)
    let picture = Picture(&table, 80, 6)
    #expect(
      picture.description == """
           ID             EMAIL ▴                      NAME                      EVENTS
         ▌ u-0            u0@example.com               Ada 日本 Lovelace              0
           u-1            u1@example.com               Ada 日本 Lovelace           1000
           u-2            u2@example.com               Ada 日本 Lovelace           2000
        """)
    #expect(picture.role(of: "EMAIL") == .columnTitle)
    #expect(picture.overlay(of: "u-0") == .selection)
    #expect(picture.role(of: "1000") == .warning)
    #expect(Picture(&table, 80, 6, focused: false).overlay(of: "u-0") == .selectionInactive)
  }

  @Test("Where it is narrow the columns that matter least go, where it is wide they grow")
  func widths() {
    var table = Self.table(3)
    #expect(!Picture(&table, 50, 6).description.contains("NAME"))
    #expect(Picture(&table, 50, 6).description.contains("EVENTS"))
    let wide = Picture(&table, 120, 6)
    #expect(wide.place(of: "EVENTS")?.column == 113)
    for columns in 0...30 { _ = Picture(&table, columns, 3) }
  }

  @Test("Keys move through 100,000 rows, of which only those in view are asked for")
  func moving() {
    var table = Self.table(100_000)
    table.layout(in: Size(columns: 80, rows: 11))
    table.press(.pageDown, .down)
    #expect(table.selectedIndex == 10)
    table.press(Key("G"))
    #expect(table.selectedIndex == 99_999)
    #expect(Picture(&table, 80, 11).lines[10].contains("u-99999"))
    table.press(.up, Key("k"), .pageUp)
    #expect(table.selectedIndex == 99_988)
    table.press(Key("g"))
    #expect(table.selectedIndex == 0)
    #expect(table.press(.enter) == .opened)
  }

  @Test("A reload keeps the selection on its record")
  func reload() {
    var table = Self.table(10)
    table.select(id: "u-7")
    table.setRows(count: 5) { index in TableRow(id: "u-\(index + 4)", cells: []) }
    #expect(table.selectedRow?.id == "u-7")
    #expect(table.selectedIndex == 3)
    table.setRows(count: 0) { _ in TableRow(id: "", cells: []) }
    #expect(table.selectedRow == nil)
    #expect(table.press(.enter) == .ignored)
  }

  @Test("A filter says how many rows it hides, can be suspended, and stays on the record")
  func filter() {
    var table = Self.table(1_000)
    table.select(id: "u-123")
    table.setFilter("U12 example")
    #expect(table.visibleCount == 11)
    #expect(table.hiddenCount == 989)
    #expect(table.filterSummary == "U12 example · 989 rows hidden")
    #expect(table.selectedRow?.id == "u-123")
    let picture = Picture(&table, 80, 20)
    #expect(picture.overlay(of: "u12@example.com") == .match)
    table.toggleFilter()
    #expect(table.visibleCount == 1_000)
    #expect(table.selectedRow?.id == "u-123")
    table.toggleFilter()
    #expect(table.visibleCount == 11)
    table.setFilter("nobody")
    #expect(Picture(&table, 80, 20).description.contains("All 1,000 rows are hidden."))
    #expect(table.selectedRow == nil)
  }

  @Test("A filter over many rows goes on in steps")
  func longFilter() {
    var table = Self.table(100_000)
    table.setFilter("u99")
    #expect(table.isFiltering)
    while table.continueFiltering(limit: 10_000) {}
    #expect(table.visibleCount == 1_111)
    #expect(table.hiddenCount == 98_889)
  }

  @Test("n and N go to the next and previous row that holds what is searched for, around the end")
  func search() {
    var table = Self.table(50)
    #expect(table.setSearch("u4") == true)
    #expect(table.selectedIndex == 4)
    table.press(Key("n"))
    #expect(table.selectedIndex == 40)
    table.press(Key("N"), Key("N"))
    #expect(table.selectedIndex == 49)
    #expect(table.setSearch("nobody") == false)
  }

  @Test("Space marks, and the marks that a filter hides are counted")
  func marks() {
    var table = Self.table(20)
    #expect(table.press(Key(" ")) == .ignored)
    table.allowsMarks = true
    table.press(Key(" "), Key(" "))
    #expect(table.marks == ["u-0", "u-1"])
    #expect(Picture(&table, 80, 10).lines[1].contains("●"))
    table.setFilter("u-1")
    #expect(table.hiddenMarks == ["u-0"])
  }

  @Test("A click selects, another one opens, a title sorts, the wheel scrolls")
  func mouse() {
    var table = Self.table(100)
    table.layout(in: Size(columns: 80, rows: 10))
    #expect(table.click(20, 3) == .selected)
    #expect(table.selectedIndex == 2)
    #expect(table.click(20, 3) == .opened)
    #expect(table.click(20, 0) == .sort("email"))
    #expect(table.click(3, 0) == .handled)
    _ = table.handle(.mouse(Mouse(.wheelDown, at: Point(column: 0, row: 5))))
    #expect(table.position.top == 3)
    #expect(table.selectedIndex == 3)
  }

  @Test("Headings stand between rows and are passed over")
  func headings() {
    var table = Table(columns: Self.columns)
    table.setRows([
      .heading("Found"), TableRow(id: "a", cells: ["a"]), .heading(""), .heading("Seen before"),
      TableRow(id: "b", cells: ["b"]),
    ])
    table.layout(in: Size(columns: 80, rows: 4))
    #expect(table.selectedRow?.id == "a")
    table.press(.down)
    #expect(table.selectedRow?.id == "b")
    table.press(.down, .up)
    #expect(table.selectedRow?.id == "a")
    #expect(Picture(&table, 80, 4).role(of: "Found") == .columnTitle)
    table.press(Key("G"))
    #expect(table.selectedRow?.id == "b")
    #expect(table.click(5, 1) == .handled)
    table.setFilter("b")
    #expect(table.visibleCount == 1)
    table.setRows([.heading("Nothing")])
    #expect(table.selectedRow == nil)
    #expect(table.press(.enter) == .ignored)
  }

  @Test("Empty, it says what would be here")
  func empty() {
    var table = Self.table(0)
    table.emptyText = "No runs yet. Enter opens a module; its runs are kept here."
    #expect(Picture(&table, 80, 6).description.contains("No runs yet."))
  }

  @Test("Hostile text leaves the columns after it where they are")
  func hostile() {
    for text in HostileStrings.all {
      var table = Table(columns: Self.columns)
      table.setRows([TableRow(id: text, cells: [TableCell(text), TableCell(text), TableCell(text), TableCell("7")])])
      table.setSearch(text)
      let picture = Picture(&table, 80, 3)
      #expect(picture.cell(78, 1).glyph == "7", "\(text.debugDescription)")
    }
  }
}
