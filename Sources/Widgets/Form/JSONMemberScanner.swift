/// Reads an object's members one after another, strictly, and keeps each value's own text.
///
/// Values inside are only checked for their shape: a stack of open brackets, no recursion, so that depth costs nothing.
struct JSONMemberScanner {
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  mutating func pairs() throws(JSONPairs.Problem) -> [FormPair] {
    skipSpaces()
    try take("{", orSay: "it is not an object; rows need { … }")
    var pairs: [FormPair] = []
    skipSpaces()
    if next == UInt8(ascii: "}") {
      index += 1
    } else {
      while true {
        pairs.append(try member())
        skipSpaces()
        if next == UInt8(ascii: ",") {
          index += 1
          continue
        }
        try take("}", orSay: "a comma or } is missing")
        break
      }
    }
    skipSpaces()
    guard index == bytes.count else { throw problem("there is more after the end") }
    return pairs
  }

  mutating func checkWholeValue(asObject: Bool = false) throws(JSONPairs.Problem) {
    skipSpaces()
    if asObject, next != UInt8(ascii: "{") { throw problem("it must be an object: { … }") }
    try skipValue()
    skipSpaces()
    guard index == bytes.count else { throw problem("there is more after the end") }
  }

  mutating func isWholeNumber() -> Bool { skipNumber() && index == bytes.count }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func member() throws(JSONPairs.Problem) -> FormPair {
    skipSpaces()
    guard let name = decoded(try skipString()) else {
      throw problem("a name holds half a character, which rows can't show")
    }
    skipSpaces()
    try take(":", orSay: "a colon is missing")
    skipSpaces()
    let range = try skipValue()
    let pair = pair(name, range)
    guard !pair.isBlank else { throw problem("an empty name with an empty value can't stand in a row") }
    return pair
  }

  private func pair(_ name: String, _ range: Range<Int>) -> FormPair {
    let raw = String(decoding: bytes[range], as: UTF8.self)
    switch bytes[range.lowerBound] {
    case UInt8(ascii: "\""):
      guard let text = decoded(range) else { return FormPair(name: name, value: raw, type: .json) }
      return FormPair(name: name, value: text)
    case UInt8(ascii: "{"), UInt8(ascii: "["): return FormPair(name: name, value: raw, type: .json)
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return FormPair(name: name, value: raw, type: .boolean)
    case UInt8(ascii: "n"): return FormPair(name: name, value: "", type: .null)
    default: return FormPair(name: name, value: raw, type: .number)
    }
  }

  @discardableResult
  private mutating func skipValue() throws(JSONPairs.Problem) -> Range<Int> {
    let start = index
    var open: [UInt8] = []
    repeat {
      try skipToken(&open)
    } while !open.isEmpty
    return start..<index
  }

