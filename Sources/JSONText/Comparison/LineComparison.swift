/// The differences between two texts, line by line: for what is no JSON.
public struct LineComparison: Hashable, Sendable {
  public struct Change: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable {
      case added, removed
    }

    public let kind: Kind
    /// Counted from 1; of something removed, in the old text.
    public let line: Int
    public let text: String
  }

  public let changes: [Change]
  /// Whether there were so many changes that lines were matched by position.
  public let isApproximate: Bool

  public init(_ old: String, _ new: String) {
    let olds = Self.lines(old)
    let news = Self.lines(new)
    var numbers: [Substring: Int] = [:]
    func number(_ line: Substring) -> Int {
      if let known = numbers[line] { return known }
      numbers[line] = numbers.count
      return numbers.count - 1
    }
    let alignment = SequenceAlignment(olds.map(number), news.map(number))
    isApproximate = alignment.isApproximate
    changes = alignment.steps.compactMap { step in
      switch step {
      case .both: nil
      case .removed(let index): Change(kind: .removed, line: index + 1, text: String(olds[index]))
      case .added(let index): Change(kind: .added, line: index + 1, text: String(news[index]))
      }
    }
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }
}
