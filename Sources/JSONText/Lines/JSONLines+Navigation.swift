import CJSONScan

extension JSONLines {
  /// The rows of the containers around a row, the outermost first, each of them visible where the row is. A closing row lies
  /// in its container. At most `limit` of the innermost.
  public func parents(ofRow index: Int, limit: Int = 64) -> [Int] {
    guard let start = offset(ofRow: index) else { return [] }
    return snapshot.enclosing(start, limit: limit).map { rowIndex(ofOffset: Int($0)) }
  }

  public func parent(ofRow index: Int) -> Int? { parents(ofRow: index, limit: 1).last }

  /// The next row on the same level in the same container.
  public func nextSibling(ofRow index: Int) -> Int? {
    guard let start = valueStart(ofRow: index) else { return nil }
    let level = snapshot.depth(at: start)
    let row = row(at: index, maxColumns: 8)
    let from = row.node.map { snapshot.end(of: UInt64($0.offset)) } ?? UInt64(row.range.upperBound)
    guard let next = snapshot.selectRow(from: from, 0, level: level), !isClosing(next) else { return nil }
    return snapshot.depth(at: next) == level ? self.index(ofRowAt: next) : nil
  }

  public func previousSibling(ofRow index: Int) -> Int? {
    guard let start = valueStart(ofRow: index) else { return nil }
    let level = snapshot.depth(at: start)
    let first = parent(ofRowAt: start).map { $0 + 1 } ?? 0
    let before = snapshot.countRows(from: first, to: start, level: level)
    return snapshot.selectRow(from: first, before - 1, level: level).map { self.index(ofRowAt: $0) }
  }

  /// Where the row begins that opens or holds the value of a row: for a closing row, its container's opening row.
  func valueStart(ofRow index: Int) -> UInt64? {
    guard let start = offset(ofRow: index) else { return nil }
    guard isClosing(start) else { return start }
    return snapshot.enclosing(start, limit: 1).last.flatMap { snapshot.rowStart(atOrBefore: $0) }
  }

  func isClosing(_ rowStart: UInt64) -> Bool {
    let byte = snapshot.byte(at: rowStart)
    return byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]")
  }

  /// The opening bracket around the value of the row that begins at `start`.
  func parent(ofRowAt start: UInt64) -> UInt64? {
    let enclosing = snapshot.enclosing(start, limit: 2)
    guard isClosing(start) else { return enclosing.last }
    return enclosing.count > 1 ? enclosing[0] : nil
  }
}
