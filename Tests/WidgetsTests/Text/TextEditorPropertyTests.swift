import Terminal
import Testing

@testable import Widgets

/// The same edits, done the slow and obvious way on one string.
private struct PlainText {
  var text = ""
  /// UTF-8 offset of the caret.
  var caret = 0

  var boundaries: [Int] {
    text.indices.map { text.utf8.distance(from: text.startIndex, to: $0) } + [text.utf8.count]
  }

  mutating func replace(_ range: Range<Int>, with new: String) {
    let bytes = Array(text.utf8)
    text = String(decoding: bytes[..<range.lowerBound] + Array(new.utf8) + bytes[range.upperBound...], as: UTF8.self)
    let place = range.lowerBound + new.utf8.count
    caret = boundaries.first { $0 >= place } ?? text.utf8.count
  }

  mutating func left() { caret = boundaries.last { $0 < caret } ?? 0 }
  mutating func right() { caret = boundaries.first { $0 > caret } ?? caret }
  mutating func backspace() { replace((boundaries.last { $0 < caret } ?? caret)..<caret, with: "") }
  mutating func delete() { replace(caret..<(boundaries.first { $0 > caret } ?? caret), with: "") }
  mutating func home() { caret = lineStart }
  mutating func end() { caret = lineEnd }
  mutating func eraseToStart() { replace(lineStart..<caret, with: "") }

  private var lineStart: Int {
    let bytes = Array(text.utf8)
    return (bytes[..<caret].lastIndex(of: 10) ?? -1) + 1
  }
  private var lineEnd: Int {
    let bytes = Array(text.utf8)
    return bytes[caret...].firstIndex(of: 10) ?? bytes.count
  }
}

@Suite("A text editor, against the same edits done the obvious way")
struct TextEditorPropertyTests {
  private static let pieces = [
    "a", "Z", " ", "0", "é", "e\u{301}", "\u{301}", "日", "👩‍👩‍👧", "🇩🇪", "🇩", "\u{200D}", "👍🏽", "\u{202E}", "\u{1B}", "\n",
    "x\ny\n", "",
    "long text with words", "\u{0}",
  ]

  @Test("Random edits give the same text and the same caret", arguments: 1...40 as ClosedRange<UInt64>)
  func randomEdits(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var editor = TextEditor(isMultiline: true)
    editor.layout(in: Size(columns: Int.random(in: 1...30, using: &numbers), rows: 3))
    var plain = PlainText()
    for step in 0..<120 {
      switch Int.random(in: 0..<10, using: &numbers) {
      case 0...3:
        let piece = Self.pieces.randomElement(using: &numbers) ?? ""
        _ = editor.handle(.paste(piece))
        plain.replace(plain.caret..<plain.caret, with: piece)
      case 4:
        _ = editor.handle(.key(.backspace))
        plain.backspace()
      case 5:
        _ = editor.handle(.key(.delete))
        plain.delete()
      case 6:
        _ = editor.handle(.key(.left))
        plain.left()
      case 7:
        _ = editor.handle(.key(.right))
        plain.right()
      case 8:
        _ = editor.handle(.key(.control("u")))
        plain.eraseToStart()
      default:
        _ = editor.handle(.key(step.isMultiple(of: 2) ? .home : .end))
        if step.isMultiple(of: 2) { plain.home() } else { plain.end() }
      }
      #expect(editor.text == plain.text, "step \(step)")
      #expect(offset(of: editor) == plain.caret, "step \(step) in \(plain.text.debugDescription)")
      #expect(editor.byteCount == plain.text.utf8.count)
      #expect(
        editor.filledLineCount == plain.text.split(separator: "\n", omittingEmptySubsequences: true).count)
      guard editor.text == plain.text, offset(of: editor) == plain.caret else { return }
    }
  }

  @Test("Everything can be undone, and done again", arguments: 1...20 as ClosedRange<UInt64>)
  func undoAndRedo(seed: UInt64) {
    var numbers = SeededNumbers(seed: seed)
    var editor = TextEditor(text: "the start\nof it", isMultiline: true)
    let keys: [Key] = [
      .backspace, .delete, .left, .right, .control("k"), .control("u"), .control("w"), .enter, .control("y"), .up,
      Key("a"), Key(" "), Key("é"),
    ]
    for _ in 0..<150 {
      if Int.random(in: 0..<6, using: &numbers) == 0 {
        editor.paste(Self.pieces.randomElement(using: &numbers) ?? "")
      } else {
        editor.press(keys.randomElement(using: &numbers) ?? .left)
      }
    }
    let final = editor.text
    while editor.canUndo { editor.press(.control("_")) }
    #expect(editor.text == "the start\nof it")
    while editor.canRedo { editor.press(.alt("r")) }
    #expect(editor.text == final)
  }

  @Test("The caret is always in view, whatever the text and the width", arguments: 1...12)
  func caretInView(columns: Int) {
    for text in HostileStrings.own {
      var editor = TextEditor(isMultiline: columns.isMultiple(of: 2))
      editor.paste(text)
      for key in [Key.home, .right, .right, .end, .left, .control("w"), .control("_"), .up, .down] {
        editor.press(key)
        let picture = Picture(&editor, columns, 2)
        let caret = picture.caret
        #expect(caret != nil, "\(key) in \(text.debugDescription)")
        #expect((caret?.column ?? 99) < columns)
      }
    }
  }

  private func offset(of editor: TextEditor) -> Int {
    editor.buffer.lines.prefix(editor.caretLine).reduce(editor.caretOffset) { $0 + $1.utf8.count + 1 }
  }
}
