import CJSONScan

/// Where things are in the document, in the index's own terms.
extension JSONSnapshot {
  func byte(at offset: UInt64) -> UInt8 {
    guard let bytes = index.bytes, offset < index.count else { return 0 }
    return withExtendedLifetime(self) { bytes[Int(offset)] }
  }

  /// The closing bracket of the container that opens at `open`, whose row is at `level`.
  func close(of open: UInt64, level: UInt32) -> UInt64 {
    query { cjson_find_close($0, open, level) }
  }

  func depth(at offset: UInt64) -> UInt32 {
    query { cjson_state_at($0, offset).depth }
  }

  /// The opening brackets around a place, the outermost first; at most `limit` of the innermost.
  func enclosing(_ offset: UInt64, limit: Int = .max) -> [UInt64] {
    let depth = min(Int(depth(at: offset)), limit)
    guard depth > 0 else { return [] }
    return [UInt64](unsafeUninitializedCapacity: depth) { buffer, count in
      count = query { cjson_enclosing($0, offset, buffer.baseAddress, depth) }
    }
  }

  func countRows(from: UInt64, to: UInt64, level: UInt32 = CJSON_ALL_LEVELS) -> Int {
    Int(query { cjson_count_rows($0, from, to, level) })
  }

  /// Where the n-th row from `from` on at `level` or above begins.
  func selectRow(from: UInt64, _ n: Int, level: UInt32 = CJSON_ALL_LEVELS) -> UInt64? {
    guard n >= 0 else { return nil }
    let offset = query { cjson_select_row($0, from, UInt64(n), level) }
    return offset == CJSON_NOWHERE ? nil : offset
  }

  func rowStart(atOrBefore offset: UInt64) -> UInt64? {
    let start = query { cjson_row_at_or_before($0, offset) }
    return start == CJSON_NOWHERE ? nil : start
  }

  func token(at offset: UInt64, limit: UInt64 = .max, after previous: cjson_token_class = CJSON_TOKEN_NONE)
    -> cjson_token
  {
    query { cjson_next_token($0, offset, limit, previous) }
  }

  func isContainer(_ offset: UInt64) -> Bool {
    let byte = byte(at: offset)
    return byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
  }

  /// The byte after the value that begins at `offset`; the document's end where the value is not closed.
  func end(of offset: UInt64) -> UInt64 {
    if isContainer(offset) {
      let close = close(of: offset, level: depth(at: offset))
      return close == CJSON_NOWHERE ? index.count : close + 1
    }
    if byte(at: offset) == UInt8(ascii: "\"") { return query { cjson_string_end($0, offset) } }
    return token(at: offset).end
  }

  /// The members or elements there are of the container that opens at `open`.
  func childCount(of open: UInt64, level: UInt32, close: UInt64) -> Int {
    countRows(from: open + 1, to: min(close, index.count), level: level + 1)
  }
}
