/// The differences between two JSON values, found one after another as they are asked for, so that a screen can show the
/// first of many at once.
///
/// The order of keys does not count; duplicate keys do, the first against the first and so on, and numbers are compared
/// as their digits are: `1.0` and `1.00` differ. Objects in arrays are matched by a key that tells them apart, such as
/// `id`, where all of them have one; other elements by the longest common subsequence.
///
/// ```swift
/// for change in JSONComparison(old, new) { print(change.text()) }
/// ```
public struct JSONComparison: Sequence, IteratorProtocol, Sendable {
  private enum Work: Sendable {
    case compare(JSONValue, JSONValue, Place)
    case change(JSONChange)
  }

  private var work: [Work]
  /// Whether an array had so many changes that its elements were matched by position.
  public private(set) var isApproximate = false

  public init(_ old: JSONValue, _ new: JSONValue) {
    work = [.compare(old, new, Place(old: .top, new: .top))]
  }

  public mutating func next() -> JSONChange? {
    while let next = work.popLast() {
      switch next {
      case .change(let change): return change
      case .compare(let old, let new, let place):
        if old == new { continue }
        switch (old, new) {
        case (.object(let a), .object(let b)): push(members(a, b, at: place))
        case (.array(let a), .array(let b)): push(elements(a, b, at: place))
        default:
          return JSONChange(.changed, path: place.new.path, oldPath: place.old.path, old: old, new: new)
        }
      }
    }
    return nil
  }

  private mutating func push(_ steps: [Work]) { work += steps.reversed() }

  private struct Occurrence: Hashable {
    let key: String
    let number: Int
  }

  private func members(_ old: [JSONMember], _ new: [JSONMember], at place: Place) -> [Work] {
    let olds = Self.occurrences(old)
    let news = Self.occurrences(new)
    let places = Dictionary(uniqueKeysWithValues: news.enumerated().map { ($1, $0) })
    var steps: [Work] = []
    var matched = Set<Int>()
    for (index, occurrence) in olds.enumerated() {
      let below = place.key(occurrence.key)
      if let other = places[occurrence] {
        matched.insert(other)
        if old[index].value != new[other].value {
          steps.append(.compare(old[index].value, new[other].value, below))
        }
      } else {
        steps.append(.change(JSONChange(.removed, path: below.old.path, old: old[index].value)))
      }
    }
    for (index, member) in new.enumerated() where !matched.contains(index) {
      steps.append(.change(JSONChange(.added, path: place.key(member.key).new.path, new: member.value)))
    }
    return steps
  }

  private static func occurrences(_ members: [JSONMember]) -> [Occurrence] {
    var counts: [String: Int] = [:]
    return members.map { member in
      let number = counts[member.key, default: 0]
      counts[member.key] = number + 1
      return Occurrence(key: member.key, number: number)
    }
  }

  private mutating func elements(_ old: [JSONValue], _ new: [JSONValue], at place: Place) -> [Work] {
    let matching = ArrayMatching(old, new)
    if matching.isApproximate { isApproximate = true }
    var steps: [Work] = []
    if matching.isReordered {
      steps.append(.change(JSONChange(.reordered, path: place.new.path, oldPath: place.old.path)))
    }
    for step in matching.steps {
      switch step {
      case .both(let a, let b):
        if old[a] != new[b] { steps.append(.compare(old[a], new[b], place.index(a, b))) }
      case .removed(let a):
        steps.append(.change(JSONChange(.removed, path: place.index(a, a).old.path, old: old[a])))
      case .added(let b):
        steps.append(.change(JSONChange(.added, path: place.index(b, b).new.path, new: new[b])))
      }
    }
    return steps
  }
}

/// Where a value stands in both texts, a link to the place above it at a time.
private struct Place: Sendable {
  indirect enum Link: Sendable {
    case top
    case step(JSONPath.Step, of: Link)

    var path: JSONPath {
      var steps: [JSONPath.Step] = []
      var link = self
      while case .step(let step, let above) = link {
        steps.append(step)
        link = above
      }
      return JSONPath(steps.reversed())
    }
  }

  let old: Link
  let new: Link

  func key(_ key: String) -> Place { Place(old: .step(.key(key), of: old), new: .step(.key(key), of: new)) }

  func index(_ a: Int, _ b: Int) -> Place {
    Place(old: .step(.index(a), of: old), new: .step(.index(b), of: new))
  }
}
