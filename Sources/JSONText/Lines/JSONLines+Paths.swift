import CJSONScan

extension JSONLines {
  /// The path of a row's value; a closing row has its container's. Where the document is a sequence of values, the first step
  /// is the position in the sequence, as with `jq --slurp`.
  public func path(ofRow index: Int) -> JSONPath {
    guard let start = valueStart(ofRow: index) else { return JSONPath() }
    return path(ofRowAt: start)
  }

  public func path(of node: JSONNode) -> JSONPath {
    guard let start = snapshot.rowStart(atOrBefore: UInt64(max(0, node.offset))) else { return JSONPath() }
    return path(ofRowAt: start)
  }

  private func path(ofRowAt start: UInt64) -> JSONPath {
    let depth = Int(snapshot.depth(at: start))
    let opens = snapshot.enclosing(start, limit: JSONPath.maximumStepCount)
    let first = depth - opens.count
    var steps: [JSONPath.Step] = []
    if first == 0, isSequence {
      steps.append(.index(snapshot.countRows(from: 0, to: (opens.first ?? start) + 1, level: 0) - 1))
    }
    for (position, open) in opens.enumerated() {
      let child = position + 1 < opens.count ? snapshot.rowStart(atOrBefore: opens[position + 1]) ?? start : start
      steps.append(step(toRowAt: child, in: open, level: UInt32(first + position)))
    }
    var path = JSONPath(steps)
    path.isPartial = first > 0
    return path
  }

  private func step(toRowAt start: UInt64, in open: UInt64, level: UInt32) -> JSONPath.Step {
    if snapshot.byte(at: open) == UInt8(ascii: "{"), let key = key(ofRowAt: start) { return .key(key) }
    return .index(snapshot.countRows(from: open + 1, to: start, level: level + 1))
  }

  /// Whether values follow one another on the top level (NDJSON).
  public var isSequence: Bool {
    guard let first = snapshot.selectRow(from: 0, 0) else { return false }
    return snapshot.selectRow(from: first + 1, 0, level: 0) != nil
  }

  /// The decoded key that a row begins with.
  func key(ofRowAt start: UInt64) -> String? {
    let token = snapshot.token(at: start)
    guard token.kind == CJSON_TOKEN_VALUE,
      snapshot.token(at: token.end, after: CJSON_TOKEN_VALUE).kind == CJSON_TOKEN_COLON
    else { return nil }
    return snapshot.decodedText(token.range)
  }

  /// The value at the end of a path; of duplicate keys, the last. Negative positions count from the end.
  public func node(at path: JSONPath) throws(JSONPathError) -> JSONNode {
    var steps = path.steps[...]
    var level: UInt32 = 0
    guard var start = snapshot.selectRow(from: 0, 0) else {
      throw JSONPathError(reason: "The document is empty.", position: 0)
    }
    if isSequence {
      guard case .index(let position) = steps.popFirst() ?? .index(0) else {
        throw JSONPathError(
          reason: "The document is a sequence of values; begin with one's position, as in .[0].", position: 0)
      }
      guard let row = child(position, from: 0, to: snapshot.index.count, level: 0) else {
        throw JSONPathError(reason: "The document has no value \(position).", position: 0)
      }
      start = row
    }
    for (position, step) in steps.enumerated() {
      let done = JSONPath(Array(path.steps.prefix(path.steps.count - steps.count + position)))
      guard let open = value(ofRowAt: start), snapshot.isContainer(open) else {
        throw JSONPathError(reason: "There is nothing inside \(done).", position: done.description.count)
      }
      guard let row = child(step, of: open, level: level) else {
        throw JSONPathError(reason: Self.missing(step, in: done), position: done.description.count)
      }
      start = row
      level += 1
    }
    return JSONNode(offset: Int(value(ofRowAt: start) ?? start))
  }

  /// Unfolds the way to a path's value, and returns the row that shows it.
  public mutating func reveal(_ path: JSONPath) throws(JSONPathError) -> Int {
    reveal(try node(at: path))
  }

  private static func missing(_ step: JSONPath.Step, in path: JSONPath) -> String {
    switch step {
    case .key(let key): "\(path) has no key \(JSONValue.string(key).compactText)."
    case .index(let index): "\(path) has no element \(index)."
    }
  }

  private func child(_ step: JSONPath.Step, of open: UInt64, level: UInt32) -> UInt64? {
    let end = min(snapshot.close(of: open, level: level), snapshot.index.count)
    switch step {
    case .index(let index): return child(index, from: open + 1, to: end, level: level + 1)
    case .key(let key):
      if let row = quickChild(key, of: open, end: end, level: level) { return row }
      var found: UInt64?
      var next = snapshot.selectRow(from: open + 1, 0, level: level + 1)
      while let row = next, row < end {
        if self.key(ofRowAt: row) == key { found = row }
        next = snapshot.selectRow(from: row + 1, 0, level: level + 1)
      }
      return found
    }
  }

  /// The same by walking from value to value, which is quicker and made for valid text: taken where the index agrees.
  private func quickChild(_ key: String, of open: UInt64, end: UInt64, level: UInt32) -> UInt64? {
    var member = cjson_member()
    let text = Array(key.utf8)
    let found = snapshot.withBytes { bytes in
      cjson_find_member(bytes.bindMemory(to: UInt8.self).baseAddress, open, end, text, text.count, &member)
    }
    guard found, snapshot.depth(at: member.key) == level + 1, snapshot.rowStart(atOrBefore: member.key) == member.key,
      self.key(ofRowAt: member.key) == key
    else { return nil }
    return member.key
  }

  private func child(_ position: Int, from: UInt64, to: UInt64, level: UInt32) -> UInt64? {
    let position = position < 0 ? position + snapshot.countRows(from: from, to: to, level: level) : position
    guard let row = snapshot.selectRow(from: from, position, level: level), row < to else { return nil }
    return row
  }

  /// Where the value of the row that begins at `start` begins, after its key.
  func value(ofRowAt start: UInt64) -> UInt64? {
    var token = snapshot.token(at: start)
    if token.kind == CJSON_TOKEN_VALUE {
      let end = snapshot.end(of: token.start)
      let colon = snapshot.token(at: end, after: CJSON_TOKEN_VALUE)
      if colon.kind == CJSON_TOKEN_COLON {
        token = snapshot.token(at: colon.end, after: CJSON_TOKEN_COLON)
        if token.begins_row { return nil }
      }
    }
    return token.kind == CJSON_TOKEN_VALUE || token.kind == CJSON_TOKEN_OPEN ? token.start : nil
  }
}
