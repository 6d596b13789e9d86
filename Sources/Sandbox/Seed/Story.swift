/// One of the people that are made up by hand: someone with a question that the console should answer.
struct Story: Sendable {
  var person: Person
  var history = History()

  typealias Attributes = KeyValuePairs<String, JSON>

  init(
    _ number: Int, id: String?, email: String?, createdDaysAgo: Int, now: Int, attributes: Attributes = [:],
    devices: [Device] = [], history write: (inout HistoryBuilder) -> Void = { _ in }
  ) {
    person = Person(number: number, id: id, email: email, created: now - createdDaysAgo * HistoryBuilder.day)
    for (name, value) in attributes { person.set(name, value, at: person.created) }
    person.set("created_at", .integer(person.created), at: person.created)
    person.devices = devices
    var builder = HistoryBuilder(person: person, now: now)
    write(&builder)
    history = builder.finish()
  }

  /// All of them, in the order of their numbers, from 1.
  static func all(now: Int) -> [Story] {
    let parts = [wellKnown(now: now), complaints(now: now), deliveries(now: now), curiosities(now: now)]
    return parts.joined().enumerated().map { index, make in make(index + 1) }
  }

  typealias Maker = (Int) -> Story
}
