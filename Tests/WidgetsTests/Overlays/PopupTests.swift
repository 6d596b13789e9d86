import Terminal
import Testing
import Widgets

@Suite("A list of choices") struct PopupTests {
  private static let entries = [
    Popup.Entry(id: "1", title: "VIP", detail: "1"),
    Popup.Entry(id: "12", title: String(repeating: "A segment with a long name ", count: 3), detail: "12"),
  ]

  @Test("It is as wide as its longest row with the detail") func width() {
    var popup = Popup(entries: Self.entries)
    let size = popup.wantedSize(within: Size(columns: 120, rows: 20))
    let row = Picture(&popup, size.columns, size.rows).lines[3]
    #expect(row.contains("long name "))
    #expect(row.hasSuffix("12 │"))
  }

  @Test("Where a title is cut, the detail still tells the rows apart", arguments: [30, 40, 66])
  func longTitle(columns: Int) {
    var popup = Popup(entries: Self.entries)
    let lines = Picture(&popup, columns, 6).lines
    #expect(lines[2].hasSuffix(" 1 │"))
    #expect(lines[3].hasSuffix(" 12 │"))
    #expect(lines[3].contains("…"))
  }
}
