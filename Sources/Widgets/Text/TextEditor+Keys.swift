import Terminal

extension TextEditor {
  public mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text): return paste(text)
    case .mouse(let mouse):
      if let place = event.click {
        isSelected = false
        return moveCaret(to: place)
      }
      return isMultiline ? scroll(by: mouse) : .ignored
    case .resize, .focus: return .ignored
    }
  }

  private mutating func handle(_ key: Key) -> Outcome {
    if isSelected { return handleSelected(key) }
    if let character = key.typed {
      insert(String(character), kind: .typing)
      return .changed
    }
    return changeText(key) ?? moveCaret(key) ?? .ignored
  }

  /// Typing and erasing take the selected text away; whatever moves the caret keeps the text, and the caret begins at
  /// the side that the key points to.
  private mutating func handleSelected(_ key: Key) -> Outcome {
    if key.typed != nil || key == .control("y") {
      eraseSelection()
      return handle(key)
    }
    switch key {
    case .backspace, .delete, .control("h"), .control("d"), .control("u"), .control("w"), Key(.backspace, .alt):
      eraseSelection()
      return .changed
    case .left, .home, .control("b"), .control("a"):
      isSelected = false
      moveCaretToStart()
      return .moved
    case .right, .end, .control("f"), .control("e"):
      isSelected = false
      moveCaretToEnd()
      return .moved
    default: break
    }
    let outcome = changeText(key) ?? moveCaret(key) ?? .ignored
    if outcome != .ignored { isSelected = false }
    return outcome
  }

  /// A paste is text whatever it holds. In a single line the line breaks at its end are an accident of copying; others
  /// stay, for the person to see.
  private mutating func paste(_ text: String) -> Outcome {
    var text = text[...]
    if !isMultiline {
      while let last = text.last, last.isNewline { text.removeLast() }
    }
    guard !text.isEmpty else { return .moved }
    if isSelected { eraseSelection() }
    insert(String(text), kind: .other)
    return .changed
  }

  private mutating func changeText(_ key: Key) -> Outcome? {
    switch key {
    case .enter where isMultiline: breakLine()
    case .backspace, .control("h"): erase(previousCharacter()..<caret)
    case .delete, .control("d"): erase(caret..<nextCharacter())
    case Key(.backspace, .alt), .control("w"), Key(.backspace, .control): kill(previousWord()..<caret)
    case .alt("d"), Key(.delete, .control): kill(caret..<nextWord())
    case .control("u"): kill(lineStart()..<caret)
    case .control("k"): kill(caret..<(caret == lineEnd() ? nextCharacter() : lineEnd()))
    case .control("y"): insert(killed, kind: .other)
    case .control("_"), .control("/"), .alt("u"): return step(history.undo(), isUndo: true)
    case .alt("U"), .alt("r"), Key("u", [.alt, .shift]): return step(history.redo(), isUndo: false)
    default: return nil
    }
    return .changed
  }

  private mutating func moveCaret(_ key: Key) -> Outcome? {
    switch key {
    case .left, .control("b"): return go(to: previousCharacter())
    case .right, .control("f"): return go(to: nextCharacter())
    case Key(.left, .control), Key(.left, .alt), .alt("b"): return go(to: previousWord())
    case Key(.right, .control), Key(.right, .alt), .alt("f"): return go(to: nextWord())
    case .home, .control("a"): move(to: lineStart())
    case .end, .control("e"): move(to: lineEnd())
    case Key(.home, .control), .alt("<"): return go(to: buffer.start)
    case Key(.end, .control), .alt(">"): return go(to: buffer.end)
    case .up where isMultiline: return moveLines(by: -1)
    case .down where isMultiline: return moveLines(by: 1)
    case .pageUp where isMultiline: return moveLines(by: -max(1, size.rows - 1))
    case .pageDown where isMultiline: return moveLines(by: max(1, size.rows - 1))
    default: return nil
    }
    return .moved
  }

  /// Moves, or leaves the key to the layer below when there is nowhere to go.
  private mutating func go(to position: TextBuffer.Position) -> Outcome {
    guard position != caret else { return .ignored }
    move(to: position)
    return .moved
  }

  private mutating func breakLine() {
    var text = "\n"
    if indentsNewLines {
      text += buffer.lines[caret.line].utf8.prefix(caret.offset).prefix(200).prefix { $0 == 0x20 || $0 == 0x09 }
        .reduce(into: "") { $0 += $1 == 0x20 ? " " : "\t" }
    }
    insert(text, kind: .typing)
  }

  private mutating func erase(_ range: Range<TextBuffer.Position>) {
    guard !range.isEmpty else { return }
    edit(range, with: "", kind: .erasing)
  }

  private mutating func kill(_ range: Range<TextBuffer.Position>) {
    guard !range.isEmpty else { return }
    if !isSecret { killed = buffer.text(in: range) }
    edit(range, with: "", kind: .other)
  }

  private mutating func step(_ edit: EditHistory.Edit?, isUndo: Bool) -> Outcome {
    guard let edit else { return .moved }
    let (old, new) = isUndo ? (edit.inserted, edit.removed) : (edit.removed, edit.inserted)
    let end = buffer.replace(edit.start..<buffer.end(of: old, from: edit.start), with: new)
    settle(at: isUndo ? edit.caretBefore : end)
    return .changed
  }
}
