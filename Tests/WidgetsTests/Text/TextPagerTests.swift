import Terminal
import Testing
import Widgets

@Suite("The pager of plain text")
struct TextPagerTests {
  @Test("It pages to the end and no further, and back")
  func paging() {
    var pager = TextPager((1...100).map { "line \($0)" }.joined(separator: "\n"))
    pager.layout(in: Size(columns: 40, rows: 10))
    pager.press(.pageDown)
    #expect(Picture(&pager, 40, 10).lines[0] == " line 10")
    pager.press(.end, .down)
    #expect(Picture(&pager, 40, 10).lines[9] == " line 100")
    pager.press(.home)
    #expect(Picture(&pager, 40, 10).lines[0] == " line 1")
  }

  @Test("Long lines are wrapped between words, or cut and scrolled sideways")
  func wrapping() {
    var pager = TextPager(String(repeating: "word ", count: 20) + "\nend")
    #expect(Picture(&pager, 22, 8).lines[0] == " word word word word")
    #expect(Picture(&pager, 22, 8).lines[5] == " end")
    pager.press(Key("w"))
    #expect(Picture(&pager, 22, 8).lines[0].hasSuffix("…"))
    #expect(Picture(&pager, 22, 8).lines[1] == " end")
  }

  @Test("A search marks all it finds and goes through it")
  func search() {
    var pager = TextPager((1...100).map { "line \($0)" }.joined(separator: "\n"))
    pager.layout(in: Size(columns: 40, rows: 10))
    #expect(pager.setSearch("LINE 42") == true)
    let picture = Picture(&pager, 40, 10)
    #expect(picture.lines[0] == " line 42")
    #expect(picture.overlay(of: "line 42") == .matchCurrent)
    #expect(pager.setSearch("nothing") == false)
  }

  @Test("Hostile text is shown in every size", arguments: [1, 5, 40])
  func hostile(columns: Int) {
    for text in HostileStrings.all {
      var pager = TextPager(text)
      for key in [Key.end, .pageUp, Key("w"), .right, .home] {
        pager.press(key)
        _ = Picture(&pager, columns, 4)
      }
      #expect(pager.lineCount >= 1)
    }
  }
}
