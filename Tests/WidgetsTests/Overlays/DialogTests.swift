import Terminal
import Testing
import Widgets

@Suite("A dialog")
struct DialogTests {
  private static func deletion(of id: String = "ada") -> Dialog {
    Dialog(
      title: "Delete a customer · acme · PRODUCTION",
      lines: [
        "Ada Lovelace, ada@example.com, and all their information:",
        "12 attributes, 3 devices, 4 segments, 28 messages.", "Customer.io can't bring them back.",
      ], mustType: id, guarded: "Delete")
  }

  @Test("What will be lost is named, and what must be typed stands beside the field")
  func look() {
    var dialog = Self.deletion()
    dialog.type("ad")
    let picture = Picture(&dialog, 80, 24)
    #expect(
      picture.description.drop { $0 == "\n" } == """
              ┌─ Delete a customer · acme · PRODUCTION ──────────────────────────┐
              │                                                                  │
              │  Ada Lovelace, ada@example.com, and all their information:       │
              │  12 attributes, 3 devices, 4 segments, 28 messages.              │
              │  Customer.io can't bring them back.                              │
              │                                                                  │
              │  Type  ada  to delete  ad                                        │
              │                                                                  │
              │                               [ Keep ]   Delete (type it first)  │
              │                                                                  │
              └──────────────────────────────────────────────────────────────────┘
        """)
    #expect(picture.role(of: "Delete (type it first)") == .disabled)
    dialog.type("a")
    #expect(Picture(&dialog, 80, 24).role(of: "[ Delete ]") == .buttonDanger)
  }

  @Test("The guarded answer is refused until the identifier is typed, byte for byte")
  func guarded() {
    var dialog = Self.deletion(of: "e\u{301}")
    guard case .refused? = dialog.press(.enter) else {
      Issue.record("it was not refused")
      return
    }
    dialog.type("é")
    #expect(!dialog.isUnlocked)
    dialog.press(.tab, .tab)
    guard case .refused? = dialog.press(.enter) else {
      Issue.record("it was not refused")
      return
    }
    dialog.press(.control("u"))
    dialog.paste("e\u{301}")
    #expect(dialog.isUnlocked)
    #expect(dialog.press(.enter) == .chose(Dialog.confirmed))
  }

  @Test("Escape is the safe answer, and so is the button that has the caret first")
  func safe() {
    var dialog = Dialog(title: "Quit?", lines: ["A form was not sent."], confirm: "Quit")
    #expect(dialog.press(.escape) == .cancelled)
    #expect(dialog.press(.enter) == .chose(Dialog.declined))
    #expect(dialog.press(.right, .enter) == .chose(Dialog.confirmed))
    var deletion = Self.deletion()
    #expect(deletion.press(.tab, .enter) == .chose(Dialog.declined))
  }

  @Test("Answers can be chosen by their letter, and by a click")
  func choices() {
    var dialog = Dialog(
      title: "Which one?", lines: ["Two people hold it."],
      choices: [.init(id: "none", title: "Neither"), .init(id: "a", title: "ada", key: "1")])
    #expect(dialog.press(Key("1")) == .chose("a"))
    let picture = Picture(&dialog, 80, 24)
    guard let place = picture.place(of: "[ ada ]") else {
      Issue.record("the button is not shown")
      return
    }
    #expect(dialog.click(place.column + 2, place.row) == .chose("a"))
  }

  @Test("A text longer than the screen scrolls, the buttons stay", arguments: [(80, 24), (40, 12), (20, 6), (3, 2)])
  func small(columns: Int, rows: Int) {
    var dialog = Dialog(title: "Long", lines: (1...100).map { "This is line \($0) of a long text." }, confirm: "Go on")
    let picture = Picture(&dialog, columns, rows)
    if rows >= 12 { #expect(picture.description.contains("[ Go on ]")) }
    dialog.press(.pageDown, .pageDown)
    if rows >= 12 { #expect(Picture(&dialog, columns, rows).description != picture.description) }
  }

  @Test("A long identifier is shown whole above the field")
  func longIdentifier() {
    let id = String(repeating: "0123456789", count: 15)
    var dialog = Self.deletion(of: id)
    let picture = Picture(&dialog, 80, 24)
    #expect(picture.description.contains("Type this to delete:"))
    #expect(picture.description.filter(\.isNumber).count >= 150)
    dialog.paste(id)
    #expect(dialog.press(.enter) == .chose(Dialog.confirmed))
  }

  @Test("Every hostile identifier can be shown, and pasted to confirm")
  func hostile() {
    for text in HostileStrings.all where !text.isEmpty && text.last?.isNewline != true {
      var dialog = Self.deletion(of: text)
      dialog.paste(text)
      #expect(dialog.isUnlocked, "\(text.debugDescription)")
      let picture = Picture(&dialog, 80, 24)
      #expect(picture.place(of: "Type  ") != nil || picture.place(of: "Type this to delete:") != nil)
    }
  }
}
