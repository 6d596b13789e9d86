import Terminal

/// The core of every text field: text, caret, history, and the part of it that is in view.
///
/// The text is kept exactly as it was typed or pasted; only drawing makes it harmless. All work is bounded by the line
/// at hand, so that a field with a megabyte in it feels like an empty one.
///
/// ```swift
/// var editor = TextEditor(text: "ada")
/// _ = editor.handle(.key(Key("!")))
/// editor.text  // "ada!"
/// ```
public struct TextEditor: Widget {
  public enum Outcome: Hashable, Sendable {
    /// The text is another one now.
    case changed
    /// The key was used, the text is the same.
    case moved
    case ignored
  }

  /// How the text is coloured.
  public enum Highlighting: Hashable, Sendable { case none, json }

  var buffer: TextBuffer
  var history = EditHistory()
  var caret = TextBuffer.Position(line: 0, offset: 0)
  var viewport = Viewport()
  var size = Size(columns: 60, rows: 1)
  /// The column that moving up and down aims at.
  var goalColumn: Int?
  /// What Ctrl-K, Ctrl-U and Ctrl-W took away last, for Ctrl-Y.
  var killed = ""

  public let isMultiline: Bool
  /// Shows dots in place of characters.
  public var isSecret: Bool
  /// Shows a secret after all.
  public var isRevealed = false
  public var placeholder: String
  public var highlighting: Highlighting
  /// A new line begins below the start of the one before.
  public var indentsNewLines = false
  /// The whole text is selected: what is typed or pasted next takes its place, erasing empties the field, and whatever
  /// moves the caret keeps it.
  public internal(set) var isSelected = false

  public init(
    text: String = "", isMultiline: Bool = false, isSecret: Bool = false, placeholder: String = "",
    highlighting: Highlighting = .none
  ) {
    self.isMultiline = isMultiline
    self.isSecret = isSecret
    self.placeholder = placeholder
    self.highlighting = highlighting
    buffer = TextBuffer(isMultiline ? Self.unifyingLineBreaks(text) : text, isMultiline: isMultiline)
    caret = buffer.end
  }

  /// The whole text. Costs the length of a text of several lines.
  public var text: String { buffer.text }
  public var isEmpty: Bool { buffer.isEmpty }
  /// UTF-8 bytes, known without counting.
  public var byteCount: Int { buffer.byteCount }
  public var lineCount: Int { buffer.lines.count }
  /// Lines that hold anything, known without counting.
  public var filledLineCount: Int { buffer.filledLineCount }
  /// The lines that hold anything.
  public var filledLines: [String] { buffer.lines.compactMap { $0.isEmpty ? nil : String($0) } }
  public var canUndo: Bool { !history.done.isEmpty }
  public var canRedo: Bool { !history.undone.isEmpty }
  /// The caret's line, counted from zero.
  public var caretLine: Int { caret.line }
  /// The caret's place in UTF-8 bytes from the start of its line.
  public var caretOffset: Int { caret.offset }

  /// Replaces the whole text as one step that can be undone, the caret at its end.
  public mutating func replaceText(with text: String) {
    isSelected = false
    let text = isMultiline ? Self.unifyingLineBreaks(text) : text
    guard text != buffer.text else { return }
    edit(buffer.start..<buffer.end, with: text, kind: .other)
  }

  /// Puts the caret at a line and a UTF-8 offset in it, as far as they exist.
  public mutating func moveCaret(toLine line: Int, offset: Int) {
    let line = min(max(0, line), buffer.lines.count - 1)
    move(to: .init(line: line, offset: buffer.lines[line].boundary(atOrAfter: offset)))
  }

  /// Puts the caret at a byte of the whole text.
  public mutating func moveCaret(toByte offset: Int) {
    var rest = max(0, offset)
    for (number, line) in buffer.lines.enumerated() {
      if rest <= line.utf8.count { return moveCaret(toLine: number, offset: rest) }
      rest -= line.utf8.count + 1
    }
    moveCaretToEnd()
  }

  /// Selects the whole text, as where a suggestion stands in a field; an empty or secret one has nothing to select.
  public mutating func selectAll() {
    guard !isEmpty, !isSecret, !isMultiline else { return }
    caret = buffer.end
    isSelected = true
    reveal()
  }

  public mutating func deselect() { isSelected = false }

  /// Takes the selected text away, as one step that can be undone.
  mutating func eraseSelection() {
    isSelected = false
    edit(buffer.start..<buffer.end, with: "", kind: .other)
  }

  public mutating func moveCaretToStart() { move(to: buffer.start) }
  public mutating func moveCaretToEnd() { move(to: buffer.end) }

  /// Types text at the caret, as a paste does: one step of history.
  public mutating func insert(_ text: String) { insert(text, kind: .other) }

  mutating func insert(_ text: String, kind: EditHistory.Kind) {
    let text = isMultiline ? Self.unifyingLineBreaks(text) : text
    guard !text.isEmpty else { return }
    edit(caret..<caret, with: text, kind: kind)
  }

  mutating func edit(_ range: Range<TextBuffer.Position>, with text: String, kind: EditHistory.Kind) {
    let removed = buffer.text(in: range)
    guard !removed.isEmpty || !text.isEmpty else { return }
    let step = EditHistory.Edit(
      start: range.lowerBound, removed: removed, inserted: text, caretBefore: caret, kind: kind)
    history.note(step) { [isMultiline] in
      TextBuffer.end(of: $0.inserted, from: $0.start, isMultiline: isMultiline)
    }
    settle(at: buffer.replace(range, with: text))
  }

  /// Places the caret after a change, at a boundary: a mark may have joined the character before it.
  mutating func settle(at position: TextBuffer.Position) {
    caret = .init(line: position.line, offset: buffer.lines[position.line].boundary(atOrAfter: position.offset))
    goalColumn = nil
    reveal()
  }

  /// Line breaks of every system become `\n`.
  static func unifyingLineBreaks(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "\r")) else { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var isAfterReturn = false
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\r") {
        bytes.append(UInt8(ascii: "\n"))
      } else if byte != UInt8(ascii: "\n") || !isAfterReturn {
        bytes.append(byte)
      }
      isAfterReturn = byte == UInt8(ascii: "\r")
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
