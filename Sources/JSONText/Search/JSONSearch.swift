import CJSONScan

/// A search through a document: in what keys and strings say, escapes decoded, and in numbers and literals as they are
/// written; or in its bytes as they were received. It goes on in steps, so that it can be shown while it runs, and stopped; it keeps a count for every 64 KB and finds
/// the matches themselves again when they are asked for, so that millions of them take no memory.
///
/// A value: run it on a copy away from the main actor, and hand the copy over after a step.
public struct JSONSearch: Sendable {
  /// What is looked at.
  public enum Scope: Hashable, Sendable {
    /// What keys and strings say, and numbers and literals.
    case values
    /// The bytes as received: escapes as they are written, and text that is no JSON.
    case bytes
  }

  public let pattern: JSONSearchPattern
  public let scope: Scope
  public private(set) var snapshot: JSONSnapshot
  /// Matches found so far.
  public private(set) var matchCount = 0
  /// Whether matches may be missing, because the expression took too long on some of the text.
  public private(set) var isIncomplete = false
  private var slices: [Slice] = []

  private struct Slice {
    var before: Int
    var count: Int
    /// Where the last match before the slice ends.
    var resume: UInt64
  }

  private static let sliceSize = Int(CJSON_BLOCK_SIZE) * Int(CJSON_BLOCKS_PER_GROUP)

  public init(_ pattern: JSONSearchPattern, in snapshot: JSONSnapshot, scope: Scope = .values) {
    self.pattern = pattern
    self.scope = scope
    self.snapshot = snapshot
  }

  /// Bytes that have been searched.
  public var scannedByteCount: Int { min(slices.count * Self.sliceSize, snapshot.byteCount) }

  /// Whether everything there is has been searched, and no more can come.
  public var isFinished: Bool { snapshot.isComplete && scannedByteCount >= snapshot.byteCount }

  /// Goes on with what has arrived since.
  public mutating func update(to snapshot: JSONSnapshot) {
    guard snapshot.byteCount >= self.snapshot.byteCount else { return }
    self.snapshot = snapshot
  }

  /// Searches the next `byteCount` bytes, at least 64 KB. Returns whether there is more to search now.
  @discardableResult
  public mutating func advance(byteCount: Int = 4 << 20) -> Bool {
    let scanner = scanner()
    var left = max(1, byteCount / Self.sliceSize)
    var resume = lastResume
    while left > 0, let slice = nextSlice {
      let start = resume
      let count = scanner.count(slice, resume: &resume)
      slices.append(Slice(before: matchCount, count: count, resume: start))
      matchCount += count
      lastResume = resume
      left -= 1
    }
    isIncomplete = isIncomplete || scanner.gaveUp
    return nextSlice != nil
  }

  private var lastResume: UInt64 = 0

  /// The next slice; while bytes are arriving, only one that what follows it cannot change.
  private var nextSlice: Range<Int>? {
    let start = slices.count * Self.sliceSize
    let end = min(start + Self.sliceSize, snapshot.byteCount)
    guard start < end, snapshot.isComplete || end + Int(CJSON_OVERLAP) <= snapshot.byteCount else { return nil }
    return start..<end
  }

  /// A match by its number, from 0 in the order of the document: the bytes it covers.
  public func match(_ number: Int) -> Range<Int>? {
    guard number >= 0, number < matchCount else { return nil }
    let position = slices.partitioningIndex { $0.before + $0.count > number }
    guard position < slices.count else { return nil }
    let matches = matches(inSlice: position)
    let place = number - slices[position].before
    return place < matches.count ? matches[place] : nil
  }

  /// The number of the first match found that begins at or after an offset.
  public func number(ofMatchAtOrAfter offset: Int) -> Int? {
    let position = max(0, offset) / Self.sliceSize
    guard position < slices.count else { return nil }
    let before = matches(inSlice: position).count { $0.lowerBound < offset }
    let number = slices[position].before + before
    return number < matchCount ? number : nil
  }

