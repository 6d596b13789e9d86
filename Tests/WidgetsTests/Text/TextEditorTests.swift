import Terminal
import Testing

@testable import Widgets

@Suite("A text editor")
struct TextEditorTests {
  @Test("Typing, moving and erasing work by whole characters")
  func wholeCharacters() {
    var editor = TextEditor()
    editor.type("ae\u{301}👩‍👩‍👧🇩🇪b")
    editor.press(.left, .backspace)
    #expect(editor.text == "ae\u{301}👩‍👩‍👧b")
    editor.press(.backspace, .backspace)
    #expect(editor.text == "ab")
    #expect(editor.byteCount == 2)
  }

  @Test("A paste is text, whatever it holds, and one step back takes all of it away")
  func paste() {
    var editor = TextEditor()
    editor.type("x")
    editor.paste("\u{1B}[31m\u{1B}OA\u{7}")
    #expect(editor.text == "x\u{1B}[31m\u{1B}OA\u{7}")
    editor.press(.control("_"))
    #expect(editor.text == "x")
    editor.press(.alt("r"))
    #expect(editor.text == "x\u{1B}[31m\u{1B}OA\u{7}")
  }

  @Test("In one line the line breaks at a paste's end are dropped, others stay to be seen")
  func lineBreaksInOneLine() {
    var editor = TextEditor()
    editor.paste("ada\r\n")
    #expect(editor.text == "ada")
    editor.paste("x\ny")
    #expect(editor.text == "adax\ny")
    #expect(Picture(&editor, 20, 1).lines[0].contains("ada"))
  }

  @Test("Lines from every system become lines")
  func lineBreaks() {
    var editor = TextEditor(isMultiline: true)
    editor.paste("a\r\nb\rc\nd")
    #expect(editor.text == "a\nb\nc\nd")
    #expect(editor.filledLines == ["a", "b", "c", "d"])
  }

  @Test("Typed letters are undone word by word")
  func undoByWords() {
    var editor = TextEditor()
    editor.type("hello big world")
    editor.press(.control("_"))
    #expect(editor.text == "hello big ")
    editor.press(.control("_"), .control("_"))
    #expect(editor.text == "")
    #expect(!editor.canUndo)
  }

  @Test("Words are jumped over and erased as in a shell")
  func words() {
    var editor = TextEditor(text: "plan=pro, größe 10")
    editor.press(.alt("b"), .alt("b"))
    #expect(editor.caretOffset == "plan=pro, ".utf8.count)
    editor.press(.control("w"))
    #expect(editor.text == "plan=größe 10")
    editor.press(.control("y"))
    #expect(editor.text == "plan=pro, größe 10")
    editor.press(.alt("f"), .control("k"))
    #expect(editor.text == "plan=pro, größe")
    editor.press(.control("u"))
    #expect(editor.text == "")
  }

  @Test("Up and down keep to their column across short lines")
  func goalColumn() {
    var editor = TextEditor(text: "long line\nx\nlong line", isMultiline: true)
    editor.press(.left, .left, .up, .up)
    #expect(editor.caretLine == 0)
    #expect(editor.caretOffset == 7)
  }

  @Test("At the ends of the text the arrow keys are left to the layer below")
  func ends() {
    var editor = TextEditor(text: "a\nb", isMultiline: true)
    #expect(editor.press(.down) == .ignored)
    #expect(editor.press(.up, .up) == .ignored)
    editor.press(.home)
    #expect(editor.press(.left) == .ignored)
    #expect(editor.press(.tab) == .ignored)
    #expect(editor.press(.escape) == .ignored)
  }

  @Test("A long text shows the part around the caret, with a sign where there is more")
  func horizontalScroll() {
    var editor = TextEditor(text: "0123456789abcdefghij")
    #expect(Picture(&editor, 10, 1).lines == ["…efghij"])
    // Letters at the edge find room, and the text moves a third of the width at a time.
    editor.type("kl")
    #expect(Picture(&editor, 10, 1).lines == ["…efghijkl"])
    editor.type("m")
    #expect(Picture(&editor, 10, 1).lines == ["…hijklm"])
    editor.press(.backspace, .backspace, .backspace, .home)
    #expect(Picture(&editor, 10, 1).lines == ["012345678…"])
    #expect(Picture(&editor, 10, 1, focused: false).lines == ["012345678…"])
    #expect(Picture(&editor, 30, 1).lines == ["0123456789abcdefghij"])
  }

