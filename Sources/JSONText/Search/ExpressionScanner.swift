import CJSONScan
import CPCRE2

/// Matches an expression against slices of a document, one after another. Used by one thread at a time.
///
/// A slice's tokens are collected into one text, decoded, with line feeds between them. Stretches of it that are ASCII are matched
/// by the expression's quicker form; where every match needs some text, only tokens that have it are matched at all; where
/// the expression allows it, many tokens are matched in one go, and a match counts if it stays in its token.
final class ExpressionScanner {
  private let hasASCIICode: Bool
  private let isJoinable: Bool
  private let leastByteCount: Int
  private let snapshot: JSONSnapshot
  /// Behind a pointer, since it is read for every match.
  private let collection = UnsafeMutablePointer<cjson_collection>.allocate(capacity: 1)
  private let matcher: ExpressionMatcher
  private let needle: RequiredText?
  private let run: CharacterRun?
  private var isShortOfMemory = false

  /// Where a scan of a slice is.
  private struct Cursor {
    /// Where the next match may begin.
    var at: Int
    /// The end of the stretch that is being matched, and whether it is ASCII.
    var end: Int
    var isASCII: Bool
    /// The piece that was looked at last.
    var piece = 0
    /// Matches that ran beyond their token. After a few, tokens are matched one by one.
    var overruns = 0
    /// How often the needed text was found. Where that is often, looking for it gains nothing.
    var hits = 0
  }

  init(_ expression: RegularExpression, in snapshot: JSONSnapshot) {
    hasASCIICode = expression.asciiCode != nil
    isJoinable = expression.isJoinable
    leastByteCount = expression.leastByteCount
    self.snapshot = snapshot
    matcher = ExpressionMatcher(expression)
    needle = expression.needle
    run = expression.run
    collection.initialize(to: cjson_collection())
  }

  deinit {
    cjson_free_collection(collection)
    collection.deallocate()
  }

  /// Whether matches may be missing.
  var gaveUp: Bool { isShortOfMemory || matcher.gaveUp }

  private var textCount: Int { collection.pointee.text_count }

