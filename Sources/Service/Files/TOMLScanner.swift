import JSONText

/// The words of TOML: names, strings, numbers, and what stands between them.
struct TOMLScanner {
  typealias Fault = TOMLParser.Fault

  private let bytes: [UInt8]
  var index = 0
  /// Where ``line`` was counted to.
  private var counted = 0
  private var countedLine = 1

  init(_ text: String) { bytes = Array(text.utf8) }

  var current: UInt8? { index < bytes.count ? bytes[index] : nil }

  /// Of the place now, counted from 1.
  var line: Int {
    mutating get {
      countedLine += bytes[min(counted, index)..<index].count { $0 == 0x0A }
      counted = index
      return countedLine
    }
  }

  mutating func fault(_ reason: String) -> Fault { Fault(line: line, reason: reason) }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard let current, UInt32(current) == character.value else { return false }
    index += 1
    return true
  }

  mutating func skipBlanks() {
    while current == 0x20 || current == 0x09 { index += 1 }
  }

  /// Blanks, line breaks and comments.
  mutating func skipSpace() throws(Fault) {
    while true {
      skipBlanks()
      guard current == 0x0A || current == 0x0D || current == UInt8(ascii: "#") else { return }
      try endLine()
    }
  }

  /// Nothing but a comment may stand before the line break.
  mutating func endLine() throws(Fault) {
    skipBlanks()
    if current == UInt8(ascii: "#") {
      while let byte = current, byte != 0x0A {
        let isBreak = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
        guard byte >= 0x20 && byte != 0x7F || byte == 0x09 || isBreak else {
          throw fault("A comment holds a control character.")
        }
        index += 1
      }
    }
    if current == 0x0D { index += 1 }
    guard current != nil else { return }
    guard current == 0x0A else { throw fault("Something stands behind the value that does not belong there.") }
    index += 1
  }

  mutating func keyPart() throws(Fault) -> String {
    if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
      guard !isLongQuote else { throw fault("A name is no text of several lines.") }
      return try string()
    }
    let start = index
    while let byte = current, Self.isBare(byte) { index += 1 }
    guard index > start else { throw fault("A name was expected here.") }
    return String(decoding: bytes[start..<index], as: UTF8.self)
  }

  static func isBare(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
    default: false
    }
  }

  // MARK: Strings

  private var isLongQuote: Bool {
    guard let quote = current else { return false }
    return bytes[index...].starts(with: [quote, quote, quote])
  }

  mutating func string() throws(Fault) -> String {
    guard let quote = current else { throw fault("A text was expected here.") }
    let start = line
    let isBasic = quote == UInt8(ascii: "\"")
    let isLong = isLongQuote
    index += isLong ? 3 : 1
    if isLong {
      if current == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A { index += 1 }
      if current == 0x0A { index += 1 }
    }
    var text: [UInt8] = []
    while let byte = current {
      if byte == quote, !isLong {
        index += 1
        return String(decoding: text, as: UTF8.self)
      }
      if byte == quote, isLongQuote {
        index += 3
        // Up to two more quotes belong to the text.
        for _ in 0..<2 where current == quote {
          text.append(quote)
          index += 1
        }
        return String(decoding: text, as: UTF8.self)
      }
      if isBasic, byte == UInt8(ascii: "\\") {
        try escape(into: &text, isLong: isLong)
        continue
      }
      let isBreak = byte == 0x0A || byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      if isBreak, !isLong { break }
      guard byte >= 0x20 && byte != 0x7F || byte == 0x09 || isBreak else {
        throw fault("A text holds a control character: write it as \\u and four digits.")
      }
      text.append(byte)
      index += 1
    }
    throw Fault(line: start, reason: "The text that begins here has no end.")
  }

  private mutating func escape(into text: inout [UInt8], isLong: Bool) throws(Fault) {
    index += 1
    guard let byte = current else { throw fault("A text ends in \\.") }
    index += 1
    switch byte {
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "e"): text.append(0x1B)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): text.append(byte)
    case UInt8(ascii: "u"): text += try scalar(digits: 4)
    case UInt8(ascii: "U"): text += try scalar(digits: 8)
    case 0x20, 0x09, 0x0A, 0x0D:
      // A line that ends in a backslash goes on at the next word.
      index -= 1
      let start = index
      while let space = current, space == 0x20 || space == 0x09 || space == 0x0A || space == 0x0D { index += 1 }
      guard isLong, bytes[start..<index].contains(0x0A) else { throw fault("\\ and a space mean nothing here.") }
    default: throw fault("\\\(String(decoding: [byte < 0x80 ? byte : 0x3F], as: UTF8.self)) means nothing here.")
    }
  }

  private mutating func scalar(digits: Int) throws(Fault) -> [UInt8] {
    let end = min(index + digits, bytes.count)
    let text = String(decoding: bytes[index..<end], as: UTF8.self)
    guard text.utf8.count == digits, text.allSatisfy(\.isHexDigit), let number = UInt32(text, radix: 16),
      let scalar = Unicode.Scalar(number)
    else { throw fault("\\u needs \(digits) hexadecimal digits of a character.") }
    index = end
    return Array(String(scalar).utf8)
  }

  // MARK: Numbers, truth values, times

  mutating func scalar() throws(Fault) -> JSONValue {
    let start = index
    while let byte = current, Self.isBare(byte) || "+.:".utf8.contains(byte) { index += 1 }
    // A space may stand between a date and a time.
    if index - start == 10, bytes[start..<index].count(where: { $0 == UInt8(ascii: "-") }) == 2, current == 0x20,
      index + 1 < bytes.count, (0x30...0x39).contains(bytes[index + 1])
    {
      index += 1
      while let byte = current, Self.isBare(byte) || "+.:".utf8.contains(byte) { index += 1 }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    switch text {
    case "": throw fault("A value is missing here.")
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "inf", "+inf", "-inf", "nan", "+nan", "-nan": return .string(text)
    default: break
    }
    if Self.isTime(text) { return .string(text) }
    guard let number = Self.number(text) else {
      throw fault("\(text.prefix(40)) is no value: write a text in quotes.")
    }
    return .number(number)
  }

  private static func number(_ text: String) -> JSONNumber? {
    guard !text.contains("__"), !text.hasPrefix("_"), !text.hasSuffix("_") else { return nil }
    let plain = text.replacing("_", with: "")
    for (prefix, radix) in [("0x", 16), ("0o", 8), ("0b", 2)] where plain.hasPrefix(prefix) {
      let digits = plain.dropFirst(2)
      guard digits.first?.isHexDigit == true else { return nil }
      return Int(digits, radix: radix).map { JSONNumber($0) }
    }
    guard let number = JSONNumber(plain.hasPrefix("+") ? String(plain.dropFirst()) : plain) else { return nil }
    let isWhole = !plain.contains { ".eE".contains($0) }
    return isWhole && number.intValue == nil ? nil : number
  }

  private static func isTime(_ text: String) -> Bool {
    text.wholeMatch(of: #/(\d{4}-\d\d-\d\d)([Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)?)?|\d\d:\d\d:\d\d(\.\d+)?/#)
      != nil
  }
}
