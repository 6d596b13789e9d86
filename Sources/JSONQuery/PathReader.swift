import CJSONScan
import JSONText

/// Reads single values in a document's bytes.
struct PathReader {
  enum Kind: String {
    case null, boolean, number, string, array, object
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0

  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  private var end: UInt64 { UInt64(bytes.count) }

  mutating func nextTopLevelValue() -> Range<Int>? {
    let start = cjson_skip_space(bytes.baseAddress, UInt64(position), end)
    guard start < end else { return nil }
    position = Int(cjson_skip_value(bytes.baseAddress, start, end))
    return Int(start)..<position
  }

  func kind(of value: Range<Int>) -> Kind {
    guard !value.isEmpty else { return .null }
    switch bytes[value.lowerBound] {
    case UInt8(ascii: "{"): return .object
    case UInt8(ascii: "["): return .array
    case UInt8(ascii: "\""): return .string
    case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean
    case UInt8(ascii: "n"): return .null
    default: return .number
    }
  }

  func isTrue(_ value: Range<Int>) -> Bool {
    guard !value.isEmpty else { return false }
    return bytes[value.lowerBound] != UInt8(ascii: "n") && bytes[value.lowerBound] != UInt8(ascii: "f")
  }

  func member(_ key: [UInt8], of object: Range<Int>) -> Range<Int> {
    var member = cjson_member()
    let found = cjson_find_member(
      bytes.baseAddress, UInt64(object.lowerBound), UInt64(object.upperBound), key, key.count, &member)
    return found ? Int(member.value)..<Int(member.value_end) : 0..<0
  }

  func next(at: inout UInt64, end: Int, isObject: Bool) -> cjson_member? {
    var member = cjson_member()
    return cjson_next_member(bytes.baseAddress, &at, UInt64(end), isObject, &member) ? member : nil
  }

  func element(_ index: Int, of array: Range<Int>) -> Range<Int> {
    var index = index
    if index < 0 {
      var count = 0
      var at = UInt64(array.lowerBound + 1)
      while next(at: &at, end: array.upperBound, isObject: false) != nil { count += 1 }
      index += count
    }
    guard index >= 0 else { return 0..<0 }
    var at = UInt64(array.lowerBound + 1)
    while let element = next(at: &at, end: array.upperBound, isObject: false) {
      if index == 0 { return Int(element.value)..<Int(element.value_end) }
      index -= 1
    }
    return 0..<0
  }

  /// An object's values, of duplicate keys the last one in the place of the first.
  func distinctMembers(of object: Range<Int>) -> [Range<Int>] {
    var values: [Range<Int>] = []
    var places: [String: Int] = [:]
    var at = UInt64(object.lowerBound + 1)
    while let member = next(at: &at, end: object.upperBound, isObject: true) {
      let value = Int(member.value)..<Int(member.value_end)
      let key = text(of: Int(member.key)..<Int(member.key_end))
      if let place = places[key] {
        values[place] = value
      } else {
        places[key] = values.count
        values.append(value)
      }
    }
    return values
  }

  /// -1, 0 or 1 by jq's order: null, false, true, numbers, strings, arrays, objects.
  func order(of value: Range<Int>, and literal: PathFilter.Literal) -> Int {
    let rank = rank(of: value)
    switch literal {
    case .null: return compare(rank, 0)
    case .boolean(let flag): return compare(rank, flag ? 2 : 1)
    case .number(let number):
      guard rank == 3 else { return compare(rank, 3) }
      return compare(self.number(value), number)
    case .string(let text):
      guard rank == 4 else { return compare(rank, 4) }
      if cjson_string_equals(
        bytes.baseAddress, UInt64(value.lowerBound), UInt64(value.upperBound), text, text.count)
      {
        return 0
      }
      return self.text(of: value).utf8.lexicographicallyPrecedes(text) ? -1 : 1
    }
  }

  private func compare<Value: Comparable>(_ left: Value, _ right: Value) -> Int {
    left < right ? -1 : left == right ? 0 : 1
  }

  private func rank(of value: Range<Int>) -> Int {
    switch kind(of: value) {
    case .null: 0
    case .boolean: bytes[value.lowerBound] == UInt8(ascii: "t") ? 2 : 1
    case .number: 3
    case .string: 4
    case .array: 5
    case .object: 6
    }
  }

  /// As a double, which is how jq compares.
  private func number(_ value: Range<Int>) -> Double {
    var integer = 0
    let digits = bytes[value]
    // Most numbers are short and whole.
    if value.count <= 15, digits.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) {
      for digit in digits { integer = integer * 10 + Int(digit - UInt8(ascii: "0")) }
      return Double(integer)
    }
    return Double(String(decoding: digits, as: UTF8.self)) ?? 0
  }

  private func text(of string: Range<Int>) -> String {
    (try? JSONValue(parsing: bytes[string]))?.stringValue ?? String(decoding: bytes[string], as: UTF8.self)
  }

  func excerpt(of value: Range<Int>) -> String {
    let text = String(decoding: bytes[value].prefix(40), as: UTF8.self)
    return value.count > 40 ? text + "…" : text
  }

  /// A value's bytes on one line.
  func withCompactText<Result>(of value: Range<Int>, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    guard !value.isEmpty, let base = bytes.baseAddress else { return Array("null".utf8).withUnsafeBytes(body) }
    let whole = UnsafeRawBufferPointer(start: base + value.lowerBound, count: value.count)
    let kind = kind(of: value)
    guard kind == .object || kind == .array else { return body(whole) }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: value.count) { buffer in
      let count = cjson_compact(base + value.lowerBound, value.count, buffer.baseAddress)
      return body(UnsafeRawBufferPointer(start: buffer.baseAddress, count: count))
    }
  }
}
