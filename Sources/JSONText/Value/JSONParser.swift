import CJSONScan

extension JSONValue {
  /// Parses a text that is one JSON value of RFC 8259, with a byte order mark before it at most.
  public init(parsing text: String) throws(JSONSyntaxError) {
    var text = text
    self = try text.withUTF8 { bytes in
      Result { () throws(JSONSyntaxError) in try JSONParser.parse(UnsafeRawBufferPointer(bytes)) }
    }.get()
  }

  /// Parses bytes that are one JSON value of RFC 8259 in UTF-8, with a byte order mark before it at most.
  public init(parsing bytes: some Collection<UInt8>) throws(JSONSyntaxError) {
    let result = bytes.withContiguousStorageIfAvailable { bytes in
      Result { () throws(JSONSyntaxError) in try JSONParser.parse(UnsafeRawBufferPointer(bytes)) }
    }
    if let result {
      self = try result.get()
    } else {
      self = try Array(bytes).withUnsafeBytes { bytes in
        Result { () throws(JSONSyntaxError) in try JSONParser.parse(bytes) }
      }.get()
    }
  }
}

/// Builds a value from text that has passed the strict check, without recursion.
struct JSONParser {
  private let bytes: UnsafeRawBufferPointer
  private var index: Int
  private var open: [Container] = []

  private struct Container {
    var isObject: Bool
    var key = JSONValue.null
    var members: [JSONMember] = []
    var elements: [JSONValue] = []
  }

  static func parse(_ bytes: UnsafeRawBufferPointer) throws(JSONSyntaxError) -> JSONValue {
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    let verdict = cjson_validate(start, bytes.count, false, JSONValue.maximumDepth)
    guard verdict.problem == CJSON_OK else { throw JSONSyntaxError(verdict, in: bytes) }
    var parser = JSONParser(bytes: bytes)
    return parser.run()
  }

  private init(bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
    index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
  }

  private mutating func run() -> JSONValue {
    while index < bytes.count {
      let value: JSONValue
      switch bytes[index] {
      case UInt8(ascii: " "), 0x09, 0x0A, 0x0D, UInt8(ascii: ","), UInt8(ascii: ":"):
        index += 1
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        open.append(Container(isObject: bytes[index] == UInt8(ascii: "{")))
        index += 1
        continue
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        index += 1
        guard let container = open.popLast() else { continue }
        value = container.isObject ? .object(container.members) : .array(container.elements)
      case UInt8(ascii: "\""):
        value = takeString()
        if takeKey(value) { continue }
      default:
        value = takeScalar()
      }
      if open.isEmpty { return value }
      add(value)
    }
    return .null
  }

  /// Whether the string just taken is a key, which a colon tells.
  private mutating func takeKey(_ string: JSONValue) -> Bool {
    guard let top = open.indices.last, open[top].isObject else { return false }
    while index < bytes.count, bytes[index] <= 0x20 { index += 1 }
    guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else { return false }
    open[top].key = string
    return true
  }

  private mutating func add(_ value: JSONValue) {
    let top = open.count - 1
    if open[top].isObject {
      let member =
        if case .unpairedString(let key) = open[top].key {
          JSONMember(key: key, value: value)
        } else {
          JSONMember(key: open[top].key.stringValue ?? "", value: value)
        }
      open[top].members.append(member)
    } else {
      open[top].elements.append(value)
    }
  }

  private mutating func takeString() -> JSONValue {
    index += 1
    let start = index
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    let end = min(index, bytes.count)
    index = min(end + 1, bytes.count)
    let token = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    var isUnpaired = false
    let text = JSONStringDecoder.decode(token, &isUnpaired)
    guard isUnpaired, let string = JSONUnpairedString(JSONStringDecoder.units(token)) else { return .string(text) }
    return .unpairedString(string)
  }

  private mutating func takeScalar() -> JSONValue {
    let start = index
    while index < bytes.count, !isEndOfScalar(bytes[index]) { index += 1 }
    switch bytes[start] {
    case UInt8(ascii: "t"): return .boolean(true)
    case UInt8(ascii: "f"): return .boolean(false)
    case UInt8(ascii: "n"): return .null
    default: return .number(JSONNumber(verified: String(decoding: bytes[start..<index], as: UTF8.self)))
    }
  }

  private func isEndOfScalar(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: "}")
  }
}
