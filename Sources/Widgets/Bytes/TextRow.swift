import JSONText
import Terminal

/// One row of a text as it was received: each character with its bytes and its place. Control characters and malformed bytes are
/// visible.
struct TextRow: Hashable, Sendable {
  struct Character: Hashable, Sendable {
    var text: String
    /// Its bytes in the document.
    var range: Range<Int>
    var column: Int
    var width: Int
    var isMalformed = false
  }

  var characters: [Character] = []
  /// Its bytes, with the line feed that ends it.
  var range: Range<Int>
  /// Whether the row ends because it is full, and not its line.
  var goesOn = false
}

/// Breaks a text into rows from any byte of it. A row begins after a line feed, and where a long line is divided: at the edge, and
/// at every multiple of `segment` bytes, so that no row takes reading more than that, however long a line is.
struct TextRows: Sendable {
  let snapshot: JSONSnapshot
  /// Columns of a row; nil cuts lines only at segments.
  let columns: Int?

  static let segment = 16_384

  /// The row that begins at a byte.
  func row(at start: Int) -> TextRow {
    let limit = min(snapshot.byteCount, (start / Self.segment + 1) * Self.segment)
    return snapshot.withBytes(nil) { bytes in
      let limit = Self.characterStart(in: bytes, atOrAfter: limit)
      var row = TextRow(range: start..<start)
      var (at, column) = (start, 0)
      while at < limit {
        if bytes[at] == UInt8(ascii: "\n") {
          row.range = start..<at + 1
          return row
        }
        if bytes[at] == UInt8(ascii: "\r"), at + 1 < bytes.count, bytes[at + 1] == UInt8(ascii: "\n") {
          at += 1
          continue
        }
        var character = Self.character(in: bytes, at: at)
        if let columns, column + character.width > columns, column > 0 {
          row.range = start..<at
          row.goesOn = true
          return row
        }
        character.column = column
        column += character.width
        at = character.range.upperBound
        row.characters.append(character)
      }
      row.range = start..<at
      row.goesOn = at < bytes.count
      return row
    }
  }

  /// Where the row begins that holds a byte.
  func start(ofRowAt offset: Int) -> Int {
    var start = segmentStart(before: offset + 1)
    while true {
      let end = row(at: start).range.upperBound
      if end > offset || end <= start { return start }
      start = end
    }
  }

  /// Where the row before the one that begins at `start` begins; nil at the top.
  func start(ofRowBefore start: Int) -> Int? {
    start > 0 ? self.start(ofRowAt: start - 1) : nil
  }

  /// The nearest place before a byte where a row certainly begins.
  private func segmentStart(before offset: Int) -> Int {
    let end = min(offset, snapshot.byteCount)
    guard end > 0 else { return 0 }
    return snapshot.withBytes(nil) { bytes in
      let boundary = Self.characterStart(in: bytes, atOrAfter: (end - 1) / Self.segment * Self.segment)
      let first = boundary < end ? boundary : max(0, boundary - Self.segment)
      var at = end - 1
      while at > first {
        if bytes[at - 1] == UInt8(ascii: "\n") { return at }
        at -= 1
      }
      return first
    }
  }

  /// Never inside a character, as far as there are whole ones.
  private static func characterStart(in bytes: UnsafeRawBufferPointer, atOrAfter offset: Int) -> Int {
    var at = offset
    while at < bytes.count, at < offset + 3, bytes[at] & 0xC0 == 0x80 { at += 1 }
    return min(at, bytes.count)
  }

  private static func character(in bytes: UnsafeRawBufferPointer, at: Int) -> TextRow.Character {
    let byte = bytes[at]
    if byte < 0x80 {
      let text = String(UnicodeScalar(byte))
      let width = byte >= 0x20 && byte < 0x7F ? 1 : max(1, SafeText.width(of: text))
      return TextRow.Character(text: text, range: at..<at + 1, column: 0, width: width)
    }
    guard let end = endOfCluster(in: bytes, at: at) else {
      let text = "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      return TextRow.Character(text: text, range: at..<at + 1, column: 0, width: 4, isMalformed: true)
    }
    let text = String(decoding: bytes[at..<end], as: UTF8.self)
    return TextRow.Character(text: text, range: at..<end, column: 0, width: max(1, SafeText.width(of: text)))
  }

  /// Where the character that begins at `at` ends with its marks; nil where no character begins there.
  private static func endOfCluster(in bytes: UnsafeRawBufferPointer, at: Int) -> Int? {
    let window = UnsafeRawBufferPointer(rebasing: bytes[at..<min(bytes.count, at + 64)])
    guard let first = UTF8Sequence.length(in: window, at: 0) else { return nil }
    // What follows belongs to it only where it is outside of ASCII.
    var end = first
    while end < window.count, window[end] >= 0x80, let length = UTF8Sequence.length(in: window, at: end) {
      end += length
    }
    guard end > first else { return at + first }
    let cluster = String(decoding: window[..<end], as: UTF8.self).first.map { $0.utf8.count } ?? first
    return at + max(first, min(cluster, end))
  }
}

/// Well-formed UTF-8, sequence by sequence.
enum UTF8Sequence {
  /// The bytes of the sequence at a place; nil where it is malformed or cut off.
  static func length(in bytes: UnsafeRawBufferPointer, at: Int) -> Int? {
    func follows(_ index: Int, _ range: ClosedRange<UInt8> = 0x80...0xBF) -> Bool {
      at + index < bytes.count && range.contains(bytes[at + index])
    }
    switch bytes[at] {
    case 0x00...0x7F: return 1
    case 0xC2...0xDF: return follows(1) ? 2 : nil
    case 0xE0: return follows(1, 0xA0...0xBF) && follows(2) ? 3 : nil
    case 0xED: return follows(1, 0x80...0x9F) && follows(2) ? 3 : nil
    case 0xE1...0xEF: return follows(1) && follows(2) ? 3 : nil
    case 0xF0: return follows(1, 0x90...0xBF) && follows(2) && follows(3) ? 4 : nil
    case 0xF1...0xF3: return follows(1) && follows(2) && follows(3) ? 4 : nil
    case 0xF4: return follows(1, 0x80...0x8F) && follows(2) && follows(3) ? 4 : nil
    default: return nil
    }
  }
}
