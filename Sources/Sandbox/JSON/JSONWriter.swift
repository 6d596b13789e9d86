/// Writes JSON as bytes: compact, or as the Track API does it, with two spaces a level and a final newline.
enum JSONWriter {
  static func compact(_ value: JSON) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  static func pretty(_ value: JSON) -> [UInt8] {
    var bytes: [UInt8] = []
    appendPretty(value, level: 0, to: &bytes)
    bytes.append(0x0A)
    return bytes
  }

  static func append(_ value: JSON, to bytes: inout [UInt8]) {
    switch value {
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(item, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let object):
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        appendString(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(member.value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    default: appendScalar(value, to: &bytes)
    }
  }

  private static func appendPretty(_ value: JSON, level: Int, to bytes: inout [UInt8]) {
    switch value {
    case .array(let items) where !items.isEmpty:
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newline(level + 1, to: &bytes)
        appendPretty(item, level: level + 1, to: &bytes)
      }
      newline(level, to: &bytes)
      bytes.append(UInt8(ascii: "]"))
    case .object(let object) where !object.isEmpty:
      bytes.append(UInt8(ascii: "{"))
      for (index, member) in object.members.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        newline(level + 1, to: &bytes)
        appendString(member.name, to: &bytes)
        bytes.append(contentsOf: [UInt8(ascii: ":"), 0x20])
        appendPretty(member.value, level: level + 1, to: &bytes)
      }
      newline(level, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    default: append(value, to: &bytes)
    }
  }

  private static func newline(_ level: Int, to bytes: inout [UInt8]) {
    bytes.append(0x0A)
    for _ in 0..<level { bytes.append(contentsOf: [0x20, 0x20]) }
  }

  private static func appendScalar(_ value: JSON, to bytes: inout [UInt8]) {
    switch value {
    case .bool(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
    case .number(let text): bytes.append(contentsOf: text.utf8)
    case .string(let text): appendString(text, to: &bytes)
    default: bytes.append(contentsOf: "null".utf8)
    }
  }

  static func appendString(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): bytes.append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): bytes.append(contentsOf: "\\\\".utf8)
      case 0x0A: bytes.append(contentsOf: "\\n".utf8)
      case 0x0D: bytes.append(contentsOf: "\\r".utf8)
      case 0x09: bytes.append(contentsOf: "\\t".utf8)
      case 0..<0x20:
        let digits = Array("0123456789abcdef".utf8)
        bytes.append(contentsOf: "\\u00".utf8)
        bytes.append(digits[Int(byte >> 4)])
        bytes.append(digits[Int(byte & 15)])
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}

extension JSON {
  var compactText: String { String(decoding: JSONWriter.compact(self), as: UTF8.self) }

  /// The size limits count the bytes of a string, and of any other value in its compact form.
  var byteCount: Int {
    switch self {
    case .string(let text): return text.utf8.count
    default: return JSONWriter.compact(self).count
    }
  }
}
