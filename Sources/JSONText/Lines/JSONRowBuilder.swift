import CJSONScan

/// Makes one row from the bytes at its beginning. Reads no further than the width asked for, however long a string is.
struct JSONRowBuilder {
  let snapshot: JSONSnapshot
  let folds: JSONFolds
  let maxColumns: Int
  /// Byte ranges to mark, in ascending order.
  let highlights: [Range<Int>]

  private var spans: [JSONSpan] = []
  private var columns = 0
  private var isCut = false

  init(snapshot: JSONSnapshot, folds: JSONFolds, maxColumns: Int, highlights: [Range<Int>] = []) {
    self.snapshot = snapshot
    self.folds = folds
    self.maxColumns = max(8, maxColumns)
    self.highlights = highlights
  }

  /// The row that begins at `start`, the `index`-th visible one.
  func row(at start: UInt64, index: Int) -> JSONRow {
    var builder = self
    return builder.build(start, index: index)
  }

  private mutating func build(_ start: UInt64, index: Int) -> JSONRow {
    let level = snapshot.depth(at: start)
    var row = JSONRow(
      index: index, line: snapshot.countRows(from: 0, to: start) + 1, depth: Int(level), spans: [], node: nil,
      kind: .scalar, isFoldable: false, isFolded: false, childCount: nil, range: Int(start)..<Int(start), isCut: false)
    var previous = CJSON_TOKEN_NONE
    var token = next(at: start, after: previous)
    var count = 0
    while token.kind != CJSON_TOKEN_NONE, count == 0 || !token.begins_row, count < 32 {
      var end = token.end
      switch token.kind {
      case CJSON_TOKEN_OPEN: end = addContainer(token, level: level, to: &row)
      case CJSON_TOKEN_CLOSE where count > 0: add(token, .punctuation)
      case CJSON_TOKEN_CLOSE: addClosing(token, to: &row)
      case CJSON_TOKEN_COMMA: add(token, count > 0 && previous != CJSON_TOKEN_COLON ? .punctuation : .error)
      case CJSON_TOKEN_COLON: addColon(token, after: previous)
      default: end = addValue(token, to: &row)
      }
      row.range = Int(start)..<Int(end)
      previous = row.isFolded && token.kind == CJSON_TOKEN_OPEN ? CJSON_TOKEN_CLOSE : token.kind
      count += 1
      if row.isFolded, end >= snapshot.index.count { break }
      token = next(at: end, after: previous)
    }
    row.spans = spans
    row.isCut = isCut
    return row
  }

  private func next(at offset: UInt64, after previous: cjson_token_class) -> cjson_token {
    let room = UInt64(max(0, maxColumns - columns) + 16) * 6
    return snapshot.token(at: offset, limit: offset + room, after: previous)
  }

  private mutating func append(_ text: String, _ kind: JSONSpan.Kind, _ range: Range<Int>) {
    guard !text.isEmpty else { return }
    columns += text.unicodeScalars.count
    spans.append(JSONSpan(text: text, kind: kind, range: range))
  }

  /// A key, string or other value, divided where highlights begin and end.
  private mutating func appendValue(_ range: Range<Int>, _ kind: JSONSpan.Kind, room: Int) -> Bool {
    var left = room
    var at = range.lowerBound
    var next = firstHighlight(endingAfter: at)
    while at < range.upperBound {
      while next < highlights.count, highlights[next].upperBound <= at { next += 1 }
      let match = next < highlights.count ? highlights[next] : nil
      let isMatch = match.map { $0.lowerBound <= at } ?? false
      let end = min(range.upperBound, match.map { isMatch ? $0.upperBound : $0.lowerBound } ?? range.upperBound)
      var text = snapshot.withBytes(at..<end) { JSONStringDecoder.displayText($0) }
      let count = text.unicodeScalars.count
      if count > left { text = String(text.unicodeScalars.prefix(left)) }
      if !text.isEmpty { spans.append(JSONSpan(text: text, kind: kind, range: at..<end, isMatch: isMatch)) }
      columns += min(count, left)
      if count > left { return true }
      left -= count
      at = end
    }
    return false
  }

