import JSONText

/// Documents, values and noise from a seed, the same each time.
struct RandomJSON: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }

  mutating func value(depth: Int = 0, maxDepth: Int = 6) -> JSONValue {
    let isLeaf = depth >= maxDepth || Int.random(in: 0..<10, using: &self) < 4 + depth / 2
    guard depth == 0 || !isLeaf else { return leaf() }
    let count = Int.random(in: 0...(depth < 2 ? 12 : 5), using: &self)
    if Bool.random(using: &self) {
      return .array((0..<count).map { _ in value(depth: depth + 1, maxDepth: maxDepth) })
    }
    return .object((0..<count).map { JSONMember(key: key($0), value: value(depth: depth + 1, maxDepth: maxDepth)) })
  }

  private mutating func key(_ position: Int) -> String {
    ["id", "odd key", "a\"b", "é", "x\\y{[", "name"].randomElement(using: &self).map { "\($0)\(position)" } ?? ""
  }

  private mutating func leaf() -> JSONValue {
    switch Int.random(in: 0..<8, using: &self) {
    case 0: return nil
    case 1: return .boolean(.random(using: &self))
    case 2: return .number(JSONNumber(Int.random(in: -1000...1000, using: &self)))
    case 3: return "plain text"
    case 4: return .string(String(repeating: "漢字 ", count: Int.random(in: 0..<40, using: &self)))
    case 5: return "\\"
    case 6: return "a \"quoted\" { [ , : ] } \\\\ text\n"
    default: return ""
    }
  }

  /// Bytes that look like JSON at every turn and are not.
  mutating func noise(count: Int) -> [UInt8] {
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\\"", "\"a\"", "\"k\":", "1", " ", "\n", "true", "NaN", "x", "\u{1}",
      "é",
      "\"text\"", "[1,", "{\"a\":",
    ].map { Array($0.utf8) }
    var bytes: [UInt8] = []
    while bytes.count < count {
      if Int.random(in: 0..<40, using: &self) == 0 {
        bytes.append(UInt8.random(in: 0...255, using: &self))
      } else {
        bytes += pieces.randomElement(using: &self) ?? []
      }
    }
    return bytes
  }
}
