extension Population {
  /// What happened to a seeded person. The same at every call.
  func history(_ number: Int) -> History {
    guard contains(number) else { return History() }
    if number <= stories.count { return stories[number - 1].history }
    guard let person = person(number) else { return History() }
    var builder = HistoryBuilder(person: person, now: now)
    for index in 0..<dice.range(3...7, number, 20) { addMoment(index, to: &builder) }
    for index in 0..<dice.range(1...4, number, 21) { addMessage(index, to: &builder) }
    return builder.finish()
  }

  /// Whether a person performed an event of this name within so many days, without writing the whole history.
  func performed(_ name: String, days: Int, by number: Int) -> Bool {
    let after = days == 0 ? 0 : now - days * HistoryBuilder.day
    if number <= stories.count {
      return stories[number - 1].history.activities.contains {
        $0.type == "event" && $0.name == name && $0.time >= after
      }
    }
    return (0..<dice.range(3...7, number, 20)).contains { index in
      Self.moments[kind(index, number)] == name && now - ago(index, number) >= after
    }
  }

  private static let moments = [
    "order_completed", "login", "invoice_paid", "cart_abandoned", "report_exported", "page", "screen", "plan", "device",
  ]

  private func kind(_ index: Int, _ number: Int) -> Int {
    dice.range(0...Self.moments.count - 1, number, 100 + UInt64(index))
  }

  private func ago(_ index: Int, _ number: Int) -> Int {
    dice.range(600...60 * HistoryBuilder.day, number, 200 + UInt64(index))
  }

  private func addMoment(_ index: Int, to builder: inout HistoryBuilder) {
    let number = builder.person.number
    let ago = ago(index, number)
    switch Self.moments[kind(index, number)] {
    case "page": builder.page("https://www.example.com/pricing", ago: ago)
    case "screen": builder.screen("Dashboard", ago: ago)
    case "plan":
      let plan = builder.person[attribute: "plan"] ?? "free"
      builder.change("plan", from: "trial", to: plan, ago: ago)
    case "device":
      let platform = builder.person.devices.first?.platform
      builder.note("device_change", ago: ago, data: ["platform": .text(platform), "action": "updated"])
    case "order_completed":
      let cents = dice.range(500...25_000, number, 300 + UInt64(index))
      builder.event(
        "order_completed", ago: ago,
        data: [
          "order_id": .string("o-\(number)-\(index)"),
          "total": .number("\(cents / 100).\(cents % 100 < 10 ? "0" : "")\(cents % 100)"), "currency": "EUR",
        ])
    case let name: builder.event(name, ago: ago, data: ["source": "app"])
    }
  }

  private func addMessage(_ index: Int, to builder: inout HistoryBuilder) {
    let number = builder.person.number
    let topic = 400 + UInt64(index) * 10
    let ago = dice.range(HistoryBuilder.day...45 * HistoryBuilder.day, number, topic)
    let outcome = Self.outcomes[dice.range(0...Self.outcomes.count - 1, number, topic + 1)]
    let campaign = dice.range(1...5, number, topic + 2)
    builder.message("email", Self.subjects[campaign - 1], ago: ago, states: outcome) { message in
      message.campaign = campaign
      message.action = campaign * 10 + 1
      if outcome.last?.name == "bounced" { message.failure = "550 5.1.1 mailbox unavailable" }
      if outcome.last?.name == "dropped" { message.failure = "Suppressed address" }
    }
  }

  static let subjects = [
    "Welcome aboard", "Three things to try first", "Your trial ends in 3 days", "We miss you",
    "You left something behind",
  ]

  private static let outcomes: [[(name: String, after: Int)]] = [
    [("sent", 2), ("delivered", 6)],
    [("sent", 2), ("delivered", 5), ("opened", 1800), ("human_opened", 1800)],
    [("sent", 1), ("delivered", 4), ("opened", 700), ("clicked", 760), ("human_clicked", 760), ("converted", 4000)],
    [("sent", 2), ("delivered", 9), ("opened", 86_000)],
    [("sent", 3), ("deferred", 60), ("delivered", 3600)],
    [("sent", 2), ("bounced", 8)],
    [("attempted", 1), ("dropped", 2)],
  ]
}
