/// Which elements of two sequences stay, go and come: the longest common subsequence, found by Myers' greedy algorithm
/// within a bound, so that two long and wholly different sequences cost little.
struct SequenceAlignment {
  enum Step: Hashable {
    case both(old: Int, new: Int)
    case removed(Int)
    case added(Int)
  }

  /// Changed elements up to which the longest common subsequence is looked for.
  static let bound = 1_000

  private(set) var steps: [Step] = []
  /// Whether there were too many changes, and elements are matched by their position.
  private(set) var isApproximate = false

  /// - Parameters: equal numbers stand for equal elements.
  init(_ old: [Int], _ new: [Int]) {
    let shorter = min(old.count, new.count)
    var head = 0
    while head < shorter, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    steps.reserveCapacity(max(old.count, new.count))
    for index in 0..<head { steps.append(.both(old: index, new: index)) }
    alignMiddle(old, new, head..<(old.count - tail), head..<(new.count - tail))
    for index in 0..<tail {
      steps.append(.both(old: old.count - tail + index, new: new.count - tail + index))
    }
  }

  private mutating func alignMiddle(_ old: [Int], _ new: [Int], _ left: Range<Int>, _ right: Range<Int>) {
    guard !left.isEmpty, !right.isEmpty else {
      steps += left.map(Step.removed) + right.map(Step.added)
      return
    }
    if let trace = Self.trace(old, new, left, right) {
      steps += Self.backtrack(trace, left, right)
      return
    }
    isApproximate = true
    for (a, b) in zip(left, right) {
      steps += old[a] == new[b] ? [.both(old: a, new: b)] : [.removed(a), .added(b)]
    }
    steps += left.dropFirst(right.count).map(Step.removed) + right.dropFirst(left.count).map(Step.added)
  }

  /// The furthest places reached with 0, 1, 2, … changes; nil beyond the bound.
  private static func trace(_ old: [Int], _ new: [Int], _ left: Range<Int>, _ right: Range<Int>) -> [[Int]]? {
    let (n, m) = (left.count, right.count)
    let limit = min(n + m, bound)
    // Diagonal k is at index k + limit + 1.
    var furthest = [Int](repeating: 0, count: 2 * limit + 3)
    var trace: [[Int]] = []
    for changes in 0...limit {
      trace.append(Array(furthest[(limit + 1 - changes - 1)...(limit + 1 + changes + 1)]))
      for k in stride(from: -changes, through: changes, by: 2) {
        let at = k + limit + 1
        let goesDown = k == -changes || (k != changes && furthest[at - 1] < furthest[at + 1])
        var x = goesDown ? furthest[at + 1] : furthest[at - 1] + 1
        var y = x - k
        while x < n, y < m, old[left.lowerBound + x] == new[right.lowerBound + y] {
          x += 1
          y += 1
        }
        furthest[at] = x
        if x >= n, y >= m { return trace }
      }
    }
    return nil
  }

  private static func backtrack(_ trace: [[Int]], _ left: Range<Int>, _ right: Range<Int>) -> [Step] {
    var steps: [Step] = []
    var (x, y) = (left.count, right.count)
    for changes in trace.indices.reversed() {
      let furthest = trace[changes]
      func reached(_ k: Int) -> Int { furthest[k + changes + 1] }
      let k = x - y
      let goesDown = k == -changes || (k != changes && reached(k - 1) < reached(k + 1))
      let previousK = goesDown ? k + 1 : k - 1
      let previousX = changes == 0 ? 0 : reached(previousK)
      let previousY = changes == 0 ? 0 : previousX - previousK
      while x > previousX, y > previousY {
        x -= 1
        y -= 1
        steps.append(.both(old: left.lowerBound + x, new: right.lowerBound + y))
      }
      guard changes > 0 else { break }
      if goesDown {
        y -= 1
        steps.append(.added(right.lowerBound + y))
      } else {
        x -= 1
        steps.append(.removed(left.lowerBound + x))
      }
    }
    return steps.reversed()
  }
}
