/// What a text is by its looks, told from its beginning: decides how a reader opens it.
public enum ContentForm: String, Hashable, Sendable {
  case empty
  case json = "JSON"
  case html = "HTML"
  case xml = "XML"
  case text
  case binary

  /// The bytes that are looked at.
  public static let sampleCount = 4_096

  public init(of beginning: some Collection<UInt8>) {
    let sample = Array(beginning.prefix(Self.sampleCount))
    let text = Self.withoutMark(sample)
    let start = text.drop { $0 == 0x20 || (0x09...0x0D).contains($0) }
    guard let first = start.first else {
      self = .empty
      return
    }
    if Self.isBinary(text) {
      self = .binary
    } else if first == UInt8(ascii: "<") {
      self = Self.isHTML(start) ? .html : .xml
    } else {
      self = Self.looksLikeJSON(start) ? .json : .text
    }
  }

  private static func withoutMark(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
  }

  private static func isHTML(_ text: ArraySlice<UInt8>) -> Bool {
    let head = String(decoding: text.prefix(1_024), as: UTF8.self).lowercased()
    return ["<!doctype html", "<html", "<head", "<body", "<script", "<title", "<div", "<h1", "<p>"]
      .contains { head.contains($0) }
  }

  /// A bracket, a quote, a number or a literal begins it.
  private static func looksLikeJSON(_ text: ArraySlice<UInt8>) -> Bool {
    switch text.first {
    case UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "\""): return true
    case let byte? where byte == UInt8(ascii: "-") || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte):
      let word = text.prefix { !($0 <= 0x20 || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "]")) }
      // A long one may go on behind the sample.
      return word.count > 300 || Double(String(decoding: word, as: UTF8.self)) != nil
    default:
      let word = text.prefix { $0 > 0x20 && !",]}".utf8.contains($0) }
      return ["true", "false", "null", "NaN", "Infinity"].contains { word.elementsEqual($0.utf8) }
    }
  }

  /// More than a few control characters or malformed bytes are no text. JSON with some of them still is JSON.
  private static func isBinary(_ bytes: ArraySlice<UInt8>) -> Bool {
    var strange = 0
    for byte in bytes where byte < 0x09 || (0x0E..<0x20).contains(byte) && byte != 0x1B || byte == 0x7F { strange += 1 }
    let decoded = String(decoding: bytes, as: UTF8.self)
    // The sample may cut a character in two.
    let malformed = decoded.unicodeScalars.count { $0 == "\u{FFFD}" }
    let first = bytes.first { $0 > 0x20 }
    let isBracketed = first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"")
    return strange + malformed > (isBracketed ? bytes.count / 4 + 8 : bytes.count / 50 + 1)
  }
}
