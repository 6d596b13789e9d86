import JSONText

/// Reads TOML 1.0 into plain values: tables in the order of the text, digits as written, dates and times as text.
///
/// Hostile text ends in an error with its line; nothing nests deeper than ``maximumDepth``.
struct TOMLParser {
  static let maximumDepth = 100

  struct Fault: Error {
    let line: Int
    let reason: String
  }

  private var scanner: TOMLScanner
  private let root = TOMLTable()

  static func parse(_ text: String) throws(Fault) -> JSONValue {
    var parser = TOMLParser(scanner: TOMLScanner(text))
    try parser.run()
    return parser.root.json
  }

  private init(scanner: TOMLScanner) { self.scanner = scanner }

  private mutating func run() throws(Fault) {
    var current = root
    while true {
      scanner.skipBlanks()
      switch scanner.current {
      case nil: return
      case UInt8(ascii: "#"), 0x0A, 0x0D: break
      case UInt8(ascii: "["): current = try header()
      default: try pair(into: current)
      }
      try scanner.endLine()
    }
  }

  // MARK: Tables

  private mutating func header() throws(Fault) -> TOMLTable {
    let line = scanner.line
    scanner.index += 1
    let isArray = scanner.take("[")
    let path = try key()
    guard scanner.take("]"), !isArray || scanner.take("]") else {
      throw Fault(line: line, reason: "This line of a table has no \(isArray ? "]]" : "]") after its name.")
    }
    var table = root
    for name in path.dropLast() {
      switch table[name] {
      case nil:
        let made = TOMLTable()
        table[name] = .table(made)
        table = made
      case .table(let below)? where !below.isClosed: table = below
      case .tables(let tables)?: table = tables.last ?? table
      default: throw Fault(line: line, reason: "\(name) has a value already and is no table.")
      }
    }
    let name = path.last ?? ""
    if isArray {
      let made = TOMLTable()
      switch table[name] {
      case nil: table[name] = .tables([made])
      case .tables?: table.append(made, to: name)
      default: throw Fault(line: line, reason: "\(name) is there already and is no [[\(name)]].")
      }
      made.isDefined = true
      return made
    }
    switch table[name] {
    case nil:
      let made = TOMLTable()
      made.isDefined = true
      table[name] = .table(made)
      return made
    case .table(let known)? where !known.isDefined && !known.isClosed:
      known.isDefined = true
      return known
    default: throw Fault(line: line, reason: "\(path.joined(separator: ".")) is there already.")
    }
  }

  private mutating func pair(into table: TOMLTable) throws(Fault) {
    let line = scanner.line
    let path = try key()
    guard scanner.take("=") else { throw Fault(line: line, reason: "After a name comes =.") }
    var table = table
    for name in path.dropLast() {
      switch table[name] {
      case nil:
        let made = TOMLTable()
        made.isDotted = true
        made.isDefined = true
        table[name] = .table(made)
        table = made
      case .table(let below)? where below.isDotted && !below.isClosed: table = below
      default: throw Fault(line: line, reason: "\(name) is there already.")
      }
    }
    let name = path.last ?? ""
    guard table[name] == nil else { throw Fault(line: line, reason: "\(name) is there twice.") }
    table[name] = try value(depth: 0)
  }

  private mutating func key() throws(Fault) -> [String] {
    var path: [String] = []
    repeat {
      scanner.skipBlanks()
      path.append(try scanner.keyPart())
      scanner.skipBlanks()
      guard path.count <= Self.maximumDepth else { throw scanner.fault("Too deep.") }
    } while scanner.take(".")
    return path
  }

  // MARK: Values

  private mutating func value(depth: Int) throws(Fault) -> TOMLTable.Entry {
    guard depth < Self.maximumDepth else { throw scanner.fault("Too deep.") }
    scanner.skipBlanks()
    switch scanner.current {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return .value(.string(try scanner.string()))
    case UInt8(ascii: "["): return .value(try array(depth: depth))
    case UInt8(ascii: "{"): return .table(try inlineTable(depth: depth))
    default: return .value(try scanner.scalar())
    }
  }

  private mutating func array(depth: Int) throws(Fault) -> JSONValue {
    let line = scanner.line
    scanner.index += 1
    var elements: [JSONValue] = []
    while true {
      try scanner.skipSpace()
      if scanner.take("]") { return .array(elements) }
      guard scanner.current != nil else { throw Fault(line: line, reason: "This list has no ].") }
      elements.append(try value(depth: depth + 1).json)
      try scanner.skipSpace()
      if scanner.take(",") { continue }
      guard scanner.take("]") else { throw scanner.fault("In a list, a comma or ] comes after a value.") }
      return .array(elements)
    }
  }

  private mutating func inlineTable(depth: Int) throws(Fault) -> TOMLTable {
    scanner.index += 1
    let table = TOMLTable()
    scanner.skipBlanks()
    if !scanner.take("}") {
      repeat {
        scanner.skipBlanks()
        try inlinePair(into: table, depth: depth)
        scanner.skipBlanks()
      } while scanner.take(",")
      guard scanner.take("}") else { throw scanner.fault("After a value in { } comes a comma or }.") }
    }
    table.close()
    return table
  }

  private mutating func inlinePair(into table: TOMLTable, depth: Int) throws(Fault) {
    let path = try key()
    guard scanner.take("=") else { throw scanner.fault("After a name comes =.") }
    var table = table
    for name in path.dropLast() {
      switch table[name] {
      case nil:
        let made = TOMLTable()
        table[name] = .table(made)
        table = made
      case .table(let below)? where !below.isClosed: table = below
      default: throw scanner.fault("\(name) is there already.")
      }
    }
    let name = path.last ?? ""
    guard table[name] == nil else { throw scanner.fault("\(name) is there twice.") }
    table[name] = try value(depth: depth + 1)
  }
}

/// A table while it is being read.
final class TOMLTable {
  enum Entry {
    case value(JSONValue)
    case table(TOMLTable)
    case tables([TOMLTable])

    var json: JSONValue {
      switch self {
      case .value(let value): value
      case .table(let table): table.json
      case .tables(let tables): .array(tables.map(\.json))
      }
    }
  }

  /// It has a header of its own.
  var isDefined = false
  /// Names with dots made it.
  var isDotted = false
  /// It stood between braces, and nothing can be added.
  private(set) var isClosed = false
  private var names: [String] = []
  private var entries: [String: Entry] = [:]

  subscript(name: String) -> Entry? {
    get { entries[name] }
    set {
      if entries[name] == nil { names.append(name) }
      entries[name] = newValue
    }
  }

  /// Adds to an array of tables, in place: there may be thousands.
  func append(_ table: TOMLTable, to name: String) {
    guard case .tables(var tables)? = entries[name] else { return }
    entries[name] = .tables([])
    tables.append(table)
    entries[name] = .tables(tables)
  }

  func close() {
    isClosed = true
    for case .table(let table) in entries.values { table.close() }
  }

  var json: JSONValue {
    .object(names.compactMap { name in entries[name].map { JSONMember(key: name, value: $0.json) } })
  }
}