  /// One step through a value: a bracket opened with what must follow, or a whole plain value and what closes after it.
  private mutating func skipToken(_ open: inout [UInt8]) throws(JSONPairs.Problem) {
    skipSpaces()
    if let bracket = next, bracket == UInt8(ascii: "{") || bracket == UInt8(ascii: "[") {
      index += 1
      skipSpaces()
      let close: UInt8 = bracket == UInt8(ascii: "{") ? UInt8(ascii: "}") : UInt8(ascii: "]")
      if next != close {
        open.append(close)
        if close == UInt8(ascii: "}") { try skipName() }
        return
      }
      index += 1
    } else {
      try skipPlainValue()
    }
    while let close = open.last {
      skipSpaces()
      if next == UInt8(ascii: ",") {
        index += 1
        if close == UInt8(ascii: "}") { try skipName() }
        return
      }
      guard next == close else { throw problem("a comma or \(close == 0x7D ? "}" : "]") is missing") }
      index += 1
      open.removeLast()
    }
  }

  private mutating func skipName() throws(JSONPairs.Problem) {
    skipSpaces()
    _ = try skipString()
    skipSpaces()
    try take(":", orSay: "a colon is missing")
  }

  private mutating func skipPlainValue() throws(JSONPairs.Problem) {
    if next == UInt8(ascii: "\"") {
      _ = try skipString()
      return
    }
    for word in ["true", "false", "null"] where bytes[index...].starts(with: word.utf8) {
      index += word.utf8.count
      return
    }
    guard skipNumber() else { throw problem(next == nil ? "it ends too early" : "a value is missing") }
  }

  /// Passes a string and answers where it stands, quotes included.
  private mutating func skipString() throws(JSONPairs.Problem) -> Range<Int> {
    let start = index
    try take("\"", orSay: "a name in quotes is missing")
    while let byte = next {
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return start..<index
      case 0..<0x20: throw problem("a string holds a control character")
      case UInt8(ascii: "\\"): try skipEscape()
      default: break
      }
    }
    throw problem("a string has no end")
  }

  private mutating func skipEscape() throws(JSONPairs.Problem) {
    guard let byte = next else { throw problem("a string has no end") }
    index += 1
    if byte == UInt8(ascii: "u") {
      for _ in 0..<4 {
        guard let digit = next, Self.hexValue(digit) != nil else { throw problem("a \\u needs four digits") }
        index += 1
      }
    } else if !"\"\\/bfnrt".utf8.contains(byte) {
      throw problem("a string holds an unknown escape")
    }
  }

  private mutating func skipNumber() -> Bool {
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") {
      index += 1
    } else if !skipDigits() {
      return false
    }
    if next == UInt8(ascii: ".") {
      index += 1
      guard skipDigits() else { return false }
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      index += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
      return skipDigits()
    }
    return true
  }

  private mutating func skipDigits() -> Bool {
    let start = index
    while let byte = next, byte >= 0x30, byte <= 0x39 { index += 1 }
    return index > start
  }

  private mutating func skipSpaces() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar, orSay reason: String) throws(JSONPairs.Problem) {
    guard next == UInt8(ascii: character) else { throw problem(reason) }
    index += 1
  }

  /// The text that a string stands for; nil where it holds half of a surrogate pair.
  private func decoded(_ range: Range<Int>) -> String? {
    var units: [UInt16] = []
    var text = ""
    func flush() -> Bool {
      guard !units.isEmpty else { return true }
      guard let piece = String(validating: units, as: UTF16.self) else { return false }
      text += piece
      units.removeAll()
      return true
    }
    var index = range.lowerBound + 1
    let end = range.upperBound - 1
    while index < end {
      guard bytes[index] == UInt8(ascii: "\\") else {
        guard flush() else { return nil }
        let start = index
        while index < end, bytes[index] != UInt8(ascii: "\\") { index += 1 }
        text += String(decoding: bytes[start..<index], as: UTF8.self)
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      if escape == UInt8(ascii: "u") {
        units.append(bytes[index..<index + 4].reduce(0) { $0 << 4 | UInt16(Self.hexValue($1) ?? 0) })
        index += 4
      } else {
        units.append(UInt16(Self.unescaped(escape)))
      }
    }
    return flush() ? text : nil
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "b"): 0x08
    case UInt8(ascii: "f"): 0x0C
    case UInt8(ascii: "n"): 0x0A
    case UInt8(ascii: "r"): 0x0D
    case UInt8(ascii: "t"): 0x09
    default: byte
    }
  }

  private static func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private func problem(_ reason: String) -> JSONPairs.Problem {
    let before = bytes.prefix(index)
    let line = before.reduce(1) { $0 + ($1 == 0x0A ? 1 : 0) }
    let lineStart = (before.lastIndex(of: 0x0A) ?? -1) + 1
    let column = String(decoding: before[lineStart...], as: UTF8.self).count + 1
    return JSONPairs.Problem(reason: "line \(line), column \(column): \(reason).")
  }
}
