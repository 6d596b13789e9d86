extension Workspace {
  /// Whether somebody is in a segment, worked out anew at every call, so that data-driven ones are never behind.
  func isMember(_ number: Int, of segment: Segment) -> Bool {
    if let condition = segment.condition { return holds(condition, for: number) }
    if segment.added.contains(number) { return true }
    if segment.removed.contains(number) || !population.contains(number) { return false }
    if number <= population.stories.count { return segment.members.contains(number) }
    return segment.share > 0 && population.dice.roll(number, UInt64(700 + segment.id)) % UInt64(segment.share) == 0
  }

  func holds(_ condition: Condition, for number: Int) -> Bool {
    switch condition {
    case .everyone: return true
    case .segment(let id): return segments[id].map { isMember(number, of: $0) } ?? false
    case .equals(let name, let value): return attributeText(name, of: number).map { sameBytes($0, value) } ?? false
    case .exists(let name): return attributeText(name, of: number).map { !$0.isEmpty } ?? false
    case .performed(let name, let days): return performed(name, days: days, by: number)
    case .hasDevice: return people[number].map { !$0.devices.isEmpty } ?? population.hasDevice(number)
    case .all(let conditions): return conditions.allSatisfy { holds($0, for: number) }
    case .any(let conditions): return conditions.contains { holds($0, for: number) }
    case .not(let condition): return !holds(condition, for: number)
    }
  }

  private func performed(_ name: String, days: Int, by number: Int) -> Bool {
    if population.performed(name, days: days, by: number) { return true }
    guard let last = lastPerformed[ExactText(name)]?[number] else { return false }
    return days == 0 || last >= population.now - days * HistoryBuilder.day
  }

  mutating func add(_ number: Int, toSegment id: Int) {
    segments[id]?.removed.remove(number)
    segments[id]?.added.insert(number)
  }

  mutating func remove(_ number: Int, fromSegment id: Int) {
    segments[id]?.added.remove(number)
    segments[id]?.removed.insert(number)
  }

  /// How many people are in a segment.
  func count(of segment: Segment) -> Int {
    numbers(from: 1).reduce(0) { $0 + (isMember($1, of: segment) ? 1 : 0) }
  }

  /// The segments a person is in, by number.
  func segments(of number: Int) -> [Segment] {
    segments.values.filter { isMember(number, of: $0) }.sorted { $0.id < $1.id }
  }
}
