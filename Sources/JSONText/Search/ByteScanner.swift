import CJSONScan

/// Looks for a pattern in slices of a document's bytes as they were received. Used by one thread at a time.
final class ByteScanner {
  private let method: JSONSearchPattern.Method
  private let snapshot: JSONSnapshot
  private let matcher: ExpressionMatcher?

  /// How far a match may reach beyond its slice, in bytes.
  private static let overlap = Int(CJSON_OVERLAP)

  init(_ method: JSONSearchPattern.Method, in snapshot: JSONSnapshot) {
    self.method = method
    self.snapshot = snapshot
    if case .expression(let expression) = method { matcher = ExpressionMatcher(expression) } else { matcher = nil }
  }

  var gaveUp: Bool { matcher?.gaveUp == true }

  /// Calls `found` with each match that begins in a slice and not before `resume`.
  func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    let end = min(slice.upperBound + Self.overlap, snapshot.byteCount)
    let isASCII =
      matcher != nil
      && snapshot.withBytes(slice.lowerBound..<end) { bytes in
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        return start.map { cjson_find_wide($0, 0, bytes.count) == bytes.count } ?? true
      }
    var at = max(slice.lowerBound, Int(resume))
    while at < slice.upperBound, let match = next(from: at, slice: slice, end: end, isASCII),
      match.lowerBound < slice.upperBound
    {
      found(match)
      at = match.upperBound
      resume = UInt64(at)
    }
  }

  private func next(from at: Int, slice: Range<Int>, end: Int, _ isASCII: Bool) -> Range<Int>? {
    switch method {
    case .literal(let needle, let ignoresCase):
      return snapshot.withBytes(at..<end) { bytes in
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        let place = cjson_find_bytes(start, bytes.count, needle, needle.count, ignoresCase)
        return place < bytes.count ? at + place..<at + place + needle.count : nil
      }
    case .expression:
      let base = slice.lowerBound
      let isLineStart = base == 0 || snapshot.byte(at: UInt64(base - 1)) == UInt8(ascii: "\n")
      return snapshot.withBytes(base..<end) { bytes in
        guard let matcher, let start = bytes.bindMemory(to: UInt8.self).baseAddress else { return nil }
        let match = matcher.match(
          start, 0..<bytes.count, from: at - base, isASCII: isASCII, beginsLine: isLineStart)
        return match.map { base + $0.lowerBound..<base + $0.upperBound }
      }
    }
  }
}
