/// The glyphs of one character that is more than a plain one: marks, emoji sequences, flags, controls.
struct ClusterGlyphs {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var offset = 0
  /// Glyphs that are ready, told one after another: a substitute takes several.
  private var ready: [(Glyph, Bool)] = []
  private var told = 0

  private static let dottedCircle: UInt32 = 0x25CC
  /// Stands for all marks after the fourth.
  private static let moreMarks = Glyph(base: 0x207A, width: 1)

  init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func next() -> (Glyph, Bool)? {
    if told == ready.count {
      ready.removeAll(keepingCapacity: true)
      told = 0
      fill()
    }
    guard told < ready.count else { return nil }
    told += 1
    return ready[told - 1]
  }

  private func peek() -> (scalar: UInt32, length: Int)? {
    offset < bytes.count ? GlyphScanner.decode(bytes, at: offset) : nil
  }

  /// Reads one base with what belongs to it, or one hidden character.
  private mutating func fill() {
    guard let (scalar, length) = peek() else { return }
    offset += length
    if (0x1F1E6...0x1F1FF).contains(scalar) {
      // Half of a flag: its letter, which every terminal draws in one column, so that a flag takes two.
      ready.append((Glyph(base: 0x41 + scalar - 0x1F1E6, width: 1), true))
      return
    }
    switch CharacterWidth.classify(scalar) {
    case .hidden: substitute(scalar)
    case .mark:
      var glyph = Glyph(base: Self.dottedCircle, width: 1)
      _ = glyph.append(mark: scalar)
      absorb(into: glyph, of: scalar, isSubstitute: true)
    case .narrow, .narrowJoining: absorb(into: Glyph(base: scalar, width: 1), of: scalar, isSubstitute: false)
    case .wide, .wideJoining: absorb(into: Glyph(base: scalar, width: 2), of: scalar, isSubstitute: false)
    }
  }

  /// Takes the marks, selectors and joined emoji that follow a base.
  private mutating func absorb(into base: Glyph, of first: UInt32, isSubstitute: Bool) {
    var glyph = base
    var hasMore = false
    let isEmoji = first > 0xFF && (Unicode.Scalar(first)?.properties.isEmoji ?? false)
    while let (scalar, length) = peek() {
      switch scalar {
      case 0xFE0F, 0x20E3: glyph.width = 2  // drawn as a picture: two columns
      case 0xFE00...0xFE0E, 0xE0100...0xE01EF, 0x180B...0x180D, 0x180F: break  // another shape of the same
      case 0x1F3FB...0x1F3FF where isEmoji: break  // a skin tone
      case 0xE0020...0xE007F where first == 0x1F3F4: break  // a region's flag
      case 0x200D where isEmoji && isEmojiAhead(after: length): skipJoined(length)
      default:
        guard CharacterWidth.classify(scalar) == .mark else {
          finish(glyph, isSubstitute, hasMore)
          return
        }
        if !glyph.append(mark: scalar) { hasMore = true }
      }
      offset += length
    }
    finish(glyph, isSubstitute, hasMore)
  }

  private mutating func finish(_ glyph: Glyph, _ isSubstitute: Bool, _ hasMore: Bool) {
    ready.append((glyph, isSubstitute))
    if hasMore { ready.append((Self.moreMarks, true)) }
  }

  private func isEmojiAhead(after length: Int) -> Bool {
    guard offset + length < bytes.count else { return false }
    let (scalar, _) = GlyphScanner.decode(bytes, at: offset + length)
    return scalar > 0xFF && (Unicode.Scalar(scalar)?.properties.isEmoji ?? false)
  }

  /// Passes the emoji after a joiner, so that a family is drawn as its first member.
  private mutating func skipJoined(_ joiner: Int) {
    let (_, length) = GlyphScanner.decode(bytes, at: offset + joiner)
    offset += length
  }

  private mutating func substitute(_ scalar: UInt32) {
    switch scalar {
    case 0x0A: ready.append((GlyphScanner.newline, true))
    case 0x09: write("\\t")
    case 0x0D: write("\\r")
    case 0x1B: write("\\e")
    case 0..<0x20:
      write("^")
      ready.append((Glyph(base: scalar + 0x40, width: 1), true))
    case 0x7F: write("^?")
    default: write("\\u{" + String(scalar, radix: 16, uppercase: true) + "}")
    }
  }

  private mutating func write(_ text: String) {
    for byte in text.utf8 { ready.append((Glyph(base: UInt32(byte), width: 1), true)) }
  }
}
