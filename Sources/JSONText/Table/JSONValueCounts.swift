/// How often each value stands under one key of a table. It goes on in steps, so that it can be shown while it runs, and stopped.
public struct JSONValueCounts: Sendable {
  public struct Entry: Hashable, Sendable {
    /// What the cell says, of long ones the beginning.
    public var text: String
    public var count: Int
  }

  /// Different values that are told apart; more are counted together.
  public static let limit = 100_000
  /// Bytes of a value that are looked at.
  public static let textLimit = 200

  public let key: String
  /// Rows that have nothing under the key.
  public private(set) var missingCount = 0
  /// Rows whose value came after the limit of different ones.
  public private(set) var otherCount = 0
  public private(set) var scannedCount = 0
  /// The rows that are counted, by number; nil for all of them.
  private let rows: [UInt32]?
  private var counts: [String: Int] = [:]

  public init(of key: String, rows: [UInt32]? = nil) {
    self.key = key
    self.rows = rows
  }

  /// Counts the next rows. Returns whether there are more.
  public mutating func advance(in table: JSONTable, rows count: Int) -> Bool {
    let total = rows?.count ?? table.rowCount
    let end = min(total, scannedCount + count)
    while scannedCount < end {
      let row = rows.map { Int($0[scannedCount]) } ?? scannedCount
      add(table.cells(row, [key])[0]?.text(in: table.snapshot, limit: Self.textLimit))
      scannedCount += 1
    }
    return scannedCount < total
  }

  private mutating func add(_ text: String?) {
    guard let text else {
      missingCount += 1
      return
    }
    if let known = counts[text] {
      counts[text] = known + 1
    } else if counts.count < Self.limit {
      counts[text] = 1
    } else {
      otherCount += 1
    }
  }

  /// The different values there are so far.
  public var valueCount: Int { counts.count }

  /// The most frequent values, the first ones of them. Of equally frequent ones numbers come first, by their size.
  public func entries(limit: Int) -> [Entry] {
    counts.map { (Entry(text: $0.key, count: $0.value), Self.size($0.key)) }
      .sorted { one, other in
        if one.0.count != other.0.count { return one.0.count > other.0.count }
        return one.1 == other.1 ? one.0.text < other.0.text : one.1 < other.1
      }
      .prefix(limit).map(\.0)
  }

  /// Where a value stands among numbers; texts stand behind all of them.
  private static func size(_ text: String) -> Double {
    guard let first = text.utf8.first, (0x30...0x39).contains(first) || first == UInt8(ascii: "-"),
      let number = Double(text), number.isFinite
    else { return .infinity }
    return number
  }
}
