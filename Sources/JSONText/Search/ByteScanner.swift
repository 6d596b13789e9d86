import CJSONScan
import CPCRE2

/// Looks for a pattern in slices of a document's bytes as they were received. Used by one thread at a time.
final class ByteScanner {
  private let method: JSONSearchPattern.Method
  private let snapshot: JSONSnapshot
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private(set) var gaveUp = false

  /// How far a match may reach beyond its slice, in bytes.
  private static let overlap = Int(CJSON_OVERLAP)

  init(_ method: JSONSearchPattern.Method, in snapshot: JSONSnapshot) {
    self.method = method
    self.snapshot = snapshot
    data = pcre2_match_data_create_8(1, nil)
    context = pcre2_match_context_create_8(nil)
    pcre2_set_match_limit_8(context, 500_000)
  }

  deinit {
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
  }

  /// Calls `found` with each match that begins in a slice and not before `resume`.
  func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    let end = min(slice.upperBound + Self.overlap, snapshot.byteCount)
    var at = max(slice.lowerBound, Int(resume))
    while at < slice.upperBound, let match = next(from: at, slice: slice, end: end), match.lowerBound < slice.upperBound
    {
      found(match)
      at = match.upperBound
      resume = UInt64(at)
    }
  }

  private func next(from at: Int, slice: Range<Int>, end: Int) -> Range<Int>? {
    switch method {
    case .literal(let needle, let ignoresCase):
      return snapshot.withBytes(at..<end) { bytes in
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        let place = cjson_find_bytes(start, bytes.count, needle, needle.count, ignoresCase)
        return place < bytes.count ? at + place..<at + place + needle.count : nil
      }
    case .expression(let expression):
      let base = slice.lowerBound
      let isLineStart = base == 0 || snapshot.byte(at: UInt64(base - 1)) == UInt8(ascii: "\n")
      return snapshot.withBytes(base..<end) { bytes in
        let start = bytes.bindMemory(to: UInt8.self).baseAddress
        let options = PCRE2_NOTEMPTY | (isLineStart ? 0 : PCRE2_NOTBOL)
        let count = pcre2_match_8(expression.code, start, bytes.count, at - base, options, data, context)
        guard count >= 0, let vector = pcre2_get_ovector_pointer_8(data), vector[0] < vector[1] else {
          if count != PCRE2_ERROR_NOMATCH, count < 0 { gaveUp = true }
          return nil
        }
        return base + vector[0]..<base + vector[1]
      }
    }
  }
}
