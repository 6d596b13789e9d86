import Terminal
import Testing
import Widgets

@Suite("How a form looks")
struct FormLookTests {
  @Test("At 71 columns, beside a second pane, it is the sketch")
  func sketch() {
    var form = SampleForms.trackEvent()
    #expect(
      Picture(&form, 71, 20).description
        == """
         *Connection    acme  EU, production                                 ▾
         *Customer ID   ada
                        Ada Lovelace, ada@example.com
         *Event Name    receipt
          Event Type    event                                                ▾
          Data          total         19.90                             number
                        currency      EUR                               string
                        +

          ▸ Show advanced settings    Timestamp now · Event ID 01KAV3X5Q2

                        [ Track event ]   [ Clear ]
        """.undented)
  }

  @Test("At 120 columns fields take the width, labels stay where they are")
  func wide() {
    var form = SampleForms.trackEvent()
    let picture = Picture(&form, 120, 36)
    #expect(picture.lines[0].count == 119)
    #expect(picture.place(of: "receipt") == Point(column: 16, row: 3))
    #expect(picture.place(of: "number") == Point(column: 113, row: 5))
  }

  @Test("Mandatory labels have a star and a role of their own, star and label in one run; nothing else has it")
  func mandatory() {
    var form = SampleForms.trackEvent()
    let picture = Picture(&form, 80, 24)
    #expect(picture.text(in: .labelMandatory) == "*Connection*Customer ID*Event Name")
    #expect(picture.role(of: "Event Type") == .label)
    #expect(picture.role(of: "Ada Lovelace") == .muted)
    #expect(picture.role(of: "[ Track event ]") == .button)
  }

  @Test("The field with the caret has a role of its own, the others theirs")
  func focusedField() {
    var form = SampleForms.trackEvent()
    form.press(.tab)
    let picture = Picture(&form, 80, 24)
    #expect(picture.role(of: "ada") == .fieldFocused)
    #expect(picture.role(of: "receipt") == .field)
    #expect(picture.role(of: "EU, production") == .fieldPlaceholder)
    #expect(picture.role(of: "▾") == .fieldPlaceholder)
    #expect(picture.caret == Point(column: 19, row: 1))
    #expect(Picture(&form, 80, 24, focused: false).caret == nil)
  }

  @Test("An error stands under its field in words, with a sign beside the colour, and the value stays")
  func error() {
    var form = SampleForms.trackEvent()
    form.setErrors(["name": "Too long: 120 bytes. Customer.io takes up to 100."])
    let picture = Picture(&form, 80, 24)
    #expect(picture.lines[3] == " *Event Name    receipt")
    #expect(picture.lines[4] == "              ✗ Too long: 120 bytes. Customer.io takes up to 100.")
    #expect(picture.role(of: "✗") == .danger)
    #expect(picture.role(of: "Too long") == .danger)
  }

  @Test("A long error is broken into lines, all of it to be read")
  func longError() {
    var form = SampleForms.trackEvent()
    let words = "Customer IDs can be an id, an email or a cio_ identifier, and this one is none of the three."
    form.setErrors(["customer": words])
    let picture = Picture(&form, 60, 24)
    let shown = picture.lines[3...5].joined(separator: " ").split(separator: " ").joined(separator: " ")
    #expect(shown.contains("✗ " + words))
  }

  @Test("Unfolded, the advanced fields stand below their heading")
  func advanced() {
    var form = SampleForms.trackEvent()
    form.focus(on: "time")
    let picture = Picture(&form, 80, 24)
    #expect(picture.lines[9] == "  ▾ Hide advanced settings")
    #expect(picture.lines[10] == "  Timestamp     now")
    #expect(picture.lines[11] == "  Event ID      01KAV3X5Q2")
  }

  @Test("With nothing set, the folded line says what there is to set")
  func advancedLabels() {
    var form = SampleForms.trackEvent(values: [:])
    #expect(Picture(&form, 80, 24).description.contains("▸ Show advanced settings    Timestamp · Event ID"))
  }

  @Test("Where it is taller than its area it scrolls, and what has the caret is in view")
  func scrolling() {
    var form = SampleForms.trackEvent()
    form.showsAdvanced = true
    for _ in 0..<40 {
      let picture = Picture(&form, 80, 6)
      #expect(picture.caret != nil)
      if form.focusedKey == "id" { #expect(picture.role(of: "01KAV3X5Q2") == .fieldFocused) }
      if form.focusedKey == "connection" { #expect(picture.lines[5].hasSuffix("↓")) }
      form.press(.tab)
    }
  }

  @Test(
    "The calendar and lists of choices open below their field, or above where there is no room", arguments: [12, 24])
  func overlays(rows: Int) {
    var form = SampleForms.trackEvent()
    form.press(.function(2))
    let list = Picture(&form, 80, rows)
    #expect(list.lines[1].contains("┌─ Connection ─"))
    #expect(list.description.contains("▌ acme"))
    form.press(.escape)
    form.focus(on: "time")
    form.press(.function(2))
    let calendar = Picture(&form, 80, rows)
    #expect(calendar.description.contains("January 2026"))
    #expect(calendar.description.contains("Mo Tu We Th Fr Sa Su"))
  }

  @Test("Every hostile text in every field leaves the columns aligned", arguments: [80, 120])
  func hostile(columns: Int) {
    for text in HostileStrings.all {
      var form = SampleForms.trackEvent(values: [
        "connection": .text(text), "customer": .text(text), "name": .text(text), "type": .text(text),
        "data": .pairs([FormPair(name: text, value: text), FormPair(name: "n", value: text, type: .number)]),
        "time": .text(text),
      ])
      form.setNote(text, for: "customer")
      form.setErrors(["type": text])
      form.setOptions([FormOption(text, title: text, detail: text)], for: "connection")
      let picture = Picture(&form, columns, 24)
      #expect(picture.place(of: "*Connection") == Point(column: 1, row: 0))
      for cell in picture.canvas.cells {
        let harmful = cell.glyph.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
        #expect(!harmful, "\(text.debugDescription)")
      }
      #expect(form.value(for: "customer") == .text(text))
    }
  }
}

extension String {
  /// The same lines without the spaces that all of them begin with, one column put back.
  var undented: String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    let indent = lines.filter { !$0.isEmpty }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { " " + $0.dropFirst(indent) }.map { $0 == " " ? "" : $0 }.joined(separator: "\n")
  }
}
