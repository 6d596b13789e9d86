import Terminal
import Testing
import Widgets

@Suite("The keys of a form")
struct FormKeysTests {
  @Test("Tab goes through every field and button and around")
  func tab() {
    var form = SampleForms.trackEvent(values: [:])
    var keys: [String?] = [form.focusedKey]
    for _ in 0..<7 {
      form.press(.tab)
      keys.append(form.focusedKey)
    }
    #expect(keys == ["connection", "customer", "name", "type", "data", nil, nil, nil])
    form.press(.tab)
    #expect(form.focusedKey == "connection")
    form.press(.backTab)
    #expect(form.press(.enter) == .cleared)
  }

  @Test("Enter in a one-line field goes to the next one, and says which was left")
  func enter() {
    var form = SampleForms.trackEvent()
    form.press(.tab)
    #expect(form.press(.enter) == .left("customer"))
    #expect(form.focusedKey == "name")
  }

  @Test("Typing changes the value and says so; the rest stays")
  func typing() {
    var form = SampleForms.trackEvent()
    form.press(.tab)
    #expect(form.type("!") == .changed("customer"))
    #expect(form.value(for: "customer") == .text("ada!"))
    #expect(form.value(for: "name") == .text("receipt"))
  }

  @Test("Up and down move between fields, and stay inside at the ends")
  func arrows() {
    var form = SampleForms.trackEvent()
    form.press(.up)
    #expect(form.focusedKey == "connection")
    form.press(.down, .down)
    #expect(form.focusedKey == "name")
    form.press(.up)
    #expect(form.focusedKey == "customer")
  }

  @Test("A check of how the form was before it was sent off takes no message away")
  func findings() {
    var form = SampleForms.trackEvent(values: [:])
    form.validate = { _ in ["customer": "Who did it?"] }
    let before = form
    #expect(form.submit() == .invalid)
    let errors = form.errors
    #expect(!errors.isEmpty)
    form.adoptFindings(of: before)
    #expect(form.errors == errors)
  }

  @Test("What is wrong is said as soon as the field is left, and goes once it is mended")
  func errorsOnLeaving() {
    var form = SampleForms.trackEvent(values: [:])
    form.validate = { values in
      values["customer"]?.isEmpty == false ? [:] : ["customer": "Who did it?", "name": "What is it called?"]
    }
    form.press(.tab)
    #expect(form.errors.isEmpty)
    form.press(.tab)
    #expect(form.errors == ["customer": "Who did it?"])
    form.press(.up)
    form.type("ada")
    #expect(form.errors == ["customer": "Who did it?", "name": "What is it called?"])
    form.settle()
    #expect(form.errors.isEmpty)
  }

  @Test(
    "Submitting goes to the first wrong field, unfolding it, else it submits",
    arguments: [Key.function(10), .control("s")])
  func submit(key: Key) {
    var form = SampleForms.trackEvent()
    #expect(form.press(key) == .submit)
    form.validate = { _ in ["id": "Not an ULID."] }
    #expect(form.press(key) == .invalid)
    #expect(form.focusedKey == "id")
    #expect(form.showsAdvanced)
    form.validate = nil
    form.focusSubmit()
    #expect(form.press(.enter) == .submit)
  }

  @Test("Escape cancels and loses nothing; F1 and other keys are left to the layer below")
  func otherKeys() {
    var form = SampleForms.trackEvent()
    #expect(form.press(.escape) == .cancel)
    #expect(form.press(.function(1)) == .ignored)
    #expect(form.press(.function(9)) == .ignored)
    #expect(form.press(.control("r")) == .ignored)
    #expect(form.values == SampleForms.trackEvent().values)
  }

  @Test("Clear empties the form, and brings everything back when pressed again")
  func clear() {
    var form = SampleForms.trackEvent()
    let before = form.values
    form.focusSubmit()
    form.press(.right)
    #expect(form.press(.enter) == .cleared)
    #expect(form.value(for: "name") == .text(""))
    #expect(Picture(&form, 80, 24).description.contains("[ Bring back ]"))
    form.press(.enter)
    #expect(form.values == before)
    #expect(Picture(&form, 80, 24).description.contains("[ Clear ]"))
  }

