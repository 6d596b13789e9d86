extension AppRoutes {
  /// The two metrics routes of something that messages belong to: how many reached each state, period by period, and
  /// how often links were clicked.
  mutating func addMetrics(
    _ path: String, _ shelf: ShelfPath, _ parameter: String,
    belongs: @escaping @Sendable (Message, Int) -> Bool
  ) {
    for kind in ["metrics", "metrics/links"] {
      get("\(path)/\(kind)") { call, workspace in
        let id = Self.integer(call, parameter)
        guard workspace.content[keyPath: shelf][id] != nil else { return AppAnswer.notFound }
        guard let periods = Periods(call) else { return AppAnswer.badRequest("invalid period or steps") }
        let type = call.query("type")
        let messages = workspace.allMessages().filter { belongs($0, id) && (type == nil || type == $0.type) }
        let series = periods.series(messages)
        if kind == "metrics" { return .ok(["metric": ["series": .object(series)]]) }
        let clicked = series["clicked"] ?? []
        return .ok([
          "links": [
            [
              "link": ["id": .integer(1_000 + id), "href": "https://www.example.com/pricing"],
              "metric": ["series": ["clicked": clicked]],
            ]
          ]
        ])
      }
    }
  }
}

/// The steps that a metrics call asks for, the last one ending now.
struct Periods: Sendable {
  let now: Int
  let length: Int
  let steps: Int

  private static let lengths: [String: (seconds: Int, steps: Int)] = [
    "hours": (3_600, 24), "days": (86_400, 45), "weeks": (604_800, 12), "months": (2_592_000, 120),
  ]

  init?(_ call: Call) {
    guard let known = Self.lengths[call.query("period") ?? "days"] else { return nil }
    let asked = call.query("steps").flatMap { $0.isEmpty ? nil : $0 }
    if let asked {
      guard let steps = Int(asked), steps > 0 else { return nil }
      self.steps = min(steps, known.steps)
    } else {
      steps = min(12, known.steps)
    }
    now = call.now
    length = known.seconds
  }

  private static let states = [
    "attempted", "bounced", "clicked", "converted", "created", "deferred", "delivered", "drafted", "dropped", "failed",
    "opened", "sent", "spammed", "undeliverable", "unsubscribed",
  ]

  /// Oldest step first.
  func series(_ messages: [Message]) -> JSONObject {
    var counts: [String: [Int]] = [:]
    for state in Self.states { counts[state] = [Int](repeating: 0, count: steps) }
    for message in messages {
      count(message.created, in: &counts["created"])
      for state in message.reached(by: now) { count(state.time, in: &counts[state.name]) }
    }
    return JSONObject(
      Self.states.map { .init(name: $0, value: .array((counts[$0] ?? []).map { .integer($0) })) })
  }

  private func count(_ time: Int, in counts: inout [Int]?) {
    let step = (now - time) / length
    if time <= now, step < steps { counts?[steps - 1 - step] += 1 }
  }
}
