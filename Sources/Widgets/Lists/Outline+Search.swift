/// Which entries a query finds, and where in them.
extension Outline {
  /// The characters that matched, in each part of an entry.
  struct MatchedParts: Hashable, Sendable {
    var lead: [Int] = []
    var title: [Int] = []
    var detail: [Int] = []
    var group: [Int] = []
  }

  /// Letters strewn over a long text are no find: below this, for each letter, nothing is shown.
  private static let leastScore = 8
  /// Entries that hold the words as they were typed stand before all others.
  private static let wholeWords = 1_000

  mutating func find() {
    let matcher = FuzzyMatcher(query)
    let words = query.lowercased().split(separator: " ")
    let letters = words.reduce(0) { $0 + $1.count }
    var hits: [(line: Line, score: Int, order: Int)] = []
    positions = [:]
    for (groupIndex, group) in groups.enumerated() {
      for (itemIndex, item) in group.items.enumerated() {
        let parts = [item.title, item.lead, item.detail, group.title]
        let text = parts.joined(separator: " ")
        guard let match = matcher.match(text) else { continue }
        let folded = text.lowercased()
        let isWhole = words.allSatisfy { folded.contains($0) }
        guard isWhole || match.score >= letters * Self.leastScore else { continue }
        let line = Line.item(group: groupIndex, item: itemIndex)
        positions[line] = Self.parts(match.positions, lengths: parts.map(\.count))
        hits.append((line, match.score + (isWhole ? Self.wholeWords : 0), hits.count))
      }
    }
    lines = hits.sorted { ($0.score, $1.order) > ($1.score, $0.order) }.map(\.line)
  }

  private static func parts(_ positions: [Int], lengths: [Int]) -> MatchedParts {
    var found: [[Int]] = lengths.map { _ in [] }
    for position in positions {
      var start = 0
      for (part, length) in lengths.enumerated() {
        if position >= start, position < start + length { found[part].append(position - start) }
        start += length + 1
      }
    }
    return MatchedParts(lead: found[1], title: found[0], detail: found[2], group: found[3])
  }
}