  @Test("A choice opens its list and asks the owner; what it hands in can be chosen")
  func choice() {
    var form = SampleForms.trackEvent(values: [:])
    form.setOptions([], status: .loading, for: "connection")
    #expect(form.press(.enter) == .openChoice("connection"))
    #expect(Picture(&form, 80, 24).description.contains("Loading …") == false)
    form.setOptions([FormOption("acme"), FormOption("beta", disabledReason: "It is locked.")], for: "connection")
    form.type("bet")
    #expect(form.press(.enter) == .refused("It is locked."))
    form.press(.control("u"))
    #expect(form.press(.enter) == .changed("connection"))
    #expect(form.value(for: "connection") == .text("acme"))
  }

  @Test("A list that could not be fetched says why")
  func failedChoice() {
    var form = Form(
      specs: [FormFieldSpec(key: "s", label: "Segment", kind: .choice(allowsOther: true, addTitle: nil))],
      submitTitle: "Add")
    form.setOptions([], status: .loading, for: "s")
    form.press(.function(2))
    #expect(Picture(&form, 80, 24).description.contains("Loading …"))
    form.setOptions([], status: .failed("Not reached."), for: "s")
    #expect(Picture(&form, 80, 24).description.contains("Not reached."))
    form.press(.escape)
    form.type("7")
    #expect(form.value(for: "s") == .text("7"))
  }

  @Test("The entry that adds a choice says so to the owner")
  func addChoice() {
    var form = SampleForms.trackEvent()
    form.press(.enter)
    form.type("add")
    #expect(form.press(.enter) == .addChoice("connection"))
    #expect(!form.isChoosing)
  }

  @Test("A letter on a closed list opens it, filtered by the letter")
  func letterOpens() {
    var form = SampleForms.trackEvent()
    form.type("s")
    #expect(form.isChoosing)
    form.press(.enter)
    #expect(form.value(for: "connection") == .text("sandbox"))
  }

  @Test("A list with free text takes any text, and F2 chooses")
  func freeText() {
    var form = SampleForms.trackEvent()
    form.focus(on: "type")
    form.press(.control("u"))
    form.type("custom")
    #expect(form.value(for: "type") == .text("custom"))
    form.press(.function(2))
    form.type("scr")
    form.press(.enter)
    #expect(form.value(for: "type") == .text("screen"))
    form.press(.alt("u"))
    #expect(form.value(for: "type") == .text("custom"))
  }

  @Test("F2 shows a secret, leaving the field hides it again")
  func secret() {
    var form = Form(
      specs: [FormFieldSpec(key: "k", label: "Key", kind: .secret), FormFieldSpec(key: "t", label: "Text")],
      submitTitle: "Save", values: ["k": .text("s3cr3t")])
    #expect(!Picture(&form, 80, 24).description.contains("s3cr3t"))
    form.press(.function(2))
    #expect(Picture(&form, 80, 24).description.contains("s3cr3t"))
    form.press(.tab)
    #expect(!Picture(&form, 80, 24).description.contains("s3cr3t"))
    #expect(form.press(.backTab, .function(4)) == .refused("There is no text here that an editor could open."))
  }

  @Test("The calendar gives an ISO time, and the other notation stands beside it")
  func calendar() {
    var form = SampleForms.trackEvent(values: [:])
    form.notation = { key, text in key == "time" && !text.isEmpty ? "1767571200" : nil }
    form.focus(on: "time")
    form.press(.function(2), .down)
    #expect(form.press(.enter) == .changed("time"))
    #expect(form.value(for: "time") == .text("2026-01-08T00:00:00Z"))
    #expect(Picture(&form, 80, 24).description.contains("2026-01-08T00:00:00Z"))
    #expect(Picture(&form, 80, 24).description.contains("1767571200"))
  }

  @Test("Bytes are counted against the limit, and nothing is cut")
  func counter() {
    var form = SampleForms.trackEvent(values: ["name": .text("receipt")])
    form.focus(on: "name")
    #expect(form.focusedHelp == "The event's name, up to 100 bytes.")
    #expect(form.focusedCounter == Form.Counter(text: "7/100", role: .muted))
    form.paste(String(repeating: "é", count: 42))
    #expect(form.focusedCounter == Form.Counter(text: "91/100", role: .warning))
    form.paste("0123456789")
    #expect(form.focusedCounter == Form.Counter(text: "101/100", role: .danger))
    #expect(form.value(for: "name") == .text("receipt" + String(repeating: "é", count: 42) + "0123456789"))
  }

