import CJSONScan

/// The keys of a table's objects, in the order of their first appearance, with how many rows have each. Found in steps, away from
/// the main actor, so that they can be shown while they are being found.
public struct JSONColumns: Sendable {
  public struct Column: Hashable, Sendable {
    /// Empty for elements that are no objects.
    public let key: String
    public fileprivate(set) var count = 0
    /// Rows of the first ones where the value is a number.
    public fileprivate(set) var numberCount = 0
    /// The longest text among the first rows and some of the others, in bytes.
    public fileprivate(set) var width = 0
  }

  public private(set) var columns: [Column] = []
  /// Rows looked at.
  public private(set) var rowCount = 0
  private var places: [String: Int] = [:]
  /// The bytes of the keys in the row before, which mostly has the same.
  private var lastKeys: [(range: Range<Int>, place: Int)] = []

  /// More columns are not told apart.
  public static let limit = 400
  private static let sampleCount = 200

  public init() {}

  /// Looks at the next rows of a table, which may have grown. Returns whether there is more to look at.
  public mutating func advance(in table: JSONTable, rows: Int) -> Bool {
    let end = min(table.rowCount, rowCount + rows)
    while rowCount < end {
      if let element = table.element(rowCount) { add(UInt64(element.offset), table) }
      rowCount += 1
    }
    return rowCount < table.rowCount
  }

  private mutating func add(_ start: UInt64, _ table: JSONTable) {
    let snapshot = table.snapshot
    var keys: [(range: Range<Int>, place: Int)] = []
    keys.reserveCapacity(lastKeys.count)
    table.forEachMember(of: start) { key, value in
      guard let place = place(of: key, at: keys.count, snapshot) else { return true }
      keys.append((key, place))
      columns[place].count += 1
      if rowCount < Self.sampleCount || rowCount % 997 == 0 {
        let cell = JSONCell(value, in: snapshot)
        if rowCount < Self.sampleCount, cell.kind == .number { columns[place].numberCount += 1 }
        columns[place].width = max(columns[place].width, cell.kind == .string ? value.count - 2 : min(value.count, 12))
      }
      return keys.count < Self.limit
    }
    lastKeys = keys
  }

  private mutating func place(of key: Range<Int>, at position: Int, _ snapshot: JSONSnapshot) -> Int? {
    if position < lastKeys.count {
      let last = lastKeys[position]
      let isSame = snapshot.withBytes(nil) { bytes in
        last.range.count == key.count && bytes[key].elementsEqual(bytes[last.range])
      }
      if isSame { return last.place }
    }
    let text = key.isEmpty ? "" : snapshot.decodedText(key)
    if let place = places[text] { return place }
    guard columns.count < Self.limit else { return nil }
    places[text] = columns.count
    columns.append(Column(key: text))
    return columns.count - 1
  }
}
