import CJSONScan

/// An array of objects as rows and columns, or a sequence of values one after another (NDJSON). Nothing is kept of it: each row is
/// read from the document when it is asked for, at any place of a document of any size.
public struct JSONTable: Sendable {
  public let snapshot: JSONSnapshot
  /// The opening bracket of the array; nil for the values of the top level.
  private let open: UInt64?
  private let level: UInt32
  /// Elements there are now.
  public let rowCount: Int

  /// A row is read no further than this, in bytes, so that none can hold up a frame.
  static let rowLimit = 1 << 18

  /// The table of an array's elements; nil where the node is no array. Without a node, of the values on the top level.
  public init?(_ node: JSONNode?, in snapshot: JSONSnapshot) {
    self.snapshot = snapshot
    guard let node else {
      open = nil
      level = 0
      rowCount = snapshot.countRows(from: 0, to: snapshot.index.count, level: 0)
      return
    }
    let start = UInt64(max(0, node.offset))
    guard snapshot.byte(at: start) == UInt8(ascii: "[") else { return nil }
    open = start
    let outer = snapshot.depth(at: start)
    level = outer + 1
    let close = snapshot.close(of: start, level: outer)
    rowCount = snapshot.countRows(from: start + 1, to: min(close, snapshot.index.count), level: level)
  }

  /// The array that the table shows; nil for the values of the top level.
  public var node: JSONNode? { open.map { JSONNode(offset: Int($0)) } }

  /// The value of a row.
  public func element(_ row: Int) -> JSONNode? {
    guard row >= 0, row < rowCount else { return nil }
    return snapshot.selectRow(from: open.map { $0 + 1 } ?? 0, row, level: level).map { JSONNode(offset: Int($0)) }
  }

  /// The row that holds a place of the document.
  public func row(containing offset: Int) -> Int? {
    let start = open.map { $0 + 1 } ?? 0
    guard UInt64(max(0, offset)) >= start, rowCount > 0 else { return nil }
    let rows = snapshot.countRows(from: start, to: UInt64(offset) + 1, level: level)
    return min(max(0, rows - 1), rowCount - 1)
  }

  /// The values of a row under these keys, of duplicate keys the last; an element that is no object stands under the empty key.
  public func cells(_ row: Int, _ keys: [String]) -> [JSONCell?] {
    guard let element = element(row) else { return keys.map { _ in nil } }
    var cells = [JSONCell?](repeating: nil, count: keys.count)
    forEachMember(of: UInt64(element.offset)) { key, value in
      for position in keys.indices where Self.equal(key, keys[position], in: snapshot) {
        cells[position] = JSONCell(value, in: snapshot)
      }
      return true
    }
    return cells
  }

  /// Calls `body` with the bytes of each key, quotes included, and each value, until it answers false. An element that is no
  /// object is one value with an empty range for its key.
  func forEachMember(of start: UInt64, _ body: (Range<Int>, Range<Int>) -> Bool) {
    let end = min(snapshot.index.count, start + UInt64(Self.rowLimit))
    snapshot.withBytes(nil) { bytes in
      let base = bytes.bindMemory(to: UInt8.self).baseAddress
      guard snapshot.byte(at: start) == UInt8(ascii: "{") else {
        _ = body(0..<0, Int(start)..<Int(max(start, cjson_skip_value(base, start, end))))
        return
      }
      var at = start + 1
      var member = cjson_member()
      while cjson_next_member(base, &at, end, true, &member) {
        guard member.key_end > member.key else { continue }
        guard body(Int(member.key)..<Int(member.key_end), Int(member.value)..<Int(member.value_end)) else { return }
      }
    }
  }

  static func equal(_ key: Range<Int>, _ text: String, in snapshot: JSONSnapshot) -> Bool {
    guard !key.isEmpty else { return text.isEmpty }
    var text = text
    return snapshot.withBytes(nil) { bytes in
      text.withUTF8 {
        cjson_string_equals(
          bytes.bindMemory(to: UInt8.self).baseAddress, UInt64(key.lowerBound), UInt64(key.upperBound), $0.baseAddress,
          $0.count)
      }
    }
  }
}

extension JSONTable {
  /// Whether an array has an object among its first elements.
  public static func holdsObjects(_ node: JSONNode?, in snapshot: JSONSnapshot) -> Bool {
    guard let table = JSONTable(node, in: snapshot), table.rowCount > (node == nil ? 1 : 0) else { return false }
    return (0..<min(8, table.rowCount)).contains { row in
      table.element(row).map { snapshot.byte(at: UInt64($0.offset)) == UInt8(ascii: "{") } ?? false
    }
  }
}
