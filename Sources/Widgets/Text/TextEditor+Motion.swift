import Terminal

/// Where the caret goes.
extension TextEditor {
  typealias Position = TextBuffer.Position

  mutating func move(to position: Position) {
    history.close()
    goalColumn = nil
    caret = position
    reveal()
  }

  func lineStart() -> Position { .init(line: caret.line, offset: 0) }
  func lineEnd() -> Position { .init(line: caret.line, offset: buffer.lines[caret.line].utf8.count) }

  func previousCharacter() -> Position {
    if caret.offset > 0 {
      return .init(line: caret.line, offset: buffer.lines[caret.line].offset(before: caret.offset))
    }
    guard caret.line > 0 else { return caret }
    return .init(line: caret.line - 1, offset: buffer.lines[caret.line - 1].utf8.count)
  }

  func nextCharacter() -> Position {
    let line = buffer.lines[caret.line]
    if caret.offset < line.utf8.count { return .init(line: caret.line, offset: line.offset(after: caret.offset)) }
    guard caret.line + 1 < buffer.lines.count else { return caret }
    return .init(line: caret.line + 1, offset: 0)
  }

  /// The start of the word before the caret; a word is a run of letters and digits. Secrets have no words to tell.
  func previousWord() -> Position {
    guard caret.offset > 0 else { return previousCharacter() }
    guard !isSecret else { return lineStart() }
    let line = buffer.lines[caret.line]
    var offset = caret.offset
    var isInWord = false
    while offset > 0 {
      let before = line.offset(before: offset)
      let isWord = line.character(at: before)?.isWordPart ?? false
      if isInWord, !isWord { break }
      isInWord = isWord
      offset = before
    }
    return .init(line: caret.line, offset: offset)
  }

  /// The end of the word after the caret.
  func nextWord() -> Position {
    let line = buffer.lines[caret.line]
    guard caret.offset < line.utf8.count else { return nextCharacter() }
    guard !isSecret else { return lineEnd() }
    var offset = caret.offset
    var isInWord = false
    while let character = line.character(at: offset) {
      if isInWord, !character.isWordPart { break }
      isInWord = character.isWordPart
      offset = line.offset(after: offset)
    }
    return .init(line: caret.line, offset: offset)
  }

  mutating func moveLines(by count: Int) -> Outcome {
    let line = min(max(0, caret.line + count), buffer.lines.count - 1)
    guard line != caret.line else {
      let end = count < 0 ? lineStart() : lineEnd()
      guard abs(count) > 1, end != caret else { return .ignored }
      move(to: end)
      return .moved
    }
    let goal = goalColumn ?? caretColumn(from: columnStart)
    move(to: .init(line: line, offset: offset(ofColumn: goal, inLine: line, from: 0)))
    goalColumn = goal
    return .moved
  }

  mutating func moveCaret(to place: Point) -> Outcome {
    let view = viewport(in: size)
    let line = min(max(0, view.top + place.row), buffer.lines.count - 1)
    let isCaretLine = line == caret.line
    let column = place.column - (isCaretLine && view.left > 0 ? 1 : 0)
    let start = isCaretLine ? view.left : 0
    move(to: .init(line: line, offset: offset(ofColumn: column, inLine: line, from: start)))
    return .moved
  }

  mutating func scroll(by mouse: Mouse) -> Outcome {
    guard let turn = Event.mouse(mouse).wheel else { return .ignored }
    return moveLines(by: turn * 3)
  }

  /// Columns are counted from the line's start, in a very long line from its visible part.
  private var columnStart: Int { caret.offset <= 4_096 ? 0 : viewport.left }

  private func caretColumn(from start: Int) -> Int {
    let line = buffer.lines[caret.line]
    var (offset, column) = (start, 0)
    while offset < caret.offset {
      column += columns(at: offset, in: line)
      offset = line.offset(after: offset)
    }
    return column
  }

  private func offset(ofColumn goal: Int, inLine number: Int, from start: Int) -> Int {
    let line = buffer.lines[number]
    var (offset, column) = (start, 0)
    while offset < line.utf8.count {
      let width = columns(at: offset, in: line)
      if column + max(1, width) > goal { break }
      column += width
      offset = line.offset(after: offset)
    }
    return offset
  }
}

extension Character {
  /// A letter, a digit or an underscore: what words are made of.
  var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