  @Test("A secret is dots until it is revealed, and never in the text taken away")
  func secret() {
    var editor = TextEditor(text: "s3cr3t", isSecret: true)
    #expect(Picture(&editor, 20, 1).lines == ["••••••"])
    editor.isRevealed = true
    #expect(Picture(&editor, 20, 1).lines == ["s3cr3t"])
    editor.press(.control("u"), .control("y"))
    #expect(editor.text == "")
  }

  @Test("A click puts the caret where it was, also in a text that is scrolled")
  func click() {
    var editor = TextEditor(text: "0123456789abcdefghij")
    editor.layout(in: Size(columns: 10, rows: 1))
    editor.click(3, 0)
    #expect(editor.caretOffset == 16)
    var lines = TextEditor(text: "one\n日本語\nthree", isMultiline: true)
    lines.layout(in: Size(columns: 10, rows: 3))
    lines.click(4, 1)
    #expect(lines.caretLine == 1)
    #expect(lines.caretOffset == 6)
  }

  @Test("JSON is coloured by what it is")
  func highlighting() {
    var editor = TextEditor(
      text: #"{"a": "b", "n": -1.5e3, "t": true, "z": null}"#, isMultiline: true, highlighting: .json)
    let picture = Picture(&editor, 60, 1)
    #expect(picture.role(of: "\"a\"") == .jsonKey)
    #expect(picture.role(of: "\"b\"") == .jsonString)
    #expect(picture.role(of: "-1.5e3") == .jsonNumber)
    #expect(picture.role(of: "true") == .jsonBoolean)
    #expect(picture.role(of: "null") == .jsonNull)
    #expect(picture.role(of: "{") == .jsonPunctuation)
  }

  @Test("A megabyte is pasted, edited, undone and drawn")
  func megabyte() {
    for text in [String(repeating: "x", count: 1 << 20), String(repeating: "customer-0123456789\n", count: 52_429)] {
      for isMultiline in [true, false] {
        var editor = TextEditor(isMultiline: isMultiline)
        editor.type("ab")
        editor.press(.left)
        editor.paste(text)
        let pasted = isMultiline ? text : String(text.reversed().drop { $0 == "\n" }.reversed())
        #expect(editor.text == "a\(pasted)b")
        editor.type("é")
        #expect(editor.byteCount == pasted.utf8.count + 4)
        #expect(Picture(&editor, 40, 4).caret != nil)
        editor.press(.control("_"), .control("_"))
        #expect(editor.text == "ab")
      }
    }
  }

  @Test("Every hostile text is kept as it is, and drawn in its own columns", arguments: [9, 40])
  func hostile(columns: Int) {
    for text in HostileStrings.all {
      var editor = TextEditor(text: text)
      #expect(editor.text.utf8.elementsEqual(text.utf8))
      let picture = Picture(columns + 2, 1) { canvas in
        canvas.put(">", at: Point(column: 0, row: 0))
        canvas.put("<", at: Point(column: columns + 1, row: 0))
        editor.layout(in: Size(columns: columns, rows: 1))
        canvas.within(Rect(column: 1, row: 0, columns: columns, rows: 1)) { editor.draw(on: &$0, focused: true) }
      }
      #expect(picture.cell(0, 0).glyph == ">")
      #expect(picture.cell(columns + 1, 0).glyph == "<")
    }
  }

  @Test("A selected text gives way to what is typed or pasted, stays where the caret moves, and comes back")
  func selection() {
    func selected() -> TextEditor {
      var editor = TextEditor(text: "requests")
      editor.selectAll()
      return editor
    }
    var typed = selected()
    _ = typed.handle(.key(Key("m")))
    _ = typed.handle(.key(Key("y")))
    #expect(typed.text == "my")
    #expect(!typed.isSelected)
    for _ in 0..<3 { _ = typed.handle(.key(.alt("u"))) }
    #expect(typed.text == "requests")
    var pasted = selected()
    _ = pasted.handle(.paste("x"))
    #expect(pasted.text == "x")
    var erased = selected()
    _ = erased.handle(.key(.backspace))
    #expect(erased.isEmpty)
    for key in [Key.left, .right, .home, .end] {
      var moved = selected()
      #expect(moved.handle(.key(key)) == .moved)
      _ = moved.handle(.key(Key("!")))
      #expect(moved.text == (key == .left || key == .home ? "!requests" : "requests!"))
    }
    var secret = TextEditor(text: "key", isSecret: true)
    secret.selectAll()
    #expect(!secret.isSelected)
  }
}