  /// The number of the last match found that begins before an offset.
  public func number(ofMatchBefore offset: Int) -> Int? {
    let number = (self.number(ofMatchAtOrAfter: offset) ?? matchCount) - 1
    return number >= 0 ? number : nil
  }

  /// The matches found that overlap a range of bytes, for highlighting; at most `limit`.
  public func matches(in range: Range<Int>, limit: Int = 10_000) -> [Range<Int>] {
    guard matchCount > 0, !range.isEmpty else { return [] }
    let first = max(0, range.lowerBound / Self.sliceSize - 1)
    let last = min(slices.count - 1, (range.upperBound - 1) / Self.sliceSize)
    var found: [Range<Int>] = []
    for position in stride(from: first, through: last, by: 1) where slices[position].count > 0 {
      found += matches(inSlice: position).lazy.filter { $0.overlaps(range) }.prefix(limit - found.count)
      if found.count >= limit { break }
    }
    return found
  }

  private func matches(inSlice position: Int) -> [Range<Int>] {
    let slice = slices[position]
    guard slice.count > 0 else { return [] }
    let scanner = scanner()
    var resume = slice.resume
    let start = position * Self.sliceSize
    return scanner.matches(start..<min(start + Self.sliceSize, snapshot.byteCount), count: slice.count, resume: &resume)
  }

  private func scanner() -> JSONSliceScanner {
    JSONSliceScanner(pattern: pattern, snapshot: snapshot, scope: scope)
  }
}

/// Searches slices, each way there is.
private struct JSONSliceScanner {
  private enum Method {
    case literal([UInt8], ignoresCase: Bool)
    case expression(ExpressionScanner)
    case bytes(ByteScanner)
  }

  private let snapshot: JSONSnapshot
  private let method: Method

  init(pattern: JSONSearchPattern, snapshot: JSONSnapshot, scope: JSONSearch.Scope) {
    self.snapshot = snapshot
    switch (pattern.method, scope) {
    case (_, .bytes): method = .bytes(ByteScanner(pattern.method, in: snapshot))
    case (.literal(let needle, let ignoresCase), .values): method = .literal(needle, ignoresCase: ignoresCase)
    case (.expression(let expression), .values): method = .expression(ExpressionScanner(expression, in: snapshot))
    }
  }

  var gaveUp: Bool {
    switch method {
    case .literal: false
    case .expression(let scanner): scanner.gaveUp
    case .bytes(let scanner): scanner.gaveUp
    }
  }

  func count(_ slice: Range<Int>, resume: inout UInt64) -> Int {
    if case .literal(let needle, let ignoresCase) = method {
      return snapshot.query {
        cjson_search_literal(
          $0, needle, needle.count, ignoresCase, UInt64(slice.lowerBound), UInt64(slice.upperBound), &resume, nil, 0)
      }
    }
    var count = 0
    scan(slice, resume: &resume) { _ in count += 1 }
    return count
  }

  func matches(_ slice: Range<Int>, count: Int, resume: inout UInt64) -> [Range<Int>] {
    if case .literal(let needle, let ignoresCase) = method {
      var matches = [cjson_match](repeating: cjson_match(), count: count)
      let found = snapshot.query {
        cjson_search_literal(
          $0, needle, needle.count, ignoresCase, UInt64(slice.lowerBound), UInt64(slice.upperBound), &resume, &matches,
          count)
      }
      return matches.prefix(found).map { Int($0.start)..<Int($0.end) }
    }
    var matches: [Range<Int>] = []
    scan(slice, resume: &resume) { matches.append($0) }
    return matches
  }

  private func scan(_ slice: Range<Int>, resume: inout UInt64, found: (Range<Int>) -> Void) {
    switch method {
    case .literal: break
    case .expression(let scanner): scanner.scan(slice, resume: &resume, found: found)
    case .bytes(let scanner): scanner.scan(slice, resume: &resume, found: found)
    }
  }
}

extension Array {
  /// The first position from which on `belongs` holds, where it holds for all elements behind that.
  fileprivate func partitioningIndex(_ belongs: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongs(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
