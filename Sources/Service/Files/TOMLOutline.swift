/// Where the statements of a TOML text stand, comments and blank lines among them: what an edit needs that leaves alone
/// what it does not mean. The text is one that a parser has accepted.
struct TOMLOutline {
  enum Kind: Equatable {
    /// A comment or a blank line.
    case trivia
    case table([String])
    case arrayTable([String])
    case pair([String])
  }

  struct Statement {
    let kind: Kind
    /// Bytes, whole lines with their line breaks.
    let range: Range<Int>
    /// Counted from 1.
    let line: Int
  }

  let bytes: [UInt8]
  private(set) var statements: [Statement] = []

  init(_ text: String) {
    bytes = Array(text.utf8)
    var scanner = Scanner(bytes: bytes)
    var line = 1
    while scanner.index < bytes.count {
      let start = scanner.index
      let kind = scanner.statement()
      // Whatever the text is, the end comes nearer.
      if scanner.index == start { scanner.index += 1 }
      statements.append(Statement(kind: kind, range: start..<scanner.index, line: line))
      line += bytes[start..<scanner.index].count { $0 == 0x0A }
    }
  }

  /// The statements of the n-th `[[name]]`; see ``blocks(_:)``.
  func block(_ name: String, _ number: Int) -> Range<Int>? {
    let blocks = blocks(name)
    return blocks.indices.contains(number) ? blocks[number] : nil
  }

  /// The statements of each `[[name]]`, its header first, with its sub-tables and without what follows its last value.
  func blocks(_ name: String) -> [Range<Int>] {
    var blocks: [Range<Int>] = []
    var start: Int?
    var end = 0
    for (index, statement) in statements.enumerated() {
      switch statement.kind {
      case .trivia: continue
      case .pair: end = index + 1
      case .table(let path) where path.first == name && path.count > 1: end = index + 1
      case .arrayTable(let path) where path.first == name && path.count > 1: end = index + 1
      case .table, .arrayTable:
        if let start { blocks.append(start..<end) }
        start = statement.kind == .arrayTable([name]) ? index : nil
        end = index + 1
      }
    }
    if let start { blocks.append(start..<end) }
    return blocks
  }

  /// The statement `key = …` directly under the header of a block.
  func pair(_ key: String, in block: Range<Int>) -> Int? {
    for index in block.dropFirst() {
      switch statements[index].kind {
      case .trivia: continue
      case .pair(let path): if path == [key] { return index }
      case .table, .arrayTable: return nil
      }
    }
    return nil
  }
}

extension TOMLOutline {
  /// Passes over one statement at a time.
  fileprivate struct Scanner {
    let bytes: [UInt8]
    var index = 0

    private var current: UInt8? { index < bytes.count ? bytes[index] : nil }

    mutating func statement() -> Kind {
      skipBlanks()
      let kind: Kind
      switch current {
      case nil, 0x0A, 0x0D, UInt8(ascii: "#"): kind = .trivia
      case UInt8(ascii: "["):
        index += 1
        let isArray = current == UInt8(ascii: "[")
        if isArray { index += 1 }
        let path = keyPath()
        kind = isArray ? .arrayTable(path) : .table(path)
      default:
        let path = keyPath()
        skipBlanks()
        if current == UInt8(ascii: "=") { index += 1 }
        skipValue()
        kind = .pair(path)
      }
      skipLine()
      return kind
    }

    private mutating func skipBlanks() {
      while current == 0x20 || current == 0x09 { index += 1 }
    }

    private mutating func skipLine() {
      while let byte = current {
        index += 1
        if byte == 0x0A { return }
      }
    }

    private mutating func keyPath() -> [String] {
      var path: [String] = []
      while true {
        skipBlanks()
        let start = index
        if current == UInt8(ascii: "\"") || current == UInt8(ascii: "'") {
          skipString()
          path.append(String(decoding: bytes[min(start + 1, index)..<max(start + 1, index - 1)], as: UTF8.self))
        } else {
          while let byte = current, Self.isBare(byte) { index += 1 }
          path.append(String(decoding: bytes[start..<index], as: UTF8.self))
        }
        skipBlanks()
        guard current == UInt8(ascii: ".") else { return path }
        index += 1
      }
    }

    private static func isBare(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
      default: byte >= 0x80
      }
    }

    /// To the end of the value: brackets may go over lines, and hold comments.
    private mutating func skipValue() {
      var depth = 0
      while let byte = current {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "'"): skipString()
        case UInt8(ascii: "["), UInt8(ascii: "{"):
          depth += 1
          index += 1
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
          depth -= 1
          index += 1
        case UInt8(ascii: "#"):
          if depth <= 0 { return }
          skipLine()
        case 0x0A:
          if depth <= 0 { return }
          index += 1
        default: index += 1
        }
      }
    }

    private mutating func skipString() {
      guard let quote = current else { return }
      let isBasic = quote == UInt8(ascii: "\"")
      let isLong = bytes[index...].starts(with: [quote, quote, quote])
      index += isLong ? 3 : 1
      while let byte = current {
        if isBasic, byte == UInt8(ascii: "\\") {
          index = min(index + 2, bytes.count)
        } else if byte == quote, !isLong {
          index += 1
          return
        } else if byte == quote, bytes[index...].starts(with: [quote, quote, quote]) {
          index += 3
          // Up to two more quotes belong to the text.
          while current == quote { index += 1 }
          return
        } else {
          index += 1
        }
      }
    }
  }
}
