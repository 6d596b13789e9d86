/// Percent-encoding of text that goes into a URL.
public enum PercentEncoding {
  /// Text as one path segment or one query part: everything but letters, digits, `-`, `.`, `_`, `~` is encoded.
  public static func component(_ text: some StringProtocol) -> String {
    encode(text, keeping: isUnreserved)
  }

  /// Text a person typed as a path or query: what is legal there stays as it is, their own `%41` included.
  static func lenient(_ text: some StringProtocol, isQuery: Bool) -> String {
    encode(text) { byte in
      isUnreserved(byte) || isSubDelimiter(byte) || byte == 0x2F || byte == 0x3A || byte == 0x40 || byte == 0x25
        || (isQuery && byte == 0x3F)
    }
  }

  /// Whether every `%` begins a pair of hexadecimal digits.
  static func isWellFormed(_ text: some StringProtocol) -> Bool {
    var digitsDue = 0
    for byte in text.utf8 {
      if digitsDue > 0 {
        guard hexValue(byte) != nil else { return false }
        digitsDue -= 1
      } else if byte == 0x25 {
        digitsDue = 2
      }
    }
    return digitsDue == 0
  }

  /// The text that was encoded, or nil where it isn't UTF-8 or a `%` stands alone.
  public static func decode(_ text: some StringProtocol) -> String? {
    guard isWellFormed(text) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    var iterator = text.utf8.makeIterator()
    while let byte = iterator.next() {
      if byte == 0x25, let high = iterator.next().flatMap(hexValue), let low = iterator.next().flatMap(hexValue) {
        bytes.append(high << 4 | low)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self)
  }

  private static func encode(_ text: some StringProtocol, keeping: (UInt8) -> Bool) -> String {
    if text.utf8.allSatisfy(keeping) { return String(text) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count * 3)
    for byte in text.utf8 {
      if keeping(byte) {
        bytes.append(byte)
      } else {
        bytes.append(0x25)
        bytes.append(hexDigit(byte >> 4))
        bytes.append(hexDigit(byte & 0xF))
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
    default: false
    }
  }

  private static func isSubDelimiter(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x21, 0x24, 0x26...0x2C, 0x3B, 0x3D: true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x41 + value - 10
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x41 + 10
    case 0x61...0x66: byte - 0x61 + 10
    default: nil
    }
  }
}
