/// A JSON value that loses nothing of the text it came from but white space and the spelling of escapes:
/// keys keep their order, duplicate keys stay, and numbers keep their digits.
///
/// Two values are equal when their texts would be; `1.0` and `1.00` differ, and so do objects with another order of keys.
public enum JSONValue: Hashable, Sendable {
  case object([JSONMember])
  case array([JSONValue])
  case string(String)
  /// A string that no `String` can be.
  case unpairedString(JSONUnpairedString)
  case number(JSONNumber)
  case boolean(Bool)
  case null

  /// How many containers may lie in one another in a parsed value. Deeper text is refused with a `JSONSyntaxError`,
  /// because comparing and releasing a value take stack space for every level; `JSONDocument` shows any depth.
  public static let maximumDepth = 2_000
}

/// One `"key": value` of an object.
public struct JSONMember: Hashable, Sendable {
  public var key: String {
    didSet { unpairedKey = nil }
  }
  /// The key as it is written where no `String` can be it; ``key`` is how it reads then.
  public private(set) var unpairedKey: JSONUnpairedString?
  public var value: JSONValue

  public init(key: String, value: JSONValue) {
    self.key = key
    self.value = value
  }

  init(key: JSONUnpairedString, value: JSONValue) {
    self.key = key.text
    unpairedKey = key
    self.value = value
  }
}
