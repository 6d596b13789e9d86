/// An event as any of the routes takes it.
struct EventInput: Sendable {
  var name: String
  var type: String
  var eventID: String?
  var timestamp: Int?
  var data: JSON
  var anonymousID: String?
}

extension Workspace {
  /// Records an event of a person, who is created when need be. One with an identifier that was seen before is ignored.
  @discardableResult
  mutating func track(_ event: EventInput, by reference: Reference, at now: Int) -> Person? {
    if let key = reference.suppressionKey, suppressed.contains(key) {
      log("skipped_update", nil, at: now, data: ["reason": "suppressed", "identifier": .string(key.text)])
      return nil
    }
    guard isNew(event) else { return find(reference) }
    if case .anonymous(let text) = reference {
      trackAnonymous(event, anonymousID: text, at: now)
      return nil
    }
    guard let person = findOrCreate(reference, at: now) else {
      log(
        "failed_event", nil, at: now,
        data: ["reason": "no such person", "identifier": reference.json, "name": .string(event.name)])
      return nil
    }
    log(event.type, person, at: event.timestamp ?? now, data: event.data) { Self.fill(&$0, from: event) }
    startCampaigns(for: event, person, at: now)
    return person
  }

  /// Records an event of somebody unknown, to be joined to a person who is identified later.
  mutating func trackAnonymous(_ event: EventInput, at now: Int) {
    guard isNew(event) else { return }
    guard let text = event.anonymousID, !text.isEmpty else {
      log(event.type, nil, at: event.timestamp ?? now, data: event.data) { Self.fill(&$0, from: event) }
      return
    }
    if let person = find(.anonymous(text)) {
      log(event.type, person, at: event.timestamp ?? now, data: event.data) { Self.fill(&$0, from: event) }
    } else {
      trackAnonymous(event, anonymousID: text, at: now)
    }
  }

  private mutating func trackAnonymous(_ event: EventInput, anonymousID: String, at now: Int) {
    let time = event.timestamp ?? now
    let order = UInt64(nextSequence())
    var activity = Activity(
      id: ULID.make(milliseconds: time * 1000, order: order), type: event.type, time: time, person: nil)
    activity.data = event.data
    Self.fill(&activity, from: event)
    activity.anonymousID = anonymousID
    anonymousEvents[ExactText(anonymousID), default: []].append(activity)
  }

  private mutating func isNew(_ event: EventInput) -> Bool {
    guard let id = event.eventID, !id.isEmpty else { return true }
    return seenEventIDs.insert(ExactText(id)).inserted
  }

  private static func fill(_ activity: inout Activity, from event: EventInput) {
    activity.name = event.name
    if event.type == "page" { activity.url = event.name }
    activity.eventID = event.eventID
    activity.anonymousID = event.anonymousID
  }
}
