/// A message that is about to go out.
struct Delivery: Sendable {
  var type: String
  var person: Person
  var recipient: String?
  var subject = ""
  var body = ""
  var campaign: Int?
  var action: Int?
  var newsletter: Int?
  var broadcast: Int?
  var transactional: Int?
  var trigger: Int?
  var isDraft = false
  var sendsToUnsubscribed = false
  /// Seconds until it is sent.
  var delay = 0

  init(type: String, person: Person) {
    self.type = type
    self.person = person
  }
}

/// A state that a message will reach, to be written into the log when its time has come.
struct PendingState: Sendable, Codable {
  var message: String
  var state: String
  var time: Int
}

extension Workspace {
  /// Sends a message. Its states come one after the other, seconds apart; whether it arrives depends on the recipient.
  @discardableResult
  mutating func deliver(_ delivery: Delivery, at now: Int) -> Message {
    let recipient = delivery.recipient ?? HistoryBuilder.recipient(delivery.type, delivery.person)
    var message = Message(
      id: DeliveryID.make(person: delivery.person.number, index: 1_000 + nextSequence()),
      person: delivery.person.number, type: delivery.type, recipient: recipient, subject: delivery.subject,
      body: delivery.body, created: now, states: [])
    message.campaign = delivery.campaign
    message.action = delivery.action
    message.newsletter = delivery.newsletter
    message.broadcast = delivery.broadcast
    message.transactional = delivery.transactional
    message.trigger = delivery.trigger
    let (states, failure) = outcome(of: delivery, recipient: recipient)
    message.failure = failure
    message.states = states.map { Message.State(name: $0.name, time: now + delivery.delay + $0.after) }
    messages[message.id] = message
    for state in message.states { schedule(PendingState(message: message.id, state: state.name, time: state.time)) }
    settle(now)
    return message
  }

  private func outcome(
    of delivery: Delivery, recipient: String
  ) -> (states: [(name: String, after: Int)], failure: String?) {
    if delivery.isDraft { return ([("drafted", 0)], nil) }
    if delivery.person.isUnsubscribed, !delivery.sendsToUnsubscribed {
      return ([("attempted", 0), ("undeliverable", 0)], "the person is unsubscribed")
    }
    switch delivery.type {
    case "email":
      guard Reference.looksLikeEmail(recipient) else {
        return ([("attempted", 0), ("undeliverable", 0)], "no email address")
      }
      let address = recipient.lowercased()
      if let kind = content.suppressions.first(where: { $0.value[address] != nil })?.key {
        return ([("attempted", 0), ("dropped", 1)], "Suppressed: \(kind)")
      }
      if address.hasSuffix("@bounce.example.com") {
        return ([("sent", 1), ("bounced", 2)], "550 5.1.1 mailbox unavailable")
      }
      return ([("sent", 1), ("delivered", 2)], nil)
    case "push":
      if delivery.person.devices.isEmpty { return ([("attempted", 0), ("undeliverable", 0)], "no devices") }
      return ([("sent", 1), ("delivered", 2)], nil)
    case "in_app", "slack", "webhook": return ([("sent", 1)], nil)
    default: return ([("sent", 1), ("delivered", 2)], nil)
    }
  }

  private mutating func schedule(_ state: PendingState) {
    pending[state.time, default: []].append(state)
    soonestPending = min(soonestPending, state.time)
  }

  /// Writes into the log what messages have become since.
  mutating func settle(_ now: Int) {
    guard soonestPending <= now else { return }
    for time in pending.keys.filter({ $0 <= now }).sorted() {
      for state in pending.removeValue(forKey: time) ?? [] {
        if let message = messages[state.message] { logState(state.state, of: message, at: time) }
      }
    }
    soonestPending = pending.keys.min() ?? .max
  }

  /// Sends a newsletter to the people of its segments; of many, to the first thousand.
  mutating func sendNewsletter(_ id: Int, at now: Int) {
    let newsletter = content.newsletters[id]
    let segments = (newsletter?["recipient_segment_ids"]?.array ?? []).compactMap { self.segments[$0.integer ?? 0] }
    let members = numbers(from: 1).filter { number in segments.contains { isMember(number, of: $0) } }.prefix(1_000)
    for number in members {
      guard let person = person(number), person.email != nil else { continue }
      var delivery = Delivery(type: "email", person: person)
      delivery.subject = newsletter?["subject"]?.string ?? newsletter?["name"]?.string ?? ""
      delivery.newsletter = id
      deliver(delivery, at: now)
    }
  }

  /// Sends what running campaigns start at an event. One that is more than 72 hours old starts none.
  mutating func startCampaigns(for event: EventInput, _ person: Person, at now: Int) {
    guard event.type == "event", (event.timestamp ?? now) >= now - 72 * HistoryBuilder.hour else { return }
    for (id, campaign) in content.campaigns {
      guard campaign["active"]?.bool == true, let name = campaign["event_name"]?.string, sameBytes(name, event.name)
      else { continue }
      for action in AppRoutes.owned(content.actions, by: "campaign_id", id) {
        var delivery = Delivery(type: action["type"]?.string ?? "email", person: person)
        delivery.subject = action["subject"]?.string ?? ""
        delivery.campaign = id
        delivery.action = action["id"]?.integer
        deliver(delivery, at: now)
      }
    }
  }
}
