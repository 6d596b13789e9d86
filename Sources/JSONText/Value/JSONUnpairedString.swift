/// A string that holds half a surrogate pair: escaped in JSON as `\uD83D` with no other half beside it. No Swift string can
/// say that, so such a string is kept as its UTF-16, and written as it came. Always at least one half stands in it.
public struct JSONUnpairedString: Hashable, Sendable {
  let units: [UInt16]

  /// Nil where every half has its other half: then it is a text like any other.
  init?(_ units: [UInt16]) {
    guard Self.halves(in: units) else { return nil }
    self.units = units
  }

  /// The string with U+FFFD in the place of every half.
  public var text: String { String(decoding: units, as: UTF16.self) }

  /// What stands between the quotes of JSON, escaped as little as JSON allows.
  func append(to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    var text: [UInt16] = []
    func flush() {
      JSONSerializer.appendContents(of: String(decoding: text, as: UTF16.self), to: &output)
      text = []
    }
    Self.forEach(units) { units, isHalf in
      text += units
      guard isHalf else { return }
      text.removeLast()
      flush()
      JSONSerializer.appendUnicodeEscape(units[units.startIndex], to: &output)
    }
    flush()
    output.append(UInt8(ascii: "\""))
  }

  private static func halves(in units: [UInt16]) -> Bool {
    var found = false
    forEach(units) { found = found || $1 }
    return found
  }

  /// Gives out every code point, and every half that stands alone.
  private static func forEach(_ units: [UInt16], _ body: (ArraySlice<UInt16>, _ isHalf: Bool) -> Void) {
    var index = 0
    while index < units.count {
      let unit = units[index]
      let next = index + 1 < units.count ? units[index + 1] : 0
      if unit & 0xFC00 == 0xD800, next & 0xFC00 == 0xDC00 {
        body(units[index...index + 1], false)
        index += 2
      } else {
        body(units[index...index], unit & 0xF800 == 0xD800)
        index += 1
      }
    }
  }
}