  @Test("A toggle is changed by space, F2 and a click")
  func toggle() {
    var form = Form(specs: [FormFieldSpec(key: "u", label: "Update only", kind: .toggle)], submitTitle: "Save")
    #expect(form.press(Key(" ")) == .changed("u"))
    #expect(form.value(for: "u") == .toggle(true))
    form.press(.function(2))
    #expect(form.value(for: "u") == .toggle(false))
    form.layout(in: Size(columns: 80, rows: 10))
    #expect(form.click(17, 0) == .changed("u"))
    #expect(Picture(&form, 80, 10).description.contains("[x] yes"))
  }

  @Test("A list takes a line each, says how many there are, and takes 100,000 at once")
  func list() {
    var form = Form(specs: [FormFieldSpec(key: "ids", label: "Customer IDs", kind: .list)], submitTitle: "Add")
    form.type("ada")
    form.press(.enter)
    form.type("grace")
    #expect(form.value(for: "ids") == .list(["ada", "grace"]))
    #expect(form.focusedCounter?.text == "2 lines")
    form.press(.enter)
    form.paste((1...100_000).map { "u-\($0)" }.joined(separator: "\r"))
    #expect(form.focusedCounter?.text == "100,002 lines")
    #expect(Picture(&form, 80, 24).description.contains("100,002 lines"))
    form.press(.alt("u"))
    #expect(form.value(for: "ids") == .list(["ada", "grace"]))
  }

  @Test("A click goes to the field, the button and the heading under it")
  func clicks() {
    var form = SampleForms.trackEvent()
    form.layout(in: Size(columns: 80, rows: 24))
    #expect(form.click(20, 3) == .left("connection") || form.focusedKey == "name")
    #expect(form.focusedKey == "name")
    form.click(5, 9)
    #expect(form.showsAdvanced)
    form.layout(in: Size(columns: 80, rows: 24))
    form.click(5, 9)
    #expect(!form.showsAdvanced)
    form.layout(in: Size(columns: 80, rows: 24))
    #expect(form.click(20, 11) == .submit)
  }

  @Test("Other fields can take the place of these, and what was typed in common ones stays")
  func otherFields() {
    var form = SampleForms.trackEvent()
    form.focus(on: "customer")
    form.type("!")
    form.setSpecs([SampleForms.event[1], FormFieldSpec(key: "new", label: "New")])
    #expect(form.focusedKey == "customer")
    #expect(form.value(for: "customer") == .text("ada!"))
    #expect(form.values.count == 2)
  }

  @Test("A resize keeps focus, text and caret", arguments: [(20, 3), (40, 10), (200, 60), (1, 1), (0, 0)])
  func resize(columns: Int, rows: Int) {
    var form = SampleForms.trackEvent()
    form.focus(on: "name")
    form.press(.left)
    _ = Picture(&form, columns, rows)
    form.type("s")
    #expect(form.value(for: "name") == .text("receipst"))
    #expect(Picture(&form, 80, 24).caret == Point(column: 23, row: 3))
  }
}

@Suite("What is wrong in a form")
struct FormErrorTests {
  @Test("What came back from a call stands until its field changes, and no pause takes it away")
  func givenErrors() {
    var form = SampleForms.trackEvent()
    form.validate = { _ in [:] }
    form.setErrors(["customer": "Two people hold it."])
    form.press(.tab, .tab, .backTab)
    form.settle()
    #expect(form.errors == ["customer": "Two people hold it."])
    form.type("x")
    #expect(form.errors.isEmpty)
  }

  @Test("Submitting broken JSON puts the caret where it breaks")
  func caretAtProblem() {
    var form = SampleForms.trackEvent(values: ["data": .text("{\n  \"a\": 1,\n  oops\n}")])
    #expect(form.press(.function(10)) == .invalid)
    #expect(form.focusedKey == "data")
    let picture = Picture(&form, 80, 24)
    #expect(picture.caret == picture.place(of: "oops"))
    #expect(picture.description.contains("✗ Line 3, column 3: "))
  }

  @Test("A broken object pasted into an empty table is kept as it is, and a very long one stays text")
  func pastedJSON() {
    for text in ["{\"a\": ", "{" + (1...10_000).map { "\"k\($0)\": \($0)" }.joined(separator: ",") + "}"] {
      var form = SampleForms.trackEvent(values: [:])
      form.focus(on: "data")
      #expect(form.paste(text) == .changed("data"))
      #expect(form.value(for: "data") == .text(text))
      form.press(.alt("u"))
      #expect(form.value(for: "data") == .text(""))
    }
  }
}
