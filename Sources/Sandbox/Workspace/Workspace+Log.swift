extension Workspace {
  /// How many activities are kept; when there are more, the oldest go.
  static let activityCapacity = 200_000

  /// Adds one entry to the activity log.
  mutating func log(
    _ type: String, _ person: Person?, at time: Int, data: JSON? = nil, change: (inout Activity) -> Void = { _ in }
  ) {
    let order = UInt64(nextSequence())
    var activity = Activity(
      id: ULID.make(milliseconds: time * 1000, order: order), type: type, time: time, person: person)
    activity.data = data
    change(&activity)
    append(activity)
  }

  private mutating func append(_ activity: Activity) {
    activities.append(activity)
    notePerformed(activity)
    if activities.count > Self.activityCapacity { activities.removeFirst(Self.activityCapacity / 4) }
  }

  /// Keeps what segments ask about events.
  mutating func notePerformed(_ activity: Activity) {
    guard activity.type == "event", let name = activity.name, let person = activity.person else { return }
    let last = lastPerformed[ExactText(name)]?[person] ?? 0
    lastPerformed[ExactText(name), default: [:]][person] = max(last, activity.time)
  }

  /// What a person did and got, oldest first: from before the start, since, and from profiles merged into theirs.
  mutating func history(_ number: Int) -> [Activity] {
    var list = population.history(number).activities
    list += activities.filter { $0.person == number }
    for absorbed in person(number)?.absorbed ?? [] {
      let oldest = absorbed.time - 30 * HistoryBuilder.day
      list += history(absorbed.number).filter { $0.time >= oldest && ($0.isEvent || $0.deliveryID != nil) }
    }
    list.sort(by: Activity.isOlder)
    return list
  }

  /// The whole log, oldest first. Of a large population only the first people's past is in it.
  mutating func allActivities() -> [Activity] {
    let seeded = seededActivities ?? seedActivities()
    seededActivities = seeded
    var list = seeded + activities
    list.sort(by: Activity.isOlder)
    return list
  }

  /// How many seeded people's past is in the feeds over everyone.
  static let feedPeople = 1_000

  private func seedActivities() -> [Activity] {
    var list: [Activity] = population.count > 0 ? Story.deletedPerson(now: population.now) : []
    for number in 1...max(1, min(population.count, Self.feedPeople)) { list += population.history(number).activities }
    return list.sorted(by: Activity.isOlder)
  }

  private func seedMessages() -> [Message] {
    var list: [Message] = []
    for number in 1...max(1, min(population.count, Self.feedPeople)) { list += population.history(number).messages }
    return list.sorted { $0.created < $1.created }
  }

  /// All messages, oldest first.
  mutating func allMessages() -> [Message] {
    let seeded = seededMessages ?? seedMessages()
    seededMessages = seeded
    var known = Set<String>()
    var list = seeded.map { message in
      known.insert(message.id)
      return messages[message.id] ?? message
    }
    list += messages.values.filter { !known.contains($0.id) }
    return list.sorted { $0.created < $1.created }
  }

  /// A person's messages, oldest first.
  mutating func messages(of number: Int) -> [Message] {
    let seeded = population.history(number).messages
    let ids = Set(seeded.map(\.id))
    var list = seeded.map { messages[$0.id] ?? $0 }.filter { $0.person == number }
    list += messages.values.filter { $0.person == number && !ids.contains($0.id) }
    for absorbed in person(number)?.absorbed ?? [] { list += messages(of: absorbed.number) }
    return list.sorted { $0.created < $1.created }
  }

  func message(_ id: String) -> Message? {
    if let message = messages[id] { return message }
    guard let (number, _) = DeliveryID.parse(id) else { return nil }
    return population.history(number).messages.first { $0.id == id }
  }
}
