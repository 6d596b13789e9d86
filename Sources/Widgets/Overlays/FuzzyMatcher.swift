/// Finds entries by letters that occur in them in order, as in "tev" for "Track an event", and ranks them.
///
/// Starts of words, runs of letters and matching case count more; gaps count less. Words of the query, parted by spaces,
/// may match in any order, and each must.
public struct FuzzyMatcher: Sendable {
  public struct Match: Hashable, Sendable {
    public var score: Int
    /// The places of the matched characters, counted in characters, ascending.
    public var positions: [Int]
  }

  /// Longer texts are matched in their first part only.
  private static let textLimit = 512

  private let words: [[Character]]
  private let foldedWords: [[Character]]

  public init(_ query: String) {
    words = query.prefix(128).split(separator: " ").map(Array.init)
    foldedWords = words.map { $0.map(Self.folded) }
  }

  /// Nothing is asked for: everything matches, in its own order.
  public var isEmpty: Bool { words.isEmpty }

  /// How well a text matches; nil when it doesn't.
  public func match(_ text: String) -> Match? {
    guard !isEmpty else { return Match(score: 0, positions: []) }
    let characters = Array(text.prefix(Self.textLimit))
    let folded = characters.map(Self.folded)
    var result = Match(score: 0, positions: [])
    for index in words.indices {
      guard let match = match(words[index], foldedWords[index], in: characters, folded) else { return nil }
      result.score += match.score
      result.positions += match.positions
    }
    result.positions = Array(Set(result.positions)).sorted()
    // Of two equal matches the shorter text is the nearer one.
    result.score -= characters.count / 8
    return result
  }

  /// The best alignment of one word: the best score that ends at each character, letter by letter.
  private func match(
    _ word: [Character], _ foldedWord: [Character], in text: [Character], _ folded: [Character]
  ) -> Match? {
    guard word.count <= text.count, isSubsequence(foldedWord, of: folded) else { return nil }
    var best = [[Int?]](repeating: [Int?](repeating: nil, count: text.count), count: word.count)
    var origin = [[Int]](repeating: [Int](repeating: -1, count: text.count), count: word.count)
    for letter in word.indices {
      // The best end of the letters before, with the gap up to here taken off.
      var reach: (score: Int, place: Int)?
      for place in letter..<text.count {
        if letter > 0, place > 0, let score = best[letter - 1][place - 1] {
          let aged = reach.map { ($0.score - 1, $0.place) }
          reach =
            aged.map { $0.0 > score ? (score: $0.0, place: $0.1) : (score: score, place: place - 1) }
            ?? (score: score, place: place - 1)
        } else if let old = reach {
          reach = (score: old.score - 1, place: old.place)
        }
        guard folded[place] == foldedWord[letter] else { continue }
        let worth = worth(of: place, in: text, isExact: text[place] == word[letter])
        if letter == 0 {
          best[0][place] = worth - min(place, 12)
          continue
        }
        var choice = reach.map { (score: $0.score - ($0.place == place - 1 ? 0 : 3) + worth, place: $0.place) }
        if let run = best[letter - 1][place - 1], run + worth + 8 > choice?.score ?? Int.min {
          choice = (score: run + worth + 8, place: place - 1)
        }
        guard let choice else { continue }
        best[letter][place] = choice.score
        origin[letter][place] = choice.place
      }
    }
    return trace(best, origin)
  }

  private func trace(_ best: [[Int?]], _ origin: [[Int]]) -> Match? {
    guard let last = best.last else { return nil }
    var end: (place: Int, score: Int)?
    for (place, score) in last.enumerated() {
      if let score, score > end?.score ?? Int.min { end = (place, score) }
    }
    guard let end else { return nil }
    var positions = [end.place]
    for letter in stride(from: best.count - 1, to: 0, by: -1) {
      positions.append(origin[letter][positions[positions.count - 1]])
    }
    return Match(score: end.score, positions: positions.reversed())
  }

  private func worth(of place: Int, in text: [Character], isExact: Bool) -> Int {
    var worth = isExact ? 11 : 10
    if place == 0 {
      worth += 10
    } else {
      let before = text[place - 1]
      if !before.isWordPart {
        worth += 8
      } else if before == "_" || (before.isLowercase && text[place].isUppercase) {
        worth += 6
      }
    }
    return worth
  }

  private func isSubsequence(_ word: [Character], of text: [Character]) -> Bool {
    var index = 0
    for character in text where index < word.count && character == word[index] { index += 1 }
    return index == word.count
  }

  private static func folded(_ character: Character) -> Character {
    character.isASCII && !character.isUppercase ? character : character.lowercased().first ?? character
  }
}
