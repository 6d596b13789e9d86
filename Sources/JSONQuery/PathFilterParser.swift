import JSONText

/// Reads the part of jq's language that `PathFilter` holds, with jq's precedences. Anything else makes it answer nil.
struct PathFilterParser {
  private let text: [UInt8]
  private var position = 0
  private var nesting = 0

  init(_ text: String) {
    self.text = Array(text.utf8)
  }

  mutating func parse() -> PathFilter? {
    guard let filter = parsePipe() else { return nil }
    skipSpace()
    return position == text.count ? filter : nil
  }

  // MARK: Bytes

  private mutating func skipSpace() {
    while position < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[position]) { position += 1 }
  }

  private func peek(_ ahead: Int = 0) -> UInt8 { position + ahead < text.count ? text[position + ahead] : 0 }

  /// Takes a symbol after white space.
  private mutating func take(_ symbol: String) -> Bool {
    skipSpace()
    guard text[position...].starts(with: symbol.utf8) else { return false }
    position += symbol.utf8.count
    return true
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
    case UInt8(ascii: "0")...UInt8(ascii: "9"): true
    default: false
    }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  /// The name that comes next; empty where none does.
  private func nextName() -> ArraySlice<UInt8> {
    guard !Self.isDigit(peek()) else { return [] }
    return text[position...].prefix(while: Self.isNameByte)
  }

  private mutating func take(name: String) -> Bool {
    skipSpace()
    let next = nextName()
    guard next.elementsEqual(name.utf8), text.dropFirst(next.endIndex).first != UInt8(ascii: ":") else { return false }
    position = next.endIndex
    return true
  }

  // MARK: Filters

  private mutating func parsePipe() -> PathFilter? {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < 200, var filter = parseComma() else { return nil }
    var stages: [PathFilter] = []
    while takePipe() {
      guard let next = parseComma() else { return nil }
      stages.append(next)
    }
    for stage in stages { filter = .pipe(filter, stage) }
    return filter
  }

  private mutating func takePipe() -> Bool {
    skipSpace()
    return peek() == UInt8(ascii: "|") && peek(1) != UInt8(ascii: "=") && take("|")
  }

  private mutating func parseComma() -> PathFilter? {
    guard var filter = parsePostfix() else { return nil }
    while take(",") {
      guard let next = parsePostfix() else { return nil }
      filter = .comma(filter, next)
    }
    return filter
  }

  private mutating func parsePostfix() -> PathFilter? {
    skipSpace()
    switch peek() {
    case UInt8(ascii: "."):
      guard let first = parseDot(isFirst: true) else { return nil }
      return parseSuffixes(of: first == .identity ? first : optional(first))
    case UInt8(ascii: "("):
      position += 1
      guard let inner = parsePipe(), take(")") else { return nil }
      return parseSuffixes(of: inner)
    default:
      guard take(name: "select"), take("("), let condition = parseCondition(), take(")") else { return nil }
      return parseSuffixes(of: .select(condition))
    }
  }

  /// A `?` right behind a step is about that step only. Behind anything else it is about all before it, which is libjq's.
  private mutating func parseSuffixes(of first: PathFilter) -> PathFilter? {
    var filter = first
    while true {
      skipSpace()
      switch peek() {
      case UInt8(ascii: "."):
        guard let step = parseDot(isFirst: false) else { return nil }
        filter = .pipe(filter, optional(step))
      case UInt8(ascii: "["):
        guard let step = parseBracket() else { return nil }
        filter = .pipe(filter, optional(step))
      case UInt8(ascii: "?"): return nil
      default: return filter
      }
    }
  }

  private mutating func optional(_ step: PathFilter) -> PathFilter {
    guard take("?") else { return step }
    return .optional(step)
  }

  /// `.name`, `."name"`, and at the beginning `.` and `.[…]`.
  private mutating func parseDot(isFirst: Bool) -> PathFilter? {
    position += 1
    let name = nextName()
    if !name.isEmpty {
      position = name.endIndex
      return .key(Array(name))
    }
    switch peek() {
    case UInt8(ascii: "\""): return parseString().map { .key($0) }
    case UInt8(ascii: "."): return nil
    case UInt8(ascii: "["): return isFirst ? parseBracket() : nil
    default: return isFirst ? .identity : nil
    }
  }

  private mutating func parseBracket() -> PathFilter? {
    position += 1
    skipSpace()
    let step: PathFilter
    switch peek() {
    case UInt8(ascii: "]"): step = .iterate
    case UInt8(ascii: "\""):
      guard let key = parseString() else { return nil }
      step = .key(key)
    default:
      guard let index = parseInteger() else { return nil }
      step = .index(index)
    }
    return take("]") ? step : nil
  }

  private mutating func parseInteger() -> Int? {
    let digits = text[position...].prefix { Self.isDigit($0) || $0 == UInt8(ascii: "-") }
    guard digits.count < 10, let value = Int(String(decoding: digits, as: UTF8.self)) else { return nil }
    position = digits.endIndex
    return value
  }

  /// A string without interpolation.
  private mutating func parseString() -> [UInt8]? {
    let start = position
    position += 1
    while position < text.count, text[position] != UInt8(ascii: "\"") {
      if text[position] == UInt8(ascii: "\\") {
        guard peek(1) != UInt8(ascii: "(") else { return nil }
        position += 1
      }
      position += 1
    }
    guard position < text.count else { return nil }
    position += 1
    return (try? JSONValue(parsing: text[start..<position]))?.stringValue.map { Array($0.utf8) }
  }

  // MARK: Conditions

  private mutating func parseCondition() -> PathFilter.Condition? {
    guard var condition = parseOr() else { return nil }
    while takePipe() {
      guard take(name: "not") else { return nil }
      condition = .not(condition)
    }
    return condition
  }

  private mutating func parseOr() -> PathFilter.Condition? {
    guard var condition = parseAnd() else { return nil }
    while take(name: "or") {
      guard let next = parseAnd() else { return nil }
      condition = .or(condition, next)
    }
    return condition
  }

  private mutating func parseAnd() -> PathFilter.Condition? {
    guard var condition = parseComparison() else { return nil }
    while take(name: "and") {
      guard let next = parseComparison() else { return nil }
      condition = .and(condition, next)
    }
    return condition
  }

  private mutating func parseComparison() -> PathFilter.Condition? {
    nesting += 1
    defer { nesting -= 1 }
    skipSpace()
    guard nesting < 200 else { return nil }
    if peek() == UInt8(ascii: "(") {
      position += 1
      guard let inner = parseCondition(), take(")") else { return nil }
      // A comparison of what is in the parentheses, or a path into it, is not of this part.
      skipSpace()
      return [UInt8(ascii: ")"), UInt8(ascii: "|")].contains(peek()) || isAt("and") || isAt("or") ? inner : nil
    }
    if let literal = parseLiteral() {
      guard let comparison = parseOperator(), let path = parsePath() else { return nil }
      return .comparison(path, comparison.mirrored, literal)
    }
    guard let path = parsePath() else { return nil }
    guard let comparison = parseOperator() else { return .truth(path) }
    guard let literal = parseLiteral() else { return nil }
    return .comparison(path, comparison, literal)
  }

  private func isAt(_ name: String) -> Bool { nextName().elementsEqual(name.utf8) }

  private mutating func parseOperator() -> PathFilter.Comparison? {
    for (symbol, comparison) in [
      ("==", .equal), ("!=", .notEqual), ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("<", .less), (">", .greater),
    ] as [(String, PathFilter.Comparison)] where take(symbol) { return comparison }
    return nil
  }

  /// A path that gives one value.
  private mutating func parsePath() -> PathFilter? {
    skipSpace()
    guard peek() == UInt8(ascii: "."), let path = parsePostfix(), path.givesOneValue else { return nil }
    return path
  }

  private mutating func parseLiteral() -> PathFilter.Literal? {
    skipSpace()
    if take(name: "null") { return .null }
    if take(name: "true") { return .boolean(true) }
    if take(name: "false") { return .boolean(false) }
    if peek() == UInt8(ascii: "\"") { return parseString().map { .string($0) } }
    let digits = text[position...].prefix {
      Self.isNameByte($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "+")
    }
    guard let number = JSONNumber(String(decoding: digits, as: UTF8.self))?.doubleValue else { return nil }
    position = digits.endIndex
    return .number(number)
  }
}

extension PathFilter {
  /// Whether it gives one value at most.
  fileprivate var givesOneValue: Bool {
    switch self {
    case .identity, .key, .index: true
    case .pipe(let first, let second): first.givesOneValue && second.givesOneValue
    case .optional(let step): step != .iterate
    case .iterate, .comma, .select: false
    }
  }
}