  /// Calls `found` with each match that begins in a slice and not before `resume`.
  func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    guard collect(slice), let text = collection.pointee.text, let inside = collection.pointee.inside else { return }
    var cursor = Cursor(at: collection.pointee.first, end: 0, isASCII: true)
    while let match = nextMatch(text, inside, &cursor) {
      let start = source(of: match.lowerBound, &cursor.piece, isEnd: false)
      guard start < slice.upperBound else { return }
      let end = source(of: match.upperBound, &cursor.piece, isEnd: true)
      cursor.at = match.upperBound
      guard start >= resume else { continue }
      resume = UInt64(end)
      found(start..<end)
    }
  }

  private func collect(_ slice: Range<Int>) -> Bool {
    let isCollected = snapshot.query {
      cjson_collect($0, UInt64(slice.lowerBound), UInt64(slice.upperBound), collection)
    }
    isShortOfMemory = isShortOfMemory || !isCollected
    return isCollected
  }

  /// Counts the matches in a slice; nil where they have to be found one by one for it. What `scan` finds after no match.
  func count(_ slice: Range<Int>) -> (count: Int, range: Range<Int>)? {
    guard let run, collect(slice), let text = collection.pointee.text, let inside = collection.pointee.inside else {
      return nil
    }
    // Of two matches in one escape only the first one counts.
    if run.most == 1, collection.pointee.has_odd_escapes { return nil }
    let limit = collection.pointee.limit
    var cursor = Cursor(at: collection.pointee.first, end: 0, isASCII: true)
    var (count, first, last) = (0, 0, 0..<0)
    while cursor.at < limit {
      guard cursor.at < cursor.end else {
        beginStretch(text, inside, &cursor)
        continue
      }
      if cursor.isASCII {
        var (start, end) = (0, 0)
        let runs = cjson_count_runs(
          collection, run.members, cursor.at, min(cursor.end, limit), run.most, &start, &end)
        if runs > 0 {
          if count == 0 { first = start }
          count += runs
          cjson_next_run(collection, run.members, end, cursor.end, run.most, &start, &end)
          last = start..<end
        }
        cursor.at = cursor.end
      } else if let match = matchInStretch(text, inside, &cursor) {
        guard match.lowerBound < limit else { break }
        if count == 0 { first = match.lowerBound }
        count += 1
        last = match
        cursor.at = match.upperBound
      }
    }
    guard count > 0 else { return (0, 0..<0) }
    return (
      count, source(of: first, &cursor.piece, isEnd: false)..<source(of: last.upperBound, &cursor.piece, isEnd: true)
    )
  }

  /// Sets the stretch that begins at the cursor: tokens up to the next one that is not ASCII, or such a one.
  private func beginStretch(
    _ text: UnsafeMutablePointer<UInt8>, _ inside: UnsafeMutablePointer<UInt64>, _ cursor: inout Cursor
  ) {
    guard hasASCIICode else {
      (cursor.end, cursor.isASCII) = (textCount, false)
      return
    }
    // With the context that a match can see.
    let isInside = inside[cursor.at / 64] >> (cursor.at % 64) & 1 == 1
    let start = isInside ? cjson_token_start(inside, cursor.at) : cursor.at
    let wide = cjson_find_wide(text, start, textCount)
    let wideStart = wide < textCount ? cjson_token_start(inside, wide) : textCount
    if wideStart > cursor.at {
      (cursor.end, cursor.isASCII) = (wideStart, true)
    } else {
      (cursor.end, cursor.isASCII) = (cjson_next_outside(inside, wide, textCount), false)
    }
  }

  /// The first match in the collected text from the cursor on that lies within one token.
  private func nextMatch(
    _ text: UnsafeMutablePointer<UInt8>, _ inside: UnsafeMutablePointer<UInt64>, _ cursor: inout Cursor
  ) -> Range<Int>? {
    while cursor.at < textCount {
      if cursor.at >= cursor.end {
        beginStretch(text, inside, &cursor)
      } else if let match = matchInStretch(text, inside, &cursor) {
        return match
      }
    }
    return nil
  }

  /// A match in the stretch that the cursor is in. Where there is none at once, the cursor is moved.
  private func matchInStretch(
    _ text: UnsafeMutablePointer<UInt8>, _ inside: UnsafeMutablePointer<UInt64>, _ cursor: inout Cursor
  ) -> Range<Int>? {
    if cursor.isASCII, let run {
      var (start, end) = (0, 0)
      if cjson_next_run(collection, run.members, cursor.at, cursor.end, run.most, &start, &end) { return start..<end }
      cursor.at = cursor.end
      return nil
    }
    if let needle, cursor.hits < 16 || cursor.hits * 48 < cursor.at {
      guard let place = needle.place(in: text, from: cursor.at, to: cursor.end) else {
        cursor.at = cursor.end
        return nil
      }
      cursor.hits += 1
      return tokenMatch(at: place, text, inside, &cursor)
    }
    // No match begins between tokens.
    cursor.at = cjson_next_inside(inside, cursor.at, cursor.end)
    guard cursor.at < cursor.end else { return nil }
    return isJoinable && cursor.overruns < 8
      ? joinedMatch(text, inside, &cursor) : tokenMatch(at: cursor.at, text, inside, &cursor)
  }

  /// Matches the rest of the stretch at once. Where that gives none, the cursor is moved.
  private func joinedMatch(
    _ text: UnsafeMutablePointer<UInt8>, _ inside: UnsafeMutablePointer<UInt64>, _ cursor: inout Cursor
  ) -> Range<Int>? {
    guard let match = matcher.match(text, 0..<cursor.end, from: cursor.at, isASCII: cursor.isASCII) else {
      cursor.at = cursor.end
      return nil
    }
    let end = cjson_next_outside(inside, match.lowerBound, cursor.end)
    if match.upperBound <= end { return match }
    cursor.overruns += 1
    cursor.at = end + 1
    guard match.lowerBound < end else {
      cursor.at = cjson_next_inside(inside, match.lowerBound, cursor.end)
      return nil
    }
    // It ran into the next token; alone, the token may have another match, or none.
    return matcher.match(text, 0..<end, from: match.lowerBound, isASCII: cursor.isASCII)
  }

  /// Matches the token that holds a place, by itself. Where that gives none, the cursor is moved behind it.
  private func tokenMatch(
    at place: Int, _ text: UnsafeMutablePointer<UInt8>, _ inside: UnsafeMutablePointer<UInt64>, _ cursor: inout Cursor
  ) -> Range<Int>? {
    let end = cjson_next_outside(inside, place, cursor.end)
    let start = cjson_token_start(inside, place)
    if end - start >= leastByteCount,
      let match = matcher.match(text, start..<end, from: max(start, cursor.at), isASCII: cursor.isASCII)
    {
      return match
    }
    cursor.at = end + 1
    return nil
  }

  /// Where a place in the collected text is in the document.
  private func source(of place: Int, _ piece: inout Int, isEnd: Bool) -> Int {
    guard let pieces = collection.pointee.pieces else { return 0 }
    // An end belongs to the character before it.
    let known = isEnd ? place - 1 : place
    while piece > 0, Int(pieces[piece].start) > known { piece -= 1 }
    while piece + 1 < collection.pointee.piece_count, Int(pieces[piece + 1].start) <= known { piece += 1 }
    let found = pieces[piece]
    if found.source_length > 0 { return Int(found.source) + (isEnd ? Int(found.source_length) : 0) }
    return Int(found.source) + place - Int(found.start)
  }
}
