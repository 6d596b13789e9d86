/// A way from the top of a document to a value, written as jq writes it: `.results[0].email`, `.["odd key"]`.
public struct JSONPath: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case key(String)
    case index(Int)
  }

  public var steps: [Step]
  /// Whether outer steps are left out, as of a value more than `maximumStepCount` containers deep.
  public var isPartial = false

  public static let maximumStepCount = 2_000

  public init(_ steps: [Step] = []) {
    self.steps = steps
  }
}

extension JSONPath: CustomStringConvertible {
  public var description: String {
    var text = isPartial ? "…" : ""
    for step in steps {
      switch step {
      case .key(let key) where Self.isIdentifier(key): text += ".\(key)"
      case .key(let key): text += "\(text.isEmpty ? "." : "")[\(JSONValue.string(key).compactText)]"
      case .index(let index): text += "\(text.isEmpty ? "." : "")[\(index)]"
      }
    }
    return text.isEmpty ? "." : text
  }

  private static func isIdentifier(_ key: String) -> Bool {
    guard let first = key.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
    return key.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
      case UInt8(ascii: "0")...UInt8(ascii: "9"): true
      default: false
      }
    }
  }
}

extension JSONPath {
  /// Reads a path; the dot before its first step may be missing, and keys may be written `."key"` or `["key"]`.
  public init(parsing text: String) throws(JSONPathError) {
    var parser = JSONPathParser(text: text)
    steps = try parser.run()
  }
}

/// Why a path could not be read or followed. One sentence, with the part it is about.
public struct JSONPathError: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  /// Characters of the path before the place.
  public let position: Int

  public var description: String { reason }
}

private struct JSONPathParser {
  private let text: [Character]
  private var position = 0

  init(text: String) {
    self.text = Array(text)
    while position < self.text.count, self.text[position].isWhitespace { position += 1 }
  }

  private var current: Character? { position < text.count ? text[position] : nil }

  mutating func run() throws(JSONPathError) -> [JSONPath.Step] {
    var steps: [JSONPath.Step] = []
    if let first = current, first != ".", first != "[" { steps.append(.key(try takeName())) }
    while let character = current {
      switch character {
      case ".":
        position += 1
        switch current {
        case nil where steps.isEmpty: break
        case "[": break
        default: steps.append(.key(try takeName()))
        }
      case "[": steps.append(try takeBracket())
      case " " where text[position...].allSatisfy(\.isWhitespace): return steps
      default: throw JSONPathError(reason: "A dot or [ was expected before \(character).", position: position)
      }
    }
    return steps
  }

  private mutating func takeName() throws(JSONPathError) -> String {
    if current == "\"" { return try takeString() }
    let start = position
    while let character = current, character != ".", character != "[" { position += 1 }
    guard position > start else { throw JSONPathError(reason: "A key was expected after the dot.", position: start) }
    return String(text[start..<position])
  }

  private mutating func takeBracket() throws(JSONPathError) -> JSONPath.Step {
    let start = position
    position += 1
    let step: JSONPath.Step
    if current == "\"" {
      step = .key(try takeString())
    } else {
      let digits = text[position...].prefix { $0.isASCII && ($0.isNumber || $0 == "-") }
      guard let index = Int(String(digits)) else {
        throw JSONPathError(reason: "A number or a key in quotes was expected after [.", position: position)
      }
      position += digits.count
      step = .index(index)
    }
    guard current == "]" else { throw JSONPathError(reason: "This [ has no ] after it.", position: start) }
    position += 1
    return step
  }

  private mutating func takeString() throws(JSONPathError) -> String {
    let start = position
    position += 1
    while let character = current, character != "\"" { position += character == "\\" ? 2 : 1 }
    position = min(position + 1, text.count)
    guard let key = try? JSONValue(parsing: String(text[start..<position])).stringValue else {
      throw JSONPathError(reason: "The key that begins here is not a JSON string.", position: start)
    }
    return key
  }
}
