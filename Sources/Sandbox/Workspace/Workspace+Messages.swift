extension Workspace {
  /// Takes a report from outside about a delivery: its state is set, and the log says so. Unknown ones are ignored.
  mutating func report(_ metric: String, delivery id: String, reason: String?, at time: Int) {
    guard var message = message(id) else { return }
    if !message.states.contains(where: { $0.name == metric }) {
      message.states.append(Message.State(name: metric, time: time))
    }
    if let reason { message.failure = reason }
    messages[id] = message
    logState(metric, of: message, at: time)
  }

  func logData(of message: Message, by now: Int) -> JSON {
    [
      "delivery_id": .string(message.id),
      "delivered": .integer(message.states.first { $0.name == "delivered" && $0.time <= now }?.time),
      "opened": .bool(message.has("opened", by: now)),
    ]
  }

  mutating func logState(_ state: String, of message: Message, at time: Int) {
    let data = logData(of: message, by: time)
    log("\(state)_\(message.type)", message.person.flatMap { person($0) }, at: time, data: data) {
      $0.deliveryID = message.id
      $0.deliveryType = HistoryBuilder.deliveryType(message.type)
    }
  }

  /// Unsubscribes whoever a delivery went to.
  mutating func unsubscribe(delivery id: String, at now: Int) {
    guard let message = message(id), let number = message.person, var person = person(number) else { return }
    let old = person[attribute: "unsubscribed"]
    person.set("unsubscribed", true, at: now)
    store(person)
    report("unsubscribed", delivery: id, reason: nil, at: now)
    if old?.isTruthy != true {
      log(
        "attribute_change", person, at: now,
        data: ["unsubscribed": ["from": .text(old?.attributeText), "to": "true"]])
    }
  }
}