  private func firstHighlight(endingAfter offset: Int) -> Int {
    var low = 0
    var high = highlights.count
    while low < high {
      let middle = (low + high) / 2
      if highlights[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private mutating func add(_ token: cjson_token, _ kind: JSONSpan.Kind) {
    append(String(UnicodeScalar(snapshot.byte(at: token.start))), kind, token.range)
  }

  private mutating func addColon(_ token: cjson_token, after previous: cjson_token_class) {
    if previous == CJSON_TOKEN_VALUE {
      // What stands before the colon was a key.
      for position in spans.indices where spans[position].kind == .string { spans[position].kind = .key }
      append(": ", .punctuation, token.range)
    } else {
      add(token, .error)
    }
  }

  /// An opening bracket, its closing one where the container is empty or folded. Returns where the row goes on.
  private mutating func addContainer(_ token: cjson_token, level: UInt32, to row: inout JSONRow) -> UInt64 {
    add(token, .punctuation)
    row.node = JSONNode(offset: Int(token.start))
    let after = snapshot.token(at: token.end, after: CJSON_TOKEN_OPEN)
    guard after.begins_row || after.kind == CJSON_TOKEN_NONE else {
      return token.end
    }
    if row.kind != .closing { row.kind = .opening }
    row.isFoldable = true
    let isFolded = folds.isFolded(open: token.start, level: level)
    let close = snapshot.close(of: token.start, level: level)
    let children = snapshot.childCount(of: token.start, level: level, close: close)
    row.childCount = children
    guard isFolded else { return token.end }
    row.isFolded = true
    let isObject = snapshot.byte(at: token.start) == UInt8(ascii: "{")
    let noun = isObject ? (children == 1 ? "key" : "keys") : (children == 1 ? "item" : "items")
    let more = close == CJSON_NOWHERE ? " … " : " "
    append(" \(children) \(noun)\(more)", .summary, 0..<0)
    guard close != CJSON_NOWHERE else { return snapshot.index.count }
    append(String(UnicodeScalar(snapshot.byte(at: close))), .punctuation, Int(close)..<Int(close) + 1)
    return close + 1
  }

  private mutating func addClosing(_ token: cjson_token, to row: inout JSONRow) {
    row.kind = .closing
    row.depth = max(0, row.depth - 1)
    guard let open = snapshot.enclosing(token.start, limit: 1).last else {
      add(token, .error)
      return
    }
    row.node = JSONNode(offset: Int(open))
    // [ and ], { and } are two apart.
    let matches = snapshot.byte(at: open) + 2 == snapshot.byte(at: token.start)
    add(token, matches ? .punctuation : .error)
  }

  /// A string, number or literal, or what stands where one should; cut to the columns left. Returns where it ends.
  private mutating func addValue(_ token: cjson_token, to row: inout JSONRow) -> UInt64 {
    row.node = JSONNode(offset: Int(token.start))
    let room = max(4, maxColumns - columns)
    let isString = snapshot.byte(at: token.start) == UInt8(ascii: "\"")
    var end = token.end
    var kind = JSONSpan.Kind.string
    if isString, !token.closed {
      end = snapshot.query { cjson_string_end($0, token.start) }
      if end == token.end { kind = .error }
    } else if !isString {
      kind = snapshot.withBytes(token.range) { Self.kind(of: $0, isWhole: token.closed) }
    }
    let cut = appendValue(token.range, kind, room: room)
    if cut || !token.closed && (end != token.end || !isString) {
      isCut = true
      append("…", .summary, 0..<0)
    }
    return end
  }

  private static func kind(of bytes: UnsafeRawBufferPointer, isWhole: Bool) -> JSONSpan.Kind {
    if bytes.elementsEqual("true".utf8) || bytes.elementsEqual("false".utf8) { return .boolean }
    if bytes.elementsEqual("null".utf8) { return .null }
    let start = bytes.bindMemory(to: UInt8.self).baseAddress
    let number = cjson_number_length(start, bytes.count)
    return number == bytes.count || (!isWhole && number > 0) ? .number : .error
  }
}

extension cjson_token {
  var range: Range<Int> { Int(start)..<Int(end) }
}
