/// A JSON value that keeps what it was sent as: the digits of a number, the order of an object's members.
/// Strings are compared byte for byte, never by canonical equivalence.
enum JSON: Sendable {
  case null
  case bool(Bool)
  /// The number's own text, e.g. `1.10` or `12345678901234567890`.
  case number(String)
  case string(String)
  case array([JSON])
  case object(JSONObject)

  static func integer(_ value: Int) -> JSON { .number(String(value)) }
  static func integer(_ value: Int?) -> JSON { value.map { .number(String($0)) } ?? .null }
  static func text(_ value: String?) -> JSON { value.map { .string($0) } ?? .null }

  var string: String? {
    if case .string(let text) = self { return text }
    return nil
  }

  var object: JSONObject? {
    if case .object(let object) = self { return object }
    return nil
  }

  var array: [JSON]? {
    if case .array(let items) = self { return items }
    return nil
  }

  var bool: Bool? {
    if case .bool(let flag) = self { return flag }
    return nil
  }

  /// The value of an integer written without fraction or exponent.
  var integer: Int? {
    if case .number(let text) = self { return Int(text) }
    return nil
  }

  /// An integer, also one written as text: some clients send times that way.
  var looseInteger: Int? {
    if case .string(let text) = self { return Int(text) }
    return integer
  }

  var isNull: Bool {
    if case .null = self { return true }
    return false
  }

  /// Null and the empty string remove an attribute.
  var isEmpty: Bool {
    switch self {
    case .null: return true
    case .string(let text): return text.isEmpty
    default: return false
    }
  }

  /// What Customer.io counts as true for `unsubscribed`: true, "true" in any case, 1, "1".
  var isTruthy: Bool {
    switch self {
    case .bool(let flag): return flag
    case .number(let text): return text == "1"
    case .string(let text): return text == "1" || text.lowercased() == "true"
    default: return false
    }
  }

  /// The App API gives every attribute back as text.
  var attributeText: String {
    switch self {
    case .null: return ""
    case .bool(let flag): return flag ? "true" : "false"
    case .number(let text), .string(let text): return text
    case .array, .object: return compactText
    }
  }
}

extension JSON: Equatable {
  static func == (left: JSON, right: JSON) -> Bool {
    switch (left, right) {
    case (.null, .null): return true
    case (.bool(let a), .bool(let b)): return a == b
    case (.number(let a), .number(let b)): return a == b
    case (.string(let a), .string(let b)): return sameBytes(a, b)
    case (.array(let a), .array(let b)): return a == b
    case (.object(let a), .object(let b)): return a == b
    default: return false
    }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByNilLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral value: String) { self = .string(value) }
  init(integerLiteral value: Int) { self = .integer(value) }
  init(booleanLiteral value: Bool) { self = .bool(value) }
  init(nilLiteral: ()) { self = .null }
  init(arrayLiteral elements: JSON...) { self = .array(elements) }
  init(dictionaryLiteral elements: (String, JSON)...) {
    self = .object(JSONObject(elements.map { JSONObject.Member(name: $0.0, value: $0.1) }))
  }
}
