/// Cuts a text into glyphs, one pass over its bytes.
///
/// Plain characters next to each other need no rule of Unicode: they are decoded and drawn. Only where a mark, a joiner or something
/// hidden is near is the character's end looked up, and the whole character made into glyphs by ``ClusterGlyphs``.
enum GlyphScanner {
  static let newline = Glyph(base: 0x23CE, width: 1)

  /// - Parameter body: is told each glyph, whether it stands for something else, and the bytes of the character it belongs to;
  ///   answers false to stop.
  @inline(__always)
  static func scan(_ text: String, _ body: (Glyph, Bool, Range<Int>) -> Bool) {
    var copy = text
    copy.withUTF8 { bytes in
      let count = bytes.count
      var offset = 0
      while offset < count {
        let byte = bytes[offset]
        let next = offset + 1
        if byte >= 0x20, byte < 0x7F, next == count || bytes[next] < 0x80 {
          guard body(Glyph(base: UInt32(byte), width: 1), false, offset..<next) else { return }
          offset = next
          continue
        }
        let (scalar, length) = decode(bytes, at: offset)
        let kind = CharacterWidth.classify(scalar)
        if kind == .narrow || kind == .wide, isBoundary(bytes, at: offset + length) {
          let glyph = Glyph(base: scalar, width: kind == .wide ? 2 : 1)
          guard body(glyph, false, offset..<offset + length) else { return }
          offset += length
          continue
        }
        let end = characterEnd(in: text, from: offset)
        var cluster = ClusterGlyphs(bytes: UnsafeBufferPointer(rebasing: bytes[offset..<end]))
        while let (glyph, isSubstitute) = cluster.next() {
          guard body(glyph, isSubstitute, offset..<end) else { return }
        }
        offset = end
      }
    }
  }

  /// Decodes one scalar of valid UTF-8, which a string's bytes always are.
  @inline(__always)
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int) {
    let first = UInt32(bytes[offset])
    func continuation(_ index: Int) -> UInt32 {
      offset + index < bytes.count ? UInt32(bytes[offset + index]) & 0x3F : 0
    }
    if first < 0x80 { return (first, 1) }
    if first < 0xE0 { return ((first & 0x1F) << 6 | continuation(1), min(2, bytes.count - offset)) }
    if first < 0xF0 {
      return ((first & 0x0F) << 12 | continuation(1) << 6 | continuation(2), min(3, bytes.count - offset))
    }
    return (
      (first & 0x07) << 18 | continuation(1) << 12 | continuation(2) << 6 | continuation(3),
      min(4, bytes.count - offset)
    )
  }

  /// Whether a plain character ends here for sure.
  @inline(__always)
  private static func isBoundary(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
    guard offset < bytes.count, bytes[offset] >= 0x80 else { return true }
    switch CharacterWidth.classify(decode(bytes, at: offset).scalar) {
    case .narrow, .wide: return true
    case .mark, .hidden, .narrowJoining, .wideJoining: return false
    }
  }

  /// The end of the character that begins at a byte, by the rules of Unicode.
  private static func characterEnd(in text: String, from offset: Int) -> Int {
    let bytes = text.utf8
    // A slice begins a character of its own, so nothing before it is looked at and the whole scan stays linear.
    let rest = text[bytes.index(bytes.startIndex, offsetBy: offset)...]
    return offset + bytes.distance(from: rest.startIndex, to: rest.index(after: rest.startIndex))
  }
}
