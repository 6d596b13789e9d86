import Terminal
import Testing

@testable import Widgets

@Suite("A table of names and values")
struct PairsTests {
  private static func form(_ kind: FormFieldSpec.Kind = .pairsOrJSON, _ value: FormValue? = nil) -> Form {
    Form(
      specs: [FormFieldSpec(key: "data", label: "Data", kind: kind), FormFieldSpec(key: "next", label: "Next")],
      submitTitle: "Send", values: value.map { ["data": $0] } ?? [:])
  }

  @Test("Typing on the + begins a row, Tab goes from name to value to the next name, Enter adds the next")
  func typing() {
    var form = Self.form()
    form.type("total")
    form.press(.tab)
    form.type("19.90")
    form.press(.alt("t"), .enter)
    form.type("currency")
    form.press(.tab)
    form.type("EUR")
    #expect(
      form.value(for: "data")
        == .pairs([
          FormPair(name: "total", value: "19.90", type: .number), FormPair(name: "currency", value: "EUR"),
        ]))
    form.press(.tab)
    #expect(form.focusedKey == "data")
    form.press(.tab)
    #expect(form.focusedKey == "next")
    form.press(.backTab, .backTab)
    form.type("!")
    form.press(.backTab)
    form.type("?")
    #expect(
      form.value(for: "data")
        == .pairs([
          FormPair(name: "total", value: "19.90", type: .number), FormPair(name: "currency?", value: "EUR!"),
        ]))
  }

  @Test("An empty list of choices keeps nobody: Tab goes on, and what was typed becomes the name")
  func emptyChoices() {
    var spec = FormFieldSpec(key: "query", label: "Query", kind: .plainPairs)
    spec.offersChoices = true
    var form = Form(specs: [spec, FormFieldSpec(key: "next", label: "Next")], submitTitle: "Send")
    form.press(.function(2), .tab)
    #expect(form.focusedKey == "next")
    #expect(!form.isChoosing)
    form.press(.backTab, .function(2))
    form.type("limit")
    form.press(.tab)
    form.type("10")
    #expect(form.value(for: "query") == .pairs([FormPair(name: "limit", value: "10")]))
    form.press(.function(2), .backTab)
    #expect(!form.isChoosing)
    form.type("x")
    #expect(form.value(for: "query") == .pairs([FormPair(name: "limitx", value: "10")]))
  }

  @Test("The type goes around with Alt-t, or F2 and its letter beside the value, and the text of the value stays")
  func types() {
    var form = Self.form(.pairs, .pairs([FormPair(name: "a", value: "1.10")]))
    let titles = (0..<5).map { number in
      if number == 2 { form.press(.tab, .right) }
      form.press(number < 2 ? .alt("t") : .function(2))
      return Picture(&form, 60, 10).lines[0].split(separator: " ").last.map(String.init) ?? ""
    }
    #expect(titles == ["number", "boolean", "null", "JSON", "string"])
    form.type("n")
    #expect(form.value(for: "data") == .pairs([FormPair(name: "a", value: "1.10", type: .number)]))
  }

  @Test("A row left empty is removed by Ctrl-D, Delete or Backspace, and a step back brings rows again")
  func removing() {
    var form = Self.form(.pairs, .pairs([FormPair(name: "a", value: ""), FormPair(name: "b", value: "2")]))
    form.press(.end, .backspace, .backspace)
    #expect(form.value(for: "data") == .pairs([FormPair(name: "b", value: "2")]))
    form.press(.down)
    form.press(.up)
    form.press(.alt("k"))
    #expect(form.value(for: "data") == .pairs([]))
    form.press(.alt("u"))
    #expect(form.value(for: "data") == .pairs([FormPair(name: "b", value: "2")]))
  }

  @Test("A value that is not of its type is marked, and said in words when the field is left")
  func wrongType() {
    var form = Self.form(.pairs, .pairs([FormPair(name: "seats", value: "three", type: .number)]))
    form.press(.down)
    #expect(Picture(&form, 60, 10).lines[0].contains("✗"))
    form.press(.tab)
    #expect(form.errors == ["data": "“seats” is not a number."])
  }

  @Test("Pasted JSON and pasted columns become rows")
  func pasting() {
    var form = Self.form()
    form.paste(#"{"a": 1.10, "b": "x", "c": [1, 2], "d": null, "e": true}"#)
    let rows = [
      FormPair(name: "a", value: "1.10", type: .number), FormPair(name: "b", value: "x"),
      FormPair(name: "c", value: "[1,2]", type: .json), FormPair(name: "d", value: "", type: .null),
      FormPair(name: "e", value: "true", type: .boolean),
    ]
    #expect(form.value(for: "data") == .pairs(rows))
    form.press(.alt("u"))
    form.paste("plan\tpro\ncity\tZürich\n")
    #expect(
      form.value(for: "data")
        == .pairs([FormPair(name: "plan", value: "pro"), FormPair(name: "city", value: "Zürich")]))
  }

  @Test(
    "Changing to rows and back gives the very text again",
    arguments: [
      "{\n  \"a\": 1.10\n}", #"{"a":12345678901234567890,"a":1e400}"#, #"{"u": "\u00e9\ud83d", "": 1}"#, "  {}  ",
      #"{"deep": {"x": [1.0, {"y": null}]}, "s": "line\nbreak"}"#, "",
    ])
  func lossless(text: String) {
    var editor = PairsOrJSONEditor(.text(text))
    let mode = editor.mode
    #expect(editor.switchMode() == nil)
    #expect(editor.mode != mode)
    #expect(editor.switchMode() == nil)
    #expect(editor.value == (text.isEmpty ? .pairs([]) : .text(text)))
  }

  @Test("Edited rows become JSON with digits, order and duplicate names as they were")
  func rowsToJSON() {
    var form = Self.form(.pairsOrJSON, .text(#"{"a": 1.10, "b": 1, "b": 2e0}"#))
    form.press(.alt("j"))
    form.press(.pageUp, .pageUp)
    form.focus(on: "data")
    form.type("x")
    form.press(.alt("j"))
    #expect(form.value(for: "data") == .text("{\n  \"ax\": 1.10,\n  \"b\": 1,\n  \"b\": 2e0\n}"))
  }

  @Test("JSON that can't be rows stays JSON, and it is said why", arguments: ["[1]", "{\"a\":", #"{"": ""}"#])
  func refusedSwitch(text: String) {
    var form = Self.form(.pairsOrJSON, .text(text))
    guard case .refused(let reason)? = form.press(.alt("j")) else {
      Issue.record("it was not refused")
      return
    }
    #expect(!reason.isEmpty)
    #expect(form.value(for: "data") == .text(text))
  }

  @Test("Invalid JSON says where it breaks while it is typed")
  func liveCheck() {
    var form = Self.form()
    form.press(.alt("j"))
    form.type("{\"a\": 1")
    let picture = Picture(&form, 80, 12)
    #expect(picture.description.contains("✗ Line 1, column 8: "))
    #expect(picture.role(of: "✗") == .danger)
    form.type("}")
    #expect(Picture(&form, 80, 12).description.contains("✓ Valid JSON."))
  }

  @Test("Why a body is no JSON is told whole, in two rows where one is too short")
  func bodyRemark() {
    var form = Self.form(.body, .text("{\"first\": [1, 2, 3], \"second\": "))
    form.press(.end)
    let lines = Picture(&form, 60, 14).lines
    let first = lines.firstIndex { $0.contains("· No JSON, sent as text: Line 1, column") }
    #expect(first.map { lines[$0 + 1].contains("ends") || lines[$0].contains("ends") } == true)
    #expect(!lines.contains { $0.hasSuffix("…") })
  }

  @Test("A table of 10,000 rows is drawn and moved through in its own area")
  func manyRows() {
    var form = Self.form(.pairs, .pairs((0..<10_000).map { FormPair(name: "n\($0)", value: "\($0)") }))
    form.press(.pageDown, .pageDown)
    let picture = Picture(&form, 80, 24)
    #expect(picture.caret != nil)
    #expect(form.focusedCounter?.text == "10,000 rows")
  }

  @Test("A click goes to the cell under it; a second one on a type changes it")
  func clicks() {
    var form = Self.form(.pairs, .pairs([FormPair(name: "a", value: "1"), FormPair(name: "b", value: "2")]))
    form.layout(in: Size(columns: 60, rows: 12))
    form.click(25, 1)
    form.type("!")
    #expect(form.value(for: "data") == .pairs([FormPair(name: "a", value: "1"), FormPair(name: "b", value: "2!")]))
    form.click(56, 0)
    form.click(56, 0)
    #expect(
      form.value(for: "data")
        == .pairs([FormPair(name: "a", value: "1", type: .number), FormPair(name: "b", value: "2!")]))
  }
}
