import Terminal

/// Steps through a line by whole characters, with places told as UTF-8 offsets.
///
/// Offsets stay valid as plain numbers while a line changes around them, and each step costs only the characters it
/// passes, however long the line is.
extension Substring {
  func index(atOffset offset: Int) -> Index {
    utf8.index(startIndex, offsetBy: Swift.min(Swift.max(0, offset), utf8.count))
  }

  func offset(of index: Index) -> Int { utf8.distance(from: startIndex, to: index) }

  /// The offset after the character at `offset`.
  func offset(after offset: Int) -> Int {
    let count = utf8.count
    guard offset < count else { return count }
    if isPlainASCII(at: offset), offset + 1 == count || isPlainASCII(at: offset + 1) { return offset + 1 }
    return self.offset(of: index(after: index(atOffset: offset)))
  }

  /// The offset of the character before `offset`.
  func offset(before offset: Int) -> Int {
    guard offset > 0 else { return 0 }
    if isPlainASCII(at: offset - 1), offset == utf8.count || isPlainASCII(at: offset) { return offset - 1 }
    return self.offset(of: index(before: index(atOffset: offset)))
  }

  /// The next place between two characters at or after `offset`.
  func boundary(atOrAfter offset: Int) -> Int {
    guard offset > 0, offset < utf8.count else { return Swift.min(Swift.max(0, offset), utf8.count) }
    let after = self.offset(after: offset)
    return self.offset(before: after) < offset ? after : offset
  }

  func slice(_ range: Range<Int>) -> Substring {
    self[index(atOffset: range.lowerBound)..<index(atOffset: range.upperBound)]
  }

  /// The character that starts at `offset`, nil at the end.
  func character(at offset: Int) -> Character? {
    offset < utf8.count && offset >= 0 ? self[index(atOffset: offset)] : nil
  }

  /// The columns that the character at `offset` takes when drawn.
  func columns(at offset: Int) -> Int {
    if isPlainASCII(at: offset), offset + 1 == utf8.count || isPlainASCII(at: offset + 1) { return 1 }
    guard let character = character(at: offset) else { return 0 }
    return SafeText.width(of: String(character))
  }

  /// Printable ASCII, which never joins with what stands beside it.
  private func isPlainASCII(at offset: Int) -> Bool {
    let byte = utf8[utf8.index(startIndex, offsetBy: offset)]
    return byte >= 0x20 && byte < 0x7F
  }
}

extension String {
  func slice(_ range: Range<Int>) -> Substring { self[...].slice(range) }
  func boundary(atOrAfter offset: Int) -> Int { self[...].boundary(atOrAfter: offset) }
  func offset(of index: Index) -> Int { self[...].offset(of: index) }
}
