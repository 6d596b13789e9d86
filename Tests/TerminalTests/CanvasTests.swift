import Testing

@testable import Terminal

@MainActor @Suite("Drawing") struct CanvasTests {
  private func drawn(_ columns: Int = 10, _ rows: Int = 2, _ body: (inout Canvas) -> Void) -> MemoryScreen {
    let screen = MemoryScreen(size: Size(columns: columns, rows: rows))
    var canvas = Canvas(size: screen.size)
    body(&canvas)
    screen.present(canvas)
    return screen
  }

  @Test("Text is cut at the edge and at its columns, and padded where asked")
  func put() {
    let screen = drawn(10, 3) {
      #expect($0.put("hello world again", at: Point(column: 2, row: 0)) == 8)
      #expect($0.put("hello world", at: Point(column: 0, row: 1), columns: 6) == 6)
      #expect($0.put("ab", at: Point(column: 0, row: 2), role: .field, columns: 5, pad: true) == 2)
    }
    #expect(screen.lines == ["  hello w…", "hello…", "ab"])
    #expect(screen.role(at: Point(column: 4, row: 2)) == .field && screen.role(at: Point(column: 5, row: 2)) == .text)
  }

  @Test("Half a wide character never stays")
  func wideHalves() {
    let screen = drawn(6, 2) {
      $0.put("日本語", at: Point(column: 0, row: 0))
      $0.put("x", at: Point(column: 1, row: 0))
      $0.put("y", at: Point(column: 4, row: 0))
      $0.put("日本語日", at: Point(column: 0, row: 1))
    }
    #expect(screen.lines == [" x本y", "日本…"])
    #expect(screen.frame.cells.reduce(0) { $0 + Int($1.width) } == 12)
  }

  @Test("A part of the area cuts what falls outside on every side")
  func clipping() {
    let screen = drawn(8, 4) {
      $0.within(Rect(column: 2, row: 1, columns: 4, rows: 2)) { area in
        area.put("abcdefgh", at: Point(column: -2, row: 0))
        area.put("日日日", at: Point(column: -1, row: 1))
        area.put("no", at: Point(column: 0, row: 5))
        area.fill(Rect(column: -5, row: -5, columns: 3, rows: 3), with: "#")
        area.showCaret(at: Point(column: 9, row: 0))
      }
    }
    #expect(screen.lines == ["", "  cde…", "   日…", ""])
    #expect(screen.frame.caret == nil)
  }

  @Test("An overlay lies over what is drawn, and a snapshot tells both")
  func overlay() {
    let screen = drawn(8, 1) {
      $0.put("ab", at: Point(column: 0, row: 0), role: .label)
      $0.overlay(.selection, on: Rect(column: 0, row: 0, columns: 1, rows: 1))
    }
    #expect(screen.snapshot == "ab\n---\n0:0 label+selection \"a\"\n0:1 label \"b\"")
    #expect(screen.place(of: "b") == Point(column: 1, row: 0))
  }

  @Test("A control character in a text is drawn in the role of controls")
  func control() {
    let screen = drawn { $0.put("a\u{1B}b", at: Point(column: 0, row: 0)) }
    #expect(screen.lines[0] == "a\\eb")
    #expect(screen.role(at: Point(column: 1, row: 0)) == .control)
  }

  @Test("A glyph given to fill or to a cell is made safe like any text")
  func rawGlyphs() {
    let screen = drawn { $0.fill(Rect(column: 0, row: 0, columns: 3, rows: 1), with: "\u{1B}") }
    #expect(screen.lines[0] == "\\\\\\")
    #expect(Cell(glyph: "\u{9B}").glyph == "\\")
  }

  @Test("Drawing on no cells at all is harmless")
  func empty() {
    let screen = drawn(0, 0) {
      $0.put("日本", at: Point(column: 0, row: 0))
      $0.rule(atRow: 0)
      $0.overlay(.match, on: Rect(column: -3, row: -3, columns: 9, rows: 9))
    }
    #expect(screen.lines.isEmpty)
  }
}
