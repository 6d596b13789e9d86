import CJSONScan
import CPCRE2

/// Matches an expression against slices of a document, one after another. Used by one thread at a time.
final class ExpressionScanner {
  private let expression: RegularExpression
  private let snapshot: JSONSnapshot
  private var collection = cjson_collection()
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  /// Whether a match was given up because the expression takes too long on some text.
  private(set) var gaveUp = false
  /// Matches in the slice that ran beyond their token. After a few, tokens are matched one by one.
  private var overruns = 0
  /// The token that was looked up last, with the line feed behind it.
  private var lastToken = 0..<0

  init(_ expression: RegularExpression, in snapshot: JSONSnapshot) {
    self.expression = expression
    self.snapshot = snapshot
    data = pcre2_match_data_create_8(1, nil)
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    pcre2_set_match_limit_8(context, 500_000)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    cjson_free_collection(&collection)
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  /// Calls `found` with each match that begins in a slice and not before `resume`.
  func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    let collected = snapshot.query {
      cjson_collect($0, UInt64(slice.lowerBound), UInt64(slice.upperBound), &collection)
    }
    guard collected, collection.text_count > 0, data != nil else {
      gaveUp = gaveUp || !collected
      return
    }
    overruns = 0
    lastToken = 0..<0
    var at = collection.first
    var piece = 0
    while at < collection.text_count {
      guard let match = nextMatch(from: at, piece: &piece) else { return }
      let start = source(of: match.lowerBound, piece: &piece, isEnd: false)
      guard start < slice.upperBound else { return }
      let end = source(of: match.upperBound, piece: &piece, isEnd: true)
      at = match.upperBound
      guard start >= resume else { continue }
      resume = UInt64(end)
      found(start..<end)
    }
  }

  /// The first match in the collected text from `at` on that lies within one token.
  private func nextMatch(from at: Int, piece: inout Int) -> Range<Int>? {
    var at = at
    while at < collection.text_count {
      if expression.isJoinable, overruns < 8 {
        guard let match = match(in: 0..<collection.text_count, from: at) else { return nil }
        let token = token(at: match.lowerBound, piece: &piece)
        if match.upperBound <= token.upperBound { return match }
        overruns += 1
        // It ran into the next token; alone, the token may have another match, or none.
        if match.lowerBound < token.upperBound, let match = self.match(in: 0..<token.upperBound, from: match.lowerBound)
        {
          return match
        }
        at = token.upperBound + 1
      } else {
        let token = token(at: at, piece: &piece)
        if at <= token.upperBound, let match = match(in: token, from: at) { return match }
        at = token.upperBound + 1
      }
    }
    return nil
  }

  private func match(in range: Range<Int>, from start: Int) -> Range<Int>? {
    guard let text = collection.text else { return nil }
    let count = pcre2_match_8(
      expression.code, text + range.lowerBound, range.count, start - range.lowerBound, PCRE2_NOTEMPTY, data, context)
    guard count >= 0, let vector = pcre2_get_ovector_pointer_8(data) else {
      if count != PCRE2_ERROR_NOMATCH { gaveUp = true }
      return nil
    }
    // \K can put the start behind the end.
    guard vector[0] < vector[1] else { return nil }
    return range.lowerBound + vector[0]..<range.lowerBound + vector[1]
  }

  /// The collected text of the token that holds a place; `piece` is where to begin looking, at or before it.
  private func token(at place: Int, piece: inout Int) -> Range<Int> {
    if lastToken.contains(place) { return lastToken.lowerBound..<lastToken.upperBound - 1 }
    move(&piece, to: place)
    var first = piece
    while first > 0, collection.pieces[first].begins_token == 0 { first -= 1 }
    var next = piece + 1
    while next < collection.piece_count, collection.pieces[next].begins_token == 0 { next += 1 }
    let end = next < collection.piece_count ? Int(collection.pieces[next].start) : collection.text_count
    let start = collection.piece_count > 0 ? Int(collection.pieces[first].start) : 0
    lastToken = start..<max(start + 1, end)
    return start..<lastToken.upperBound - 1
  }

  private func move(_ piece: inout Int, to place: Int) {
    while piece > 0, Int(collection.pieces[piece].start) > place { piece -= 1 }
    while piece + 1 < collection.piece_count, Int(collection.pieces[piece + 1].start) <= place { piece += 1 }
  }

  private func source(of place: Int, piece: inout Int, isEnd: Bool) -> Int {
    guard collection.piece_count > 0 else { return 0 }
    // An end belongs to the character before it.
    move(&piece, to: isEnd ? place - 1 : place)
    let found = collection.pieces[piece]
    if found.source_length > 0 { return Int(found.source) + (isEnd ? Int(found.source_length) : 0) }
    return Int(found.source) + place - Int(found.start)
  }
}
