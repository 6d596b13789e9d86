import CJQ
import Foundation

/// What is wrong with a filter that libjq does not compile, and where. libjq names only the line; the place is found by asking
/// it for the shortest beginning of the filter that it already refuses.
struct JQMistake {
  let message: String
  /// In bytes; nil where it is not known.
  private let place: Int?

  var offset: Int { place ?? -1 }

  init(in filter: String, messages: [String]) {
    let first = messages.first.map(Self.plain) ?? "The filter cannot be understood."
    let bytes = Array(filter.utf8)
    if first.contains("unexpected $end") {
      message = "The filter ends too early\(Self.expectation(in: first))."
      place = bytes.count
    } else if first.hasPrefix("syntax error") {
      let start = Self.refusedToken(in: bytes)
      let token = Self.token(in: bytes, at: start)
      message = "\(token) is not expected here\(Self.expectation(in: first))."
      place = start
    } else {
      message = first + "."
      place = Self.firstMention(in: bytes, of: first)
    }
  }

  /// Without the prefix, the place and the advice for shells.
  private static func plain(_ message: String) -> String {
    var text = message.split(separator: "\n").first.map(String.init) ?? message
    if text.hasPrefix("jq: error: ") { text.removeFirst("jq: error: ".count) }
    if text.hasPrefix("jq: error ("), let end = text.range(of: "): ") { text = String(text[end.upperBound...]) }
    if let range = text.range(of: " at <", options: .backwards) { text = String(text[..<range.lowerBound]) }
    return text.replacingOccurrences(of: " (Unix shell quoting issues?)", with: "")
  }

  private static func expectation(in message: String) -> String {
    guard let range = message.range(of: "expecting ") else { return "" }
    let names = message[range.upperBound...].components(separatedBy: " or ").compactMap { name -> String? in
      switch name {
      case "$end": nil
      case "QQSTRING_TEXT", "QQSTRING_INTERP_START": nil
      case "QQSTRING_END", "QQSTRING_START": "\""
      case "FORMAT": "@"
      case "IDENT": "a name"
      case "FIELD": "a .name"
      default: name.trimmingCharacters(in: CharacterSet(charactersIn: "'"))
      }
    }
    return names.isEmpty ? "" : "; \(names.joined(separator: " or ")) is missing"
  }

  private static func refusedToken(in bytes: [UInt8]) -> Int {
    var low = 0
    var high = bytes.count
    while low < high {
      let middle = (low + high) / 2
      if isRefused(bytes.prefix(middle)) { high = middle } else { low = middle + 1 }
    }
    var start = max(0, low - 1)
    while start > 0, isNameByte(bytes[start]), isNameByte(bytes[start - 1]) { start -= 1 }
    // Never inside a character.
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }

  /// Whether no filter begins like this.
  private static func isRefused(_ beginning: ArraySlice<UInt8>) -> Bool {
    var jq = jq_init()
    guard let state = jq else { return false }
    defer { jq_teardown(&jq) }
    JQSetting.apply(to: state)
    let messages = JQMessages()
    messages.listen(to: state)
    guard jq_compile(state, String(decoding: beginning, as: UTF8.self)) == 0 else { return false }
    let first = messages.texts.first.map(plain) ?? ""
    return first.hasPrefix("syntax error") && !first.contains("unexpected $end")
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || (byte | 0x20) >= UInt8(ascii: "a") && (byte | 0x20) <= UInt8(ascii: "z")
      || byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  private static func token(in bytes: [UInt8], at start: Int) -> String {
    guard start < bytes.count else { return "The end" }
    var end = start + 1
    if isNameByte(bytes[start]) {
      while end < bytes.count, isNameByte(bytes[end]) { end += 1 }
    } else {
      while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }

  /// Where the filter mentions the name that a message is about: `foo/0 is not defined`, `$x is not defined`.
  private static func firstMention(in bytes: [UInt8], of message: String) -> Int? {
    guard let word = message.split(separator: " ").first, message.contains("not defined") || message.contains("format")
    else {
      return nil
    }
    let name = Array((word.split(separator: "/").first ?? word).utf8)
    return bytes.indices.first { start in
      guard bytes[start...].starts(with: name) else { return false }
      let before = start > 0 && isNameByte(bytes[start - 1])
      let after = start + name.count < bytes.count && isNameByte(bytes[start + name.count])
      return !before && !after
    }
  }
}
