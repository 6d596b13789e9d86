import JSONText

/// Matches of a search, which the owner looks for and hands in.
extension JSONView {
  /// Shows matches and goes to the first one from the selected row on.
  ///
  /// - Parameters:
  ///   - ranges: byte ranges of the document, in ascending order.
  ///   - text: what was searched for, where it is a plain text.
  ///   - jumps: false while more are being found, so that the view stays.
  public mutating func setMatches(_ ranges: [Range<Int>], text: String = "", jumps: Bool = true) {
    let current = currentMatch.flatMap { matches.indices.contains($0) ? matches[$0] : nil }
    matches = ranges
    searchText = text
    currentMatch = current.flatMap { ranges.firstIndex(of: $0) }
    guard jumps, !ranges.isEmpty else { return }
    let start = selected.range.lowerBound
    let next = firstMatch(endingAfter: start)
    go(toMatch: next < ranges.count ? next : 0)
  }

  /// The match at hand and how many there are: `3 of 12`; empty without a search.
  public var matchSummary: String {
    guard !matches.isEmpty else { return "" }
    let total = Quantity.grouped(matches.count)
    return currentMatch.map { "\(Quantity.grouped($0 + 1)) of \(total)" }
      ?? Quantity.text(matches.count, "match", "matches")
  }

  mutating func goToMatch(forward: Bool) -> Outcome {
    let count = matches.count
    if let currentMatch {
      go(toMatch: (currentMatch + (forward ? 1 : count - 1)) % count)
    } else {
      let next = firstMatch(endingAfter: selected.range.lowerBound)
      go(toMatch: forward ? next % count : (next + count - 1) % count)
    }
    return .selected
  }

  private mutating func go(toMatch index: Int) {
    guard matches.indices.contains(index) else { return }
    currentMatch = index
    select(JSONNode(offset: matches[index].lowerBound))
  }

  /// The first match that ends after a byte.
  func firstMatch(endingAfter offset: Int) -> Int {
    var (low, high) = (0, matches.count)
    while low < high {
      let middle = (low + high) / 2
      if matches[middle].upperBound <= offset { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
