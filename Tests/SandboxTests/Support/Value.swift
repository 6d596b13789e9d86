import Foundation

/// JSON read by Foundation, so that the sandbox's own reader is not its own judge.
struct Value: Equatable, CustomStringConvertible, @unchecked Sendable {
  // Sound: the value is made of immutable Foundation objects that nobody else holds.
  let any: Any?

  init(_ any: Any?) { self.any = any }

  init(parsing bytes: [UInt8]) {
    any = try? JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed])
  }

  subscript(name: String) -> Value { Value((any as? [String: Any])?[name]) }

  subscript(index: Int) -> Value {
    guard let array = any as? [Any], array.indices.contains(index) else { return Value(nil) }
    return Value(array[index])
  }

  var array: [Value] { (any as? [Any] ?? []).map { Value($0) } }
  var keys: Set<String> { Set((any as? [String: Any] ?? [:]).keys) }
  var count: Int { (any as? [Any])?.count ?? (any as? [String: Any])?.count ?? 0 }
  var string: String? { any as? String }
  var int: Int? { (any as? NSNumber)?.intValue }
  var bool: Bool? { (any as? NSNumber)?.boolValue }
  var isNull: Bool { any is NSNull }
  var exists: Bool { any != nil }

  static func == (left: Value, right: Value) -> Bool {
    switch (left.any, right.any) {
    case (nil, nil): return true
    case (let a as NSObject, let b as NSObject): return a.isEqual(b)
    default: return false
    }
  }

  var description: String { any.map { "\($0)" } ?? "absent" }
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral {
  init(stringLiteral value: String) { any = value }
  init(integerLiteral value: Int) { any = NSNumber(value: value) }
}
