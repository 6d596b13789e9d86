import CJSONScan
import CPCRE2

/// Matches an expression against slices of a document, one after another. Used by one thread at a time.
final class ExpressionScanner {
  private let expression: RegularExpression
  private let snapshot: JSONSnapshot
  /// Behind a pointer, and the state of a slice in a value, since both are read for every match.
  private let collection = UnsafeMutablePointer<cjson_collection>.allocate(capacity: 1)
  private let data: OpaquePointer?
  private let context: OpaquePointer?
  private let stack: OpaquePointer?
  /// Whether a match was given up because the expression takes too long on some text.
  private(set) var gaveUp = false

  /// Where a scan of a slice is.
  private struct Cursor {
    /// The piece that was looked at last.
    var piece = 0
    /// Matches that ran beyond their token. After a few, tokens are matched one by one.
    var overruns = 0
    /// The token that was looked up last, with the line feed behind it.
    var lastToken = 0..<0
  }

  init(_ expression: RegularExpression, in snapshot: JSONSnapshot) {
    self.expression = expression
    self.snapshot = snapshot
    collection.initialize(to: cjson_collection())
    data = pcre2_match_data_create_8(1, nil)
    context = pcre2_match_context_create_8(nil)
    stack = pcre2_jit_stack_create_8(32 << 10, 1 << 20, nil)
    pcre2_set_match_limit_8(context, 500_000)
    pcre2_jit_stack_assign_8(context, nil, UnsafeMutableRawPointer(stack))
  }

  deinit {
    cjson_free_collection(collection)
    collection.deallocate()
    pcre2_match_data_free_8(data)
    pcre2_match_context_free_8(context)
    pcre2_jit_stack_free_8(stack)
  }

  private var textCount: Int { collection.pointee.text_count }
  private var pieceCount: Int { collection.pointee.piece_count }
  private var pieces: UnsafeMutablePointer<cjson_piece> { collection.pointee.pieces }

  /// Calls `found` with each match that begins in a slice and not before `resume`.
  func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    let collected = snapshot.query {
      cjson_collect($0, UInt64(slice.lowerBound), UInt64(slice.upperBound), collection)
    }
    guard collected, textCount > 0, data != nil else {
      gaveUp = gaveUp || !collected
      return
    }
    var cursor = Cursor()
    var at = collection.pointee.first
    while at < textCount {
      guard let match = nextMatch(from: at, &cursor) else { return }
      let start = source(of: match.lowerBound, &cursor, isEnd: false)
      guard start < slice.upperBound else { return }
      let end = source(of: match.upperBound, &cursor, isEnd: true)
      at = match.upperBound
      guard start >= resume else { continue }
      resume = UInt64(end)
      found(start..<end)
    }
  }

  /// The first match in the collected text from `at` on that lies within one token.
  private func nextMatch(from at: Int, _ cursor: inout Cursor) -> Range<Int>? {
    var at = at
    while at < textCount {
      if expression.isJoinable, cursor.overruns < 8 {
        guard let match = match(in: 0..<textCount, from: at) else { return nil }
        let token = token(at: match.lowerBound, &cursor)
        if match.upperBound <= token.upperBound { return match }
        cursor.overruns += 1
        // It ran into the next token; alone, the token may have another match, or none.
        if match.lowerBound < token.upperBound, let match = self.match(in: 0..<token.upperBound, from: match.lowerBound)
        {
          return match
        }
        at = token.upperBound + 1
      } else {
        let token = token(at: at, &cursor)
        if at <= token.upperBound, let match = match(in: token, from: at) { return match }
        at = token.upperBound + 1
      }
    }
    return nil
  }

  private func match(in range: Range<Int>, from start: Int) -> Range<Int>? {
    guard let text = collection.pointee.text else { return nil }
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

  /// The collected text of the token that holds a place; looked for from the cursor on.
  private func token(at place: Int, _ cursor: inout Cursor) -> Range<Int> {
    if cursor.lastToken.contains(place) { return cursor.lastToken.lowerBound..<cursor.lastToken.upperBound - 1 }
    move(&cursor.piece, to: place)
    var first = cursor.piece
    while first > 0, pieces[first].begins_token == 0 { first -= 1 }
    var next = cursor.piece + 1
    while next < pieceCount, pieces[next].begins_token == 0 { next += 1 }
    let end = next < pieceCount ? Int(pieces[next].start) : textCount
    let start = pieceCount > 0 ? Int(pieces[first].start) : 0
    cursor.lastToken = start..<max(start + 1, end)
    return start..<cursor.lastToken.upperBound - 1
  }

  private func move(_ piece: inout Int, to place: Int) {
    while piece > 0, Int(pieces[piece].start) > place { piece -= 1 }
    while piece + 1 < pieceCount, Int(pieces[piece + 1].start) <= place { piece += 1 }
  }

  private func source(of place: Int, _ cursor: inout Cursor, isEnd: Bool) -> Int {
    guard pieceCount > 0 else { return 0 }
    // An end belongs to the character before it.
    move(&cursor.piece, to: isEnd ? place - 1 : place)
    let found = pieces[cursor.piece]
    if found.source_length > 0 { return Int(found.source) + (isEnd ? Int(found.source_length) : 0) }
    return Int(found.source) + place - Int(found.start)
  }
}
