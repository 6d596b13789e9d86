/// Which elements of two arrays are the same one, changed or not.
struct ArrayMatching {
  private(set) var steps: [SequenceAlignment.Step] = []
  private(set) var isReordered = false
  private(set) var isApproximate = false

  /// Keys that tell objects apart, the best first; then any that ends in `_id`.
  private static let identifyingKeys = [
    "id", "cio_id", "customer_id", "uuid", "identifier", "email", "token", "key", "name",
  ]

  init(_ old: [JSONValue], _ new: [JSONValue]) {
    if let key = Self.identifyingKey(of: old, new), match(old, new, by: key) { return }
    // Equal values get equal numbers.
    var numbers: [JSONValue: Int] = [:]
    func number(_ value: JSONValue) -> Int {
      if let known = numbers[value] { return known }
      numbers[value] = numbers.count
      return numbers.count - 1
    }
    let alignment = SequenceAlignment(old.map(number), new.map(number))
    isApproximate = alignment.isApproximate
    steps = Self.pairingChanges(alignment.steps, old, new)
  }

  private static func identifyingKey(of old: [JSONValue], _ new: [JSONValue]) -> String? {
    guard case .object(let members)? = old.first ?? new.first, !old.isEmpty, !new.isEmpty else { return nil }
    let keys = Set(members.map(\.key))
    return identifyingKeys.first { keys.contains($0) } ?? members.first { $0.key.hasSuffix("_id") }?.key
  }

  /// Returns false where an element lacks the key, or two have the same value.
  private mutating func match(_ old: [JSONValue], _ new: [JSONValue], by key: String) -> Bool {
    guard let olds = Self.identities(old, key), let news = Self.identities(new, key) else { return false }
    let places = Dictionary(uniqueKeysWithValues: olds.enumerated().map { ($1, $0) })
    let kept = Set(news)
    var next = 0
    var latest = -1
    for (index, identity) in news.enumerated() {
      guard let other = places[identity] else {
        steps.append(.added(index))
        continue
      }
      while next < other {
        if !kept.contains(olds[next]) { steps.append(.removed(next)) }
        next += 1
      }
      next = max(next, other + 1)
      if other < latest { isReordered = true }
      latest = max(latest, other)
      steps.append(.both(old: other, new: index))
    }
    for index in next..<max(next, olds.count) where !kept.contains(olds[index]) { steps.append(.removed(index)) }
    return true
  }

  private static func identities(_ elements: [JSONValue], _ key: String) -> [JSONValue]? {
    var identities: [JSONValue] = []
    var seen: Set<JSONValue> = []
    for element in elements {
      guard let identity = element[key] else { return nil }
      switch identity {
      case .string, .unpairedString, .number: break
      case .object, .array, .boolean, .null: return nil
      }
      guard seen.insert(identity).inserted else { return nil }
      identities.append(identity)
    }
    return identities
  }

  /// Between two elements that stayed, what went and what came are one element changed, as far as they are alike.
  private static func pairingChanges(
    _ steps: [SequenceAlignment.Step], _ old: [JSONValue], _ new: [JSONValue]
  ) -> [SequenceAlignment.Step] {
    var result: [SequenceAlignment.Step] = []
    var removed: [Int] = []
    var added: [Int] = []
    func flush() {
      let count = zip(removed, added).prefix { old[$0].shape == new[$1].shape }.count
      for (a, b) in zip(removed, added).prefix(count) { result.append(.both(old: a, new: b)) }
      result += removed.dropFirst(count).map(SequenceAlignment.Step.removed)
      result += added.dropFirst(count).map(SequenceAlignment.Step.added)
      removed = []
      added = []
    }
    for step in steps {
      switch step {
      case .removed(let index): removed.append(index)
      case .added(let index): added.append(index)
      case .both:
        flush()
        result.append(step)
      }
    }
    flush()
    return result
  }
}

extension JSONValue {
  /// What it takes to be the same element changed.
  fileprivate var shape: Int {
    switch self {
    case .object: 0
    case .array: 1
    case .string, .unpairedString, .number, .boolean, .null: 2
    }
  }
}
