import JSONText
import Synchronization

/// The rows that were drawn last, so that a key that moves the selection makes none of them anew.
///
/// Copies of a view share it: what it keeps holds for one version of the lines, whoever asks.
final class DrawnRows: Sendable {
  /// Some screens full.
  private static let limit = 512

  private struct Key: Hashable {
    var row: Int
    var columns: Int
  }

  private struct Kept {
    var version: UInt64?
    var rows: [Key: JSONRow] = [:]
    var parents: [Int: [Int]] = [:]

    mutating func begin(_ lines: JSONLines) {
      guard version != lines.version || rows.count + parents.count > DrawnRows.limit else { return }
      rows.removeAll(keepingCapacity: true)
      parents.removeAll(keepingCapacity: true)
      version = lines.version
    }
  }

  private let kept = Mutex(Kept())

  /// A row of the lines, as ``JSONLines/row(at:maxColumns:highlighting:)`` makes it without marks.
  func row(at index: Int, of lines: JSONLines, maxColumns: Int) -> JSONRow {
    kept.withLock { kept in
      kept.begin(lines)
      let key = Key(row: index, columns: maxColumns)
      if let row = kept.rows[key] { return row }
      let row = lines.row(at: index, maxColumns: maxColumns)
      kept.rows[key] = row
      return row
    }
  }

  /// As ``JSONLines/parents(ofRow:limit:)``; always asked with the same limit.
  func parents(ofRow index: Int, of lines: JSONLines, limit: Int) -> [Int] {
    kept.withLock { kept in
      kept.begin(lines)
      if let found = kept.parents[index] { return found }
      let found = lines.parents(ofRow: index, limit: limit)
      kept.parents[index] = found
      return found
    }
  }
}
