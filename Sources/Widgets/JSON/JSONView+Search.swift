import JSONText

/// Matches of a search, which the owner carries out and hands in as it goes on. Those in view are found again as they are drawn, so
/// that millions of them cost no more than one.
extension JSONView {
  /// Shows the matches of a search.
  ///
  /// - Parameter jumps: goes to the first one from the selected row on, as soon as it is found.
  public mutating func setSearch(_ search: JSONSearch?, jumps: Bool = true) {
    self.search = search
    if jumps || search == nil { currentMatch = nil }
    isWaitingForMatch = jumps && search != nil
    goToAwaitedMatch()
  }

  /// Takes in what the search has found since.
  public mutating func updateSearch(_ search: JSONSearch) {
    self.search = search
    goToAwaitedMatch()
  }

  private mutating func goToAwaitedMatch() {
    guard isWaitingForMatch, let search else { return }
    if let next = search.number(ofMatchAtOrAfter: selected.range.lowerBound) {
      go(toMatch: next)
    } else if search.isFinished, search.matchCount > 0 {
      go(toMatch: 0)
    }
  }

  public var matchCount: Int { search?.matchCount ?? 0 }

  /// The match at hand and how many there are: `3 of 12`; empty without a search.
  public var matchSummary: String {
    guard let search, search.matchCount > 0 else { return "" }
    let total = Quantity.grouped(search.matchCount) + (search.isFinished ? "" : "+")
    return currentMatch.map { "\(Quantity.grouped($0 + 1)) of \(total)" }
      ?? total + (search.matchCount == 1 ? " match" : " matches")
  }

  mutating func goToMatch(forward: Bool) -> Outcome {
    guard let search, search.matchCount > 0 else { return .handled }
    let count = search.matchCount
    // From the match at hand, or from the selected row where one has moved on since.
    let isHere =
      currentMatch.flatMap(search.match).map { lines.rowIndex(ofOffset: $0.lowerBound) == selectedRow } ?? false
    if let currentMatch, isHere {
      go(toMatch: (currentMatch + (forward ? 1 : count - 1)) % count)
    } else if forward {
      go(toMatch: search.number(ofMatchAtOrAfter: selected.range.lowerBound) ?? 0)
    } else {
      go(toMatch: search.number(ofMatchBefore: selected.range.lowerBound) ?? count - 1)
    }
    return .selected
  }

  private mutating func go(toMatch number: Int) {
    guard let match = search?.match(number) else { return }
    currentMatch = number
    isWaitingForMatch = false
    select(JSONNode(offset: match.lowerBound))
  }

  /// The matches between two bytes, those that are drawn.
  func matches(in range: Range<Int>) -> [Range<Int>] {
    search?.matches(in: range, limit: 1_000) ?? []
  }
}
