import CJSONScan

/// Turns what stands between a string's quotes into the text it means. Tolerant: a broken escape stays as it is written and a
/// malformed byte becomes U+FFFD, so that it serves the viewer as well as the strict parser, which never meets either.
enum JSONStringDecoder {
  /// Half a surrogate pair becomes U+FFFD.
  static func decode(_ bytes: UnsafeRawBufferPointer) -> String {
    var isUnpaired = false
    return decode(bytes, &isUnpaired)
  }

  /// The string's UTF-16.
  static func units(_ bytes: UnsafeRawBufferPointer) -> [UInt16] {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count)
    var (start, index) = (0, 0)
    func takePlain() {
      units.append(contentsOf: String(decoding: bytes[start..<index], as: UTF8.self).utf16)
    }
    while index < bytes.count {
      guard bytes[index] == UInt8(ascii: "\\"), let escape = escape(in: bytes, at: index) else {
        index += 1
        continue
      }
      takePlain()
      units.append(escape.units.0)
      escape.units.1.map { units.append($0) }
      index += escape.length
      start = index
    }
    takePlain()
    return units
  }

  /// - Parameter isUnpaired: becomes true where half a surrogate pair stands in the string.
  static func decode(_ bytes: UnsafeRawBufferPointer, _ isUnpaired: inout Bool) -> String {
    guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
    var scalars = String.UnicodeScalarView()
    scalars.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\\"), let escape = escape(in: bytes, at: index) {
        let scalar = escape.scalar
        isUnpaired = isUnpaired || scalar == nil
        scalars.append(scalar ?? "\u{FFFD}")
        index += escape.length
      } else if byte < 0x80 {
        scalars.append(UnicodeScalar(byte))
        index += 1
      } else {
        index += appendMultibyte(in: bytes, at: index, to: &scalars)
      }
    }
    return String(scalars)
  }

  /// What one backslash and the bytes after it stand for.
  struct Escape {
    let units: (UInt16, UInt16?)
    let length: Int
  }

  /// Nil where no valid escape stands at `index`.
  static func escape(in bytes: UnsafeRawBufferPointer, at index: Int) -> Escape? {
    guard index + 1 < bytes.count else { return nil }
    switch bytes[index + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
      return Escape(units: (UInt16(bytes[index + 1]), nil), length: 2)
    case UInt8(ascii: "b"): return Escape(units: (0x08, nil), length: 2)
    case UInt8(ascii: "f"): return Escape(units: (0x0C, nil), length: 2)
    case UInt8(ascii: "n"): return Escape(units: (0x0A, nil), length: 2)
    case UInt8(ascii: "r"): return Escape(units: (0x0D, nil), length: 2)
    case UInt8(ascii: "t"): return Escape(units: (0x09, nil), length: 2)
    case UInt8(ascii: "u"):
      guard let unit = hexadecimalUnit(in: bytes, at: index + 2) else { return nil }
      if unit & 0xFC00 == 0xD800, index + 7 < bytes.count, bytes[index + 6] == UInt8(ascii: "\\"),
        bytes[index + 7] == UInt8(ascii: "u"), let low = hexadecimalUnit(in: bytes, at: index + 8),
        low & 0xFC00 == 0xDC00
      {
        return Escape(units: (unit, low), length: 12)
      }
      return Escape(units: (unit, nil), length: 6)
    default: return nil
    }
  }

  private static func hexadecimalUnit(in bytes: UnsafeRawBufferPointer, at index: Int) -> UInt16? {
    guard index + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[index..<index + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt16(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }

  private static func appendMultibyte(
    in bytes: UnsafeRawBufferPointer, at index: Int, to scalars: inout String.UnicodeScalarView
  ) -> Int {
    let rest = UnsafeRawBufferPointer(rebasing: bytes[index...])
    let length = cjson_utf8_length(rest.bindMemory(to: UInt8.self).baseAddress, rest.count)
    scalars.append(contentsOf: String(decoding: rest.prefix(max(length, 1)), as: UTF8.self).unicodeScalars)
    return max(length, 1)
  }
}

extension JSONStringDecoder {
  /// A token as the viewer shows it: escapes of printable characters decoded, all others as they are written. Malformed bytes
  /// become U+FFFD.
  static func displayText(_ token: UnsafeRawBufferPointer) -> String {
    guard token.contains(UInt8(ascii: "\\")) else { return String(decoding: token, as: UTF8.self) }
    var output: [UInt8] = []
    output.reserveCapacity(token.count)
    var index = 0
    while index < token.count {
      if token[index] == UInt8(ascii: "\\") {
        let escape = escape(in: token, at: index)
        let length = min(escape?.length ?? 2, token.count - index)
        if let scalar = escape?.scalar, isPrintable(scalar) {
          output.append(contentsOf: UTF8.encode(scalar) ?? .init())
        } else {
          output.append(contentsOf: token[index..<index + length])
        }
        index += length
      } else {
        output.append(token[index])
        index += 1
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// Whether a character is as good decoded as escaped: not a quote, a backslash, or one that cannot be seen.
  private static func isPrintable(_ scalar: UnicodeScalar) -> Bool {
    if scalar == "\"" || scalar == "\\" { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    case .spaceSeparator: return scalar == " "
    default: return true
    }
  }
}

extension JSONStringDecoder.Escape {
  /// What it stands for; nil for half a surrogate pair.
  var scalar: UnicodeScalar? {
    guard let low = units.1 else { return UnicodeScalar(units.0) }
    return UnicodeScalar(0x10000 + (UInt32(units.0) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
  }
}
