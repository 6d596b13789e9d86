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

  /// Searches the next `byteCount` bytes, at least 64 KB, on all processors. Returns whether there is more to search now.
  @discardableResult
  public mutating func advance(byteCount: Int = 4 << 20) -> Bool {
    let ranges = nextSlices(max(1, byteCount / Self.sliceSize))
    let scans = SliceScan.all(ranges) { [pattern, snapshot, scope] in
      JSONSliceScanner(pattern: pattern, snapshot: snapshot, scope: scope)
    }
    for (range, scan) in zip(ranges, scans) {
      var scan = scan
      if !scan.isRight(after: lastResume) {
        let scanner = scanner()
        scan = SliceScan(of: range, by: scanner, after: lastResume)
        isIncomplete = isIncomplete || scanner.gaveUp
      }
      slices.append(Slice(before: matchCount, count: scan.count, resume: lastResume))
      matchCount += scan.count
      if scan.count > 0 { lastResume = scan.resume }
      isIncomplete = isIncomplete || scan.gaveUp
    }
    return !nextSlices(1).isEmpty
  }

  private var lastResume: UInt64 = 0

  /// The next slices; while bytes are arriving, only such that what follows them cannot change.
  private func nextSlices(_ limit: Int) -> [Range<Int>] {
    let first = slices.count * Self.sliceSize
    return stride(from: first, to: snapshot.byteCount, by: Self.sliceSize).lazy.prefix(limit).compactMap { start in
      let end = min(start + Self.sliceSize, snapshot.byteCount)
      guard snapshot.isComplete || end + Int(CJSON_OVERLAP) <= snapshot.byteCount else { return nil }
      return start..<end
    }
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
