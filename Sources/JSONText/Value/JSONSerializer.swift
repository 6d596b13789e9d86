extension JSONValue {
  /// The value on one line, without any space.
  public var compactText: String { JSONSerializer.text(of: self, indent: nil) }

  /// The value with one member or element a line, `indent` spaces a level. Empty containers stay on their line. No line
  /// break at the end.
  public func prettyText(indent: Int = 2) -> String { JSONSerializer.text(of: self, indent: max(0, indent)) }
}

extension JSONValue: CustomStringConvertible {
  public var description: String { compactText }
}

/// Writes a value as text, without recursion. Strings are escaped as little as JSON allows.
struct JSONSerializer {
  private var output: [UInt8] = []
  private let indent: Int?

  private struct Level {
    let container: JSONValue
    var next = 0
  }

  static func text(of value: JSONValue, indent: Int?) -> String {
    var serializer = JSONSerializer(indent: indent)
    serializer.write(value)
    return String(decoding: serializer.output, as: UTF8.self)
  }

  private init(indent: Int?) {
    self.indent = indent
  }

  private mutating func write(_ root: JSONValue) {
    var levels: [Level] = []
    writeOpening(of: root, levels: &levels)
    while let top = levels.indices.last {
      let next = levels[top].next
      levels[top].next += 1
      switch levels[top].container {
      case .object(let members) where next < members.count:
        startLine(after: next, depth: levels.count)
        if let key = members[next].unpairedKey {
          key.append(to: &output)
        } else {
          Self.appendString(members[next].key, to: &output)
        }
        output.append(UInt8(ascii: ":"))
        if indent != nil { output.append(UInt8(ascii: " ")) }
        writeOpening(of: members[next].value, levels: &levels)
      case .array(let elements) where next < elements.count:
        startLine(after: next, depth: levels.count)
        writeOpening(of: elements[next], levels: &levels)
      case let container:
        levels.removeLast()
        breakLine(depth: levels.count)
        output.append(container.objectValue != nil ? UInt8(ascii: "}") : UInt8(ascii: "]"))
      }
    }
  }

  /// Writes a scalar or an empty container whole, and the opening bracket of any other, which goes on the stack.
  private mutating func writeOpening(of value: JSONValue, levels: inout [Level]) {
    switch value {
    case .object(let members):
      output.append(contentsOf: members.isEmpty ? "{}".utf8 : "{".utf8)
      if !members.isEmpty { levels.append(Level(container: value)) }
    case .array(let elements):
      output.append(contentsOf: elements.isEmpty ? "[]".utf8 : "[".utf8)
      if !elements.isEmpty { levels.append(Level(container: value)) }
    case .unpairedString(let string): string.append(to: &output)
    case .string(let text): Self.appendString(text, to: &output)
    case .number(let number): output.append(contentsOf: number.text.utf8)
    case .boolean(let flag): output.append(contentsOf: flag ? "true".utf8 : "false".utf8)
    case .null: output.append(contentsOf: "null".utf8)
    }
  }

  private mutating func startLine(after count: Int, depth: Int) {
    if count > 0 { output.append(UInt8(ascii: ",")) }
    breakLine(depth: depth)
  }

  private mutating func breakLine(depth: Int) {
    guard let indent else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * depth))
  }

  static func appendString(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    appendContents(of: text, to: &output)
    output.append(UInt8(ascii: "\""))
  }

  /// What stands between the quotes.
  static func appendContents(of text: String, to output: inout [UInt8]) {
    // Nearly every string needs no escape.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x22 && $0 != 0x5C }) {
      output.append(contentsOf: text.utf8)
      return
    }
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output.append(contentsOf: "\\\"".utf8)
      case "\\": output.append(contentsOf: "\\\\".utf8)
      case "\n": output.append(contentsOf: "\\n".utf8)
      case "\r": output.append(contentsOf: "\\r".utf8)
      case "\t": output.append(contentsOf: "\\t".utf8)
      case "\u{8}": output.append(contentsOf: "\\b".utf8)
      case "\u{C}": output.append(contentsOf: "\\f".utf8)
      case "\0"..<" ": appendUnicodeEscape(UInt16(scalar.value), to: &output)
      default: output.append(contentsOf: UTF8.encode(scalar) ?? .init())
      }
    }
  }

  static func appendUnicodeEscape(_ unit: UInt16, to output: inout [UInt8]) {
    let digits = String(unit, radix: 16)
    output.append(contentsOf: "\\u".utf8)
    output.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
    output.append(contentsOf: digits.utf8)
  }
}
