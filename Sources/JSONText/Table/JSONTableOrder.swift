import Foundation

/// The rows of a table that a filter lets through, in order of a column. Made in steps and then sorted, away from the main actor.
public struct JSONTableOrder: Sendable {
  public struct Sorting: Hashable, Sendable {
    public var key: String
    public var isAscending: Bool

    public init(key: String, isAscending: Bool) {
      self.key = key
      self.isAscending = isAscending
    }
  }

  /// Rows by number, those that pass so far; in order once it is finished.
  public private(set) var rows: [UInt32] = []
  /// Rows looked at.
  public private(set) var scannedCount = 0
  private let filter: JSONTableFilter
  private let sorting: Sorting?

  public init(filter: JSONTableFilter, sorting: Sorting?) {
    self.filter = filter
    self.sorting = sorting
  }

  /// Looks at the next rows. Returns whether there is more to look at.
  public mutating func advance(in table: JSONTable, rows limit: Int) -> Bool {
    let end = min(table.rowCount, scannedCount + limit, Int(UInt32.max))
    while scannedCount < end {
      if filter.isEmpty {
        rows.append(UInt32(scannedCount))
      } else if let element = table.element(scannedCount), filter.passes(element, in: table) {
        rows.append(UInt32(scannedCount))
      }
      scannedCount += 1
    }
    return scannedCount < table.rowCount
  }

  private struct Entry {
    var row: UInt32
    /// jq's order of kinds; what is missing comes last either way.
    var rank: UInt8
    var number: Double
    var text: Range<Int>
  }

  /// Puts the rows in order: null, false, true, numbers, strings, arrays, objects, as jq has them; missing values last.
  public mutating func sort(in table: JSONTable) {
    guard let sorting else { return }
    let snapshot = table.snapshot
    var entries = rows.map { entry($0, sorting.key, table) }
    snapshot.withBytes(nil) { bytes in
      func isBefore(_ a: Entry, _ b: Entry) -> Bool? {
        if a.rank != b.rank { return a.rank < b.rank }
        if a.rank == 3 { return a.number == b.number ? nil : a.number < b.number }
        guard a.rank >= 4, a.rank < .max, let base = bytes.baseAddress else { return nil }
        let order = memcmp(base + a.text.lowerBound, base + b.text.lowerBound, min(a.text.count, b.text.count))
        if order != 0 { return order < 0 }
        return a.text.count == b.text.count ? nil : a.text.count < b.text.count
      }
      entries.sort { a, b in
        if (a.rank == .max) != (b.rank == .max) { return b.rank == .max }
        guard let before = isBefore(a, b) else { return a.row < b.row }
        return before == sorting.isAscending
      }
    }
    rows = entries.map(\.row)
  }

  private func entry(_ row: UInt32, _ key: String, _ table: JSONTable) -> Entry {
    guard let cell = table.cells(Int(row), [key])[0] else { return Entry(row: row, rank: .max, number: 0, text: 0..<0) }
    let snapshot = table.snapshot
    var entry = Entry(row: row, rank: 0, number: 0, text: cell.range)
    switch cell.kind {
    case .null: entry.rank = 0
    case .boolean: entry.rank = snapshot.byte(at: UInt64(cell.range.lowerBound)) == UInt8(ascii: "t") ? 2 : 1
    case .number: (entry.rank, entry.number) = (3, cell.number(in: snapshot) ?? 0)
    case .string:
      entry.rank = 4
      entry.text = cell.range.count >= 2 ? cell.range.lowerBound + 1..<cell.range.upperBound - 1 : cell.range
    case .array: entry.rank = 5
    case .object: entry.rank = 6
    }
    return entry
  }
}
