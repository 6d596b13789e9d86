import CJSONScan

extension JSONTable {
  /// The table that is meant at a place of a document: the nearest array of objects around it or in it, else the whole where it is
  /// one or a sequence, else the first array of objects among the members of the whole.
  public init?(near offset: Int?, in snapshot: JSONSnapshot) {
    for node in Self.candidates(near: offset, in: snapshot) where Self.holdsObjects(node, in: snapshot) {
      guard let table = JSONTable(node, in: snapshot) else { continue }
      self = table
      return
    }
    // Numbers and strings have one column.
    guard let root = snapshot.selectRow(from: 0, 0), snapshot.byte(at: root) == UInt8(ascii: "["),
      let table = JSONTable(JSONNode(offset: Int(root)), in: snapshot), table.rowCount > 0
    else { return nil }
    self = table
  }

  private static func candidates(near offset: Int?, in snapshot: JSONSnapshot) -> [JSONNode?] {
    var nodes: [JSONNode?] = []
    if let offset, offset > 0 {
      if snapshot.byte(at: UInt64(offset)) == UInt8(ascii: "[") { nodes.append(JSONNode(offset: offset)) }
      nodes += members(of: UInt64(offset), in: snapshot)
      nodes += snapshot.enclosing(UInt64(offset), limit: 64).reversed().map { JSONNode(offset: Int($0)) }
    }
    if let root = snapshot.selectRow(from: 0, 0) {
      nodes.append(JSONNode(offset: Int(root)))
      nodes += members(of: root, in: snapshot)
    }
    // The values of the top level.
    return nodes + [nil]
  }

  /// The arrays among the first members of an object.
  private static func members(of open: UInt64, in snapshot: JSONSnapshot) -> [JSONNode?] {
    guard snapshot.byte(at: open) == UInt8(ascii: "{") else { return [] }
    let level = snapshot.depth(at: open) + 1
    var nodes: [JSONNode?] = []
    var next = snapshot.selectRow(from: open + 1, 0, level: level)
    for _ in 0..<64 {
      guard let row = next, snapshot.depth(at: row) == level else { break }
      let key = snapshot.token(at: row)
      let colon = snapshot.token(at: key.end, after: CJSON_TOKEN_VALUE)
      if colon.kind == CJSON_TOKEN_COLON {
        let value = snapshot.token(at: colon.end, after: CJSON_TOKEN_COLON)
        if value.kind == CJSON_TOKEN_OPEN, snapshot.byte(at: value.start) == UInt8(ascii: "[") {
          nodes.append(JSONNode(offset: Int(value.start)))
        }
      }
      next = snapshot.selectRow(from: row + 1, 0, level: level)
    }
    return nodes
  }
}
