/// Half of a surrogate pair, escaped in JSON as `\uD83D` with no other half beside it, has no place in a Swift string.
///
/// It is kept as a stand-in from the last 2,048 code points of private-use plane 16, and written as the escape again. A text
/// that holds such a code point itself has it kept as two stand-ins, which is how the pair that spells it in UTF-16 reads;
/// a real pair never comes as two halves, so both directions are exact.
enum SurrogateStandIn {
  private static let base: UInt32 = 0x10_F800
  private static let firstSurrogate: UInt32 = 0xD800

  static func scalar(for surrogate: UInt16) -> UnicodeScalar {
    UnicodeScalar(base + (UInt32(surrogate) - firstSurrogate)) ?? "\u{FFFD}"
  }

  static func surrogate(for scalar: UnicodeScalar) -> UInt16? {
    scalar.value >= base ? UInt16(scalar.value - base + firstSurrogate) : nil
  }

  /// The scalars that a code point of the text is kept as.
  static func appendStored(_ scalar: UnicodeScalar, to view: inout String.UnicodeScalarView) {
    guard scalar.value >= base else {
      view.append(scalar)
      return
    }
    let pair = UTF16.encode(scalar)
    for unit in pair ?? .init() { view.append(Self.scalar(for: unit)) }
  }
}
