/// What happened to one person before the sandbox was started: oldest first.
struct History: Sendable {
  var activities: [Activity] = []
  var messages: [Message] = []
}

/// Writes a history down, one entry after the other, each at a moment relative to the seeded now.
struct HistoryBuilder {
  let person: Person
  let now: Int
  private(set) var history = History()

  init(person: Person, now: Int) {
    self.person = person
    self.now = now
  }

  static let hour = 3_600
  static let day = 86_400

  mutating func note(_ type: String, ago: Int, data: JSON? = nil, change: (inout Activity) -> Void = { _ in }) {
    let time = max(1, now - ago)
    let order = UInt64(person.number) << 20 | UInt64(history.activities.count)
    var activity = Activity(
      id: ULID.make(milliseconds: time * 1000, order: order), type: type, time: time, person: person)
    activity.data = data
    change(&activity)
    history.activities.append(activity)
  }

  mutating func event(_ name: String, ago: Int, data: JSON = [:]) {
    note("event", ago: ago, data: data) { $0.name = name }
  }

  mutating func page(_ url: String, ago: Int) {
    note("page", ago: ago, data: ["title": "Pricing"]) {
      $0.name = url
      $0.url = url
    }
  }

  mutating func screen(_ name: String, ago: Int) { note("screen", ago: ago, data: [:]) { $0.name = name } }

  mutating func change(_ attribute: String, from: JSON, to: JSON, ago: Int) {
    note(
      "attribute_change", ago: ago,
      data: .object(JSONObject([.init(name: attribute, value: ["from": from, "to": to])])))
  }

  /// A message with the states it reached, each so many seconds after it was created.
  mutating func message(
    _ type: String = "email", _ subject: String, ago: Int, states: [(name: String, after: Int)],
    change: (inout Message) -> Void = { _ in }
  ) {
    let created = max(1, now - ago)
    var message = Message(
      id: DeliveryID.make(person: person.number, index: history.messages.count), person: person.number, type: type,
      recipient: Self.recipient(type, person), subject: subject, created: created,
      states: states.map { Message.State(name: $0.name, time: min(now, created + $0.after)) })
    change(&message)
    history.messages.append(message)
    for state in message.states where state.name != "created" {
      let delivered = message.states.first { $0.name == "delivered" }?.time
      let opened = message.states.contains { $0.name == "opened" }
      note(
        "\(state.name)_\(type)", ago: now - state.time,
        data: [
          "delivery_id": .string(message.id), "delivered": .integer(delivered), "opened": .bool(opened),
        ]
      ) {
        $0.deliveryID = message.id
        $0.deliveryType = Self.deliveryType(type)
      }
    }
  }

  /// The whole, in the order of time.
  func finish() -> History {
    var sorted = history
    sorted.activities.sort(by: Activity.isOlder)
    sorted.messages.sort { $0.created < $1.created }
    return sorted
  }

  static func recipient(_ type: String, _ person: Person) -> String {
    switch type {
    case "email": return person.email ?? ""
    case "twilio", "whatsapp": return person[attribute: "phone"]?.string ?? "+15550100"
    case "push": return person.devices.first?.token ?? ""
    case "webhook": return "https://hooks.example.com/crm"
    case "slack": return "#customer-success"
    default: return person.id ?? person.email ?? person.cioID
    }
  }

  static func deliveryType(_ type: String) -> String {
    switch type {
    case "push": return "ios"
    case "twilio", "whatsapp": return "phone"
    default: return "email"
    }
  }
}
