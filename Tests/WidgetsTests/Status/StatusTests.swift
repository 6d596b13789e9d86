import Terminal
import Testing
import Widgets

@Suite("What says how things stand")
struct StatusTests {
  @Test("Hints are whole or not there, the least important going first")
  func hints() {
    var bar = HintBar([
      Hint(id: "send", key: .control("s"), text: "Track"), Hint(key: .tab, text: "Next"),
      Hint(key: .function(2), text: "Choose"), Hint(key: .escape, text: "Back", priority: 200),
      Hint(key: .function(9), text: "Commands", priority: 10),
    ])
    #expect(Picture(&bar, 80, 1).lines == [" ^S Track  Tab Next  F2 Choose  Esc Back  F9 Commands"])
    #expect(Picture(&bar, 42, 1).lines == [" ^S Track  Tab Next  F2 Choose  Esc Back"])
    #expect(Picture(&bar, 20, 1).lines == [" ^S Track  Esc Back"])
    #expect(Picture(&bar, 80, 1).role(of: "^S") == .hintKey)
    #expect(Picture(&bar, 80, 1).role(of: "Track") == .hintText)
    #expect(bar.click(3, 0) == .clicked("send"))
  }

  @Test("Keys are named as people know them")
  func keyLabels() {
    #expect(KeyLabel.text(for: .control("s")) == "^S")
    #expect(KeyLabel.text(for: .alt("y")) == "Alt-y")
    #expect(KeyLabel.text(for: .backTab) == "Shift-Tab")
    #expect(KeyLabel.text(for: .pageDown) == "PgDn")
    #expect(KeyLabel.text(for: Key(" ")) == "Space")
  }

  @Test("A spinner is not there at first, then turns, then says how long")
  func spinner() {
    let spinner = Spinner("Reading")
    #expect(spinner.line(after: 0.1) == "")
    #expect(spinner.line(after: 0.2) == "⠹ Reading")
    #expect(spinner.line(after: 0.35) != spinner.line(after: 0.2))
    #expect(spinner.line(after: 12.04).hasSuffix("Reading  12 s"))
    #expect(Spinner("x", isPlain: true).line(after: .infinity) == "")
  }

  @Test("Progress says count, rate, time left and errors, and draws a bar")
  func progress() {
    var progress = Progress(title: "Adding people", done: 420, total: 1_000, errors: 3, elapsed: 10)
    #expect(progress.summary == "420 of 1,000 · 42/s · 14 s left · 3 errors")
    let picture = Picture(80, 2) { progress.draw(on: &$0) }
    #expect(picture.lines[0].hasPrefix(" Adding people"))
    #expect(picture.lines[1].filter { $0 == "█" }.count == 32)
    progress.isPaused = true
    #expect(progress.summary == "420 of 1,000 · paused · 3 errors")
    progress = Progress(title: "x", done: 7, total: nil)
    #expect(progress.summary == "7")
    #expect(Progress(title: "x", done: 0, total: 0).fraction == 1)
  }

  @Test("A toast has a sign beside its colour, and a failure stays")
  func toast() {
    let toast = Toast(.failure, "Not reached.")
    let picture = Picture(40, 1) { toast.draw(on: &$0) }
    #expect(picture.lines == [" ✗ Not reached."])
    #expect(picture.role(of: "✗") == .danger)
    #expect(toast.seconds == nil)
    #expect(Toast(.success, "Done.").seconds != nil)
  }

  @Test("The help sheet stands in columns where there is room, and scrolls")
  func help() {
    var help = HelpSheet(
      title: "People", introduction: "Finds people.",
      sections: [
        .init(title: "Move", rows: [.init(key: "↑ ↓", text: "row"), .init(key: "PgUp PgDn", text: "page")]),
        .init(title: "Act", rows: [.init(key: "Enter", text: "open the person, with a text that needs two lines")]),
      ])
    #expect(
      Picture(&help, 80, 24).description == """
         People

          Finds people.

          Move                                    Act
          ↑ ↓        row                          Enter      open the person, with a
          PgUp PgDn  page                                    text that needs two lines
        """)
    #expect(Picture(&help, 40, 24).lines[8...].contains { $0.contains("Act") })
    #expect(help.press(.down) == .handled)
    #expect(help.press(.escape) == .closed)
    for columns in 0...10 { _ = Picture(&help, columns, 3) }
  }

  @Test("A filter field tells what is typed, keeps it, or goes back to what was there")
  func filterField() {
    var field = FilterField(text: "old", history: ["first", "second"])
    field.figures = "12 of 340"
    #expect(field.press(.end) == .handled)
    #expect(field.type("!") == .changed("old!"))
    #expect(Picture(&field, 40, 1).lines == [" / old!                       12 of 340"])
    #expect(field.press(.escape) == .cancelled("old"))
    #expect(field.press(.up) == .changed("second"))
    #expect(field.press(.up) == .changed("first"))
    #expect(field.press(.enter) == .kept("first"))
    field.press(.control("u"))
    #expect(field.press(.backspace) == .cancelled(""))
  }

  @Test("What is typed first takes the place of the text that a filter field opened with")
  func filterFieldSelection() {
    var field = FilterField(text: "old")
    #expect(field.type("n") == .changed("n"))
    #expect(field.type("ew") == .changed("new"))
    #expect(field.press(.escape) == .cancelled("old"))
    var pasted = FilterField(text: "old")
    #expect(pasted.handle(.paste(".customers[3]")) == .changed(".customers[3]"))
    var kept = FilterField(text: "old")
    #expect(kept.press(.enter) == .kept("old"))
    kept.replaceText(with: "older")
    #expect(kept.type("!") == .changed("older!"))
  }

  @Test("Numbers and times are written for people")
  func quantities() {
    #expect(Quantity.grouped(1_234_567) == "1,234,567")
    #expect(Quantity.grouped(-1_000) == "-1,000")
    #expect(Quantity.grouped(Int.min).hasPrefix("-9,223"))
    #expect(Quantity.text(1, "row", "rows") == "1 row")
    #expect(Quantity.duration(0.34) == "0.3 s")
    #expect(Quantity.duration(185) == "3 min 5 s")
    #expect(Quantity.duration(7_800) == "2 h 10 min")
    #expect(Quantity.duration(.nan) == "–")
  }
}
