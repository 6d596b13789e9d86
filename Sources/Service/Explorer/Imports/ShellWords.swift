/// One command of a shell as its words, quotes removed. Nothing is run or expanded: a variable becomes one of ours.
struct ShellWords {
  private(set) var words: [String] = []
  /// Shell variables that stand in the words as `{{NAME}}`.
  private(set) var variables: [String] = []
  /// What follows the command: a pipe, a redirection, another command.
  private(set) var isFollowed = false

  private let text: [Unicode.Scalar]
  private var index = 0

  init(_ text: String) throws(ImportError) {
    self.text = Array(text.replacing("\r\n", with: "\n").unicodeScalars)
    try run()
  }

  private var current: Unicode.Scalar? { index < text.count ? text[index] : nil }

  private mutating func run() throws(ImportError) {
    var word: String?
    while let scalar = current {
      index += 1
      switch scalar {
      case " ", "\t":
        if let done = word { words.append(done) }
        word = nil
      case "\n", ";", "|", "&", "<", ">":
        if let done = word { words.append(done) }
        word = nil
        if scalar == "\n", words.isEmpty { continue }
        isFollowed = text[(index - 1)...].contains { $0 != "\n" && $0 != " " && $0 != ";" }
        return
      case "\\":
        if current == "\n" || current == nil {
          index += 1
        } else {
          word = (word ?? "") + take()
        }
      case "'": word = (word ?? "") + (try single())
      case "\"": word = (word ?? "") + (try double())
      case "$" where current == "'":
        index += 1
        word = (word ?? "") + (try ansi())
      case "$" where current == "\"":
        index += 1
        word = (word ?? "") + (try double())
      case "$": word = (word ?? "") + variable()
      case "#" where word == nil:
        while let next = current, next != "\n" { index += next == "\n" ? 0 : 1 }
      default: word = (word ?? "") + String(scalar)
      }
    }
    if let done = word { words.append(done) }
  }

  private mutating func take() -> String {
    guard let scalar = current else { return "" }
    index += 1
    return String(scalar)
  }

  private mutating func single() throws(ImportError) -> String {
    var result = String.UnicodeScalarView()
    while let scalar = current {
      index += 1
      if scalar == "'" { return String(result) }
      result.append(scalar)
    }
    throw ImportError("A single quote is not closed. Paste the whole command.")
  }

  private mutating func double() throws(ImportError) -> String {
    var result = ""
    while let scalar = current {
      index += 1
      switch scalar {
      case "\"": return result
      case "$": result += variable()
      case "\\":
        guard let next = current else { break }
        index += 1
        if next == "\n" { continue }
        result += "\"\\$`".unicodeScalars.contains(next) ? String(next) : "\\" + String(next)
      default: result.unicodeScalars.append(scalar)
      }
    }
    throw ImportError("A double quote is not closed. Paste the whole command.")
  }

  /// `$'…'`, with the escapes of C.
  private mutating func ansi() throws(ImportError) -> String {
    var bytes: [UInt8] = []
    while let scalar = current {
      index += 1
      if scalar == "'" { return String(decoding: bytes, as: UTF8.self) }
      guard scalar == "\\", let next = current else {
        bytes += Array(String(scalar).utf8)
        continue
      }
      index += 1
      switch next {
      case "n": bytes.append(0x0A)
      case "t": bytes.append(0x09)
      case "r": bytes.append(0x0D)
      case "a": bytes.append(0x07)
      case "b": bytes.append(0x08)
      case "e", "E": bytes.append(0x1B)
      case "f": bytes.append(0x0C)
      case "v": bytes.append(0x0B)
      case "x": bytes.append(UInt8(truncatingIfNeeded: number(radix: 16, atMost: 2) ?? 0))
      case "u", "U":
        let value = number(radix: 16, atMost: next == "u" ? 4 : 8) ?? 0
        bytes += Array(String(surrogatePair(value) ?? Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
      case "0"..."7":
        index -= 1
        bytes.append(UInt8(truncatingIfNeeded: number(radix: 8, atMost: 3) ?? 0))
      default: bytes += Array(String(next).utf8)
      }
    }
    throw ImportError("A quote $'… is not closed. Paste the whole command.")
  }

  private mutating func number(radix: UInt32, atMost digits: Int) -> UInt32? {
    var value: UInt32?
    for _ in 0..<digits {
      guard let digit = current.flatMap({ Character($0).hexDigitValue }), digit < radix else { break }
      value = (value ?? 0) &* radix &+ UInt32(digit)
      index += 1
    }
    return value
  }

  /// Browsers write what lies beyond four digits as two halves.
  private mutating func surrogatePair(_ high: UInt32) -> Unicode.Scalar? {
    guard (0xD800...0xDBFF).contains(high), index + 1 < text.count, text[index] == "\\", text[index + 1] == "u" else {
      return nil
    }
    let start = index
    index += 2
    if let low = number(radix: 16, atMost: 4), (0xDC00...0xDFFF).contains(low) {
      return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    }
    index = start
    return nil
  }

  /// What stands behind a dollar sign.
  private mutating func variable() -> String {
    let start = index
    let isBraced = current == "{"
    if isBraced { index += 1 }
    var name = ""
    while let scalar = current, scalar.isASCII, VariableText.isName(name + String(scalar)) {
      name.unicodeScalars.append(scalar)
      index += 1
    }
    guard VariableText.isName(name), !isBraced || current == "}" else {
      index = start
      return "$"
    }
    if isBraced { index += 1 }
    if !variables.contains(name) { variables.append(name) }
    return "{{\(name)}}"
  }
}
