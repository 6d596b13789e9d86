/// A table as comma-separated values (RFC 4180): one line of keys, then a line for each row. Strings as they say, everything
/// else as received; containers are cells of JSON.
public struct JSONTableCSV: Sendable {
  private let table: JSONTable
  private let keys: [String]
  /// Rows by number; nil for all.
  private let rows: [UInt32]?

  public init(_ table: JSONTable, keys: [String], rows: [UInt32]? = nil) {
    self.table = table
    self.keys = keys
    self.rows = rows
  }

  public var lineCount: Int { 1 + (rows?.count ?? table.rowCount) }

  /// The line at a position, 0 being that of the keys, with its line break.
  public func line(_ position: Int) -> String {
    guard position > 0 else { return Self.line(keys.map { $0.isEmpty ? "value" : $0 }) }
    let row = rows.map { Int($0[position - 1]) } ?? position - 1
    return Self.line(table.cells(row, keys).map { $0?.text(in: table.snapshot) ?? "" })
  }

  private static func line(_ cells: [String]) -> String {
    cells.map { cell in
      cell.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x0A || $0 == 0x0D })
        ? "\"\(cell.replacingScalar("\"", with: "\"\""))\"" : cell
    }.joined(separator: ",") + "\r\n"
  }
}
