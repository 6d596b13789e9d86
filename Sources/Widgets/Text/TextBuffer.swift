/// Text as an array of lines, edited by replacing ranges.
///
/// A change costs the lines that it touches, never the whole text; byte and line counts are kept along the way. Lines that
/// came together share the memory of the text that they came in, so that a long paste is no more than a search for its
/// line breaks. A buffer of one line keeps line breaks as characters like any other.
struct TextBuffer: Sendable, Hashable {
  /// A place between two characters: a line and a UTF-8 offset in it.
  struct Position: Hashable, Comparable, Sendable {
    var line: Int
    var offset: Int

    static func < (one: Position, other: Position) -> Bool {
      (one.line, one.offset) < (other.line, other.offset)
    }
  }

  let isMultiline: Bool
  /// Never empty.
  private(set) var lines: [Substring]
  /// UTF-8 bytes, line breaks included.
  private(set) var byteCount: Int
  /// How many lines hold anything at all.
  private(set) var filledLineCount: Int

  init(_ text: String = "", isMultiline: Bool) {
    self.isMultiline = isMultiline
    lines = isMultiline ? Self.lines(of: text) : [Substring(text)]
    byteCount = text.utf8.count
    filledLineCount = lines.reduce(0) { $0 + ($1.isEmpty ? 0 : 1) }
  }

  var text: String { lines.count == 1 ? String(lines[0]) : lines.joined(separator: "\n") }
  var isEmpty: Bool { byteCount == 0 }
  var start: Position { Position(line: 0, offset: 0) }
  var end: Position { Position(line: lines.count - 1, offset: lines[lines.count - 1].utf8.count) }

  func text(in range: Range<Position>) -> String {
    let (from, to) = (range.lowerBound, range.upperBound)
    if from.line == to.line { return String(lines[from.line].slice(from.offset..<to.offset)) }
    var text = String(lines[from.line].slice(from.offset..<lines[from.line].utf8.count))
    for line in lines[(from.line + 1)..<to.line] {
      text += "\n"
      text += line
    }
    text += "\n"
    text += lines[to.line].slice(0..<to.offset)
    return text
  }

  /// Where `text` ends when it starts at a position.
  func end(of text: String, from start: Position) -> Position {
    Self.end(of: text, from: start, isMultiline: isMultiline)
  }

  static func end(of text: String, from start: Position, isMultiline: Bool) -> Position {
    let bytes = text.utf8
    guard isMultiline, let last = bytes.lastIndex(of: UInt8(ascii: "\n")) else {
      return Position(line: start.line, offset: start.offset + bytes.count)
    }
    let breaks = bytes.reduce(0) { $0 + ($1 == UInt8(ascii: "\n") ? 1 : 0) }
    return Position(line: start.line + breaks, offset: bytes.distance(from: last, to: bytes.endIndex) - 1)
  }

  /// Puts `text`, whose line breaks are `\n`, in place of a range. Answers where it ends.
  @discardableResult
  mutating func replace(_ range: Range<Position>, with text: String) -> Position {
    let (from, to) = (range.lowerBound, range.upperBound)
    byteCount += text.utf8.count - byteCount(of: range)
    filledLineCount -= filledCount(from.line...to.line)
    let inserted = isMultiline ? Self.lines(of: text) : [Substring(text)]
    let result: Position
    let last: Int
    if inserted.count == 1, from.line == to.line {
      replace(from.offset..<to.offset, with: text, inLine: from.line)
      result = Position(line: from.line, offset: from.offset + text.utf8.count)
      last = from.line
    } else {
      let tail = lines[to.line].slice(to.offset..<lines[to.line].utf8.count)
      var pieces = inserted
      if from.offset > 0 { pieces[0] = Substring(String(lines[from.line].slice(0..<from.offset)) + pieces[0]) }
      last = from.line + pieces.count - 1
      let endOffset = pieces[pieces.count - 1].utf8.count
      if !tail.isEmpty { pieces[pieces.count - 1] = Substring(String(pieces[pieces.count - 1]) + tail) }
      lines.replaceSubrange(from.line...to.line, with: pieces)
      result = Position(line: last, offset: endOffset)
    }
    filledLineCount += filledCount(from.line...last)
    return result
  }

  private mutating func replace(_ range: Range<Int>, with text: String, inLine line: Int) {
    if range.lowerBound == 0, range.upperBound == lines[line].utf8.count {
      lines[line] = Substring(text)
    } else {
      // A line that is edited gets memory of its own, apart from the text that it came in; then it stays the only copy.
      var own = String(lines[line])
      lines[line] = ""
      let indexes = own[...].index(atOffset: range.lowerBound)..<own[...].index(atOffset: range.upperBound)
      own.replaceSubrange(indexes, with: text)
      lines[line] = Substring(own)
    }
  }

  private func byteCount(of range: Range<Position>) -> Int {
    let (from, to) = (range.lowerBound, range.upperBound)
    guard from.line < to.line else { return to.offset - from.offset }
    let between = lines[(from.line + 1)..<to.line].reduce(0) { $0 + $1.utf8.count + 1 }
    return lines[from.line].utf8.count - from.offset + 1 + between + to.offset
  }

  private func filledCount(_ range: ClosedRange<Int>) -> Int {
    lines[range].reduce(0) { $0 + ($1.isEmpty ? 0 : 1) }
  }

  /// Splits at line feeds in one pass over the bytes, without copying them.
  private static func lines(of text: String) -> [Substring] {
    var text = text
    let breaks = text.withUTF8 { bytes in bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") } }
    var lines: [Substring] = []
    lines.reserveCapacity(breaks.count + 1)
    let utf8 = text.utf8
    var (start, offset) = (utf8.startIndex, 0)
    for place in breaks {
      let end = utf8.index(start, offsetBy: place - offset)
      lines.append(text[start..<end])
      (start, offset) = (utf8.index(after: end), place + 1)
    }
    lines.append(text[start...])
    return lines
  }
}
