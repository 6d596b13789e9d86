extension Story {
  /// The five people that a search without a query answers, with Ada Lovelace first.
  static func wellKnown(now: Int) -> [Maker] {
    [
      { ada($0, now: now) },
      { number in
        Story(
          number, id: "adam.k", email: "adam@example.org", createdDaysAgo: 412, now: now,
          attributes: [
            "first_name": "Adam", "last_name": "Kowalski", "plan": "basic", "mrr": .number("19.00"), "city": "Kraków",
            "country": "PL", "seats": 3, "onboarded": true,
          ]
        ) { history in
          history.event("login", ago: 5 * HistoryBuilder.hour, data: ["source": "web"])
          history.page("https://www.example.com/docs/imports", ago: 5 * HistoryBuilder.hour - 120)
        }
      },
      { number in
        Story(
          number, id: "u-10442", email: "grace@example.com", createdDaysAgo: 980, now: now,
          attributes: [
            "first_name": "Grace", "last_name": "Hopper", "plan": "enterprise", "mrr": .number("940.50"),
            "city": "New York", "country": "US", "seats": 40, "onboarded": true, "phone": "+15550142",
            "note": "prefers calls before 9",
          ]
        ) { history in
          history.event("report_exported", ago: 3 * HistoryBuilder.hour, data: ["format": "csv", "rows": 12_000])
          history.event(
            "invoice_paid", ago: 9 * HistoryBuilder.day, data: ["total": .number("940.50"), "currency": "USD"])
        }
      },
      { number in
        Story(
          number, id: "ada-old", email: "ada@example.com", createdDaysAgo: 1830, now: now,
          attributes: ["first_name": "Ada", "last_name": "L.", "plan": "free"]
        ) { history in history.event("login", ago: 700 * HistoryBuilder.day) }
      },
      { number in
        Story(
          number, id: "zoe.m", email: "zoe.mueller@example.com", createdDaysAgo: 230, now: now,
          attributes: [
            "first_name": "Zoë", "last_name": "Müller", "plan": "pro", "mrr": .number("129.00"), "city": "Zürich",
            "country": "CH", "onboarded": true, "mood": "🦊 très contente",
          ]
        ) { history in
          history.event("Überweisung bestätigt", ago: 2 * HistoryBuilder.day, data: ["betrag": .number("49.90")])
        }
      },
    ]
  }

  private static func ada(_ number: Int, now: Int) -> Story {
    let day = HistoryBuilder.day
    let phone = Device(
      token: "7fa1c09e44d24f10b8aa5e", platform: "ios", lastUsed: now - 120,
      attributes: device("17.5.1", "iPhone15,2", status: "sent"))
    let tablet = Device(
      token: "c2b7714e0d5f49a2a1d90b", platform: "ios", lastUsed: now - 12 * day,
      attributes: device("16.7", "iPad13,4", status: ""))
    let old = Device(
      token: "d0:91:ee/a7+b2=:APA91bH", platform: "android", lastUsed: now - 300 * day,
      attributes: device("12", "Pixel 5", status: "bounced"))
    return Story(
      number, id: "ada", email: "ada@example.com", createdDaysAgo: 960, now: now,
      attributes: [
        "first_name": "Ada", "last_name": "Lovelace", "plan": "pro", "mrr": .number("129.00"), "city": "Zürich",
        "country": "CH", "timezone": "Europe/Zurich", "seats": 12, "onboarded": true,
        "note": "likes \u{1B}[31mred\u{1B}[0m, a\rb", "score": .number("12345678901234567890"),
        "cio_subscription_preferences": ["topics": ["topic_1": true, "topic_2": false]],
      ], devices: [phone, tablet, old]
    ) { history in
      history.note("profile_create", ago: 960 * day)
      history.change("plan", from: "basic", to: "pro", ago: 2 * day)
      history.change("mrr", from: "19.00", to: "129.00", ago: 2 * day)
      history.event(
        "order_completed", ago: 2 * day + 60,
        data: ["order_id": "o-1815", "total": .number("129.00"), "currency": "EUR"])
      history.event("login", ago: 120, data: ["source": "ios"])
      history.screen("Dashboard", ago: 110)
      history.page("https://www.example.com/pricing", ago: 2 * day + 600)
      history.note("device_change", ago: 120, data: ["platform": "ios", "action": "updated"])
      for week in 0..<24 {
        history.message(
          "email", Population.subjects[week % 5], ago: (week * 7 + 3) * day,
          states: week % 3 == 0
            ? [("sent", 1), ("delivered", 5)]
            : [("sent", 1), ("delivered", 5), ("opened", 1200 + week), ("clicked", 1300 + week)]
        ) { message in
          message.campaign = week % 5 + 1
          message.action = (week % 5 + 1) * 10 + 1
        }
      }
      history.message(
        "push", "Your report is ready", ago: 4 * day, states: [("sent", 1), ("delivered", 2), ("opened", 30)]
      ) {
        $0.campaign = 2
        $0.action = 22
      }
      history.message("in_app", "New: saved filters", ago: 6 * day, states: [("sent", 1), ("opened", 4000)]) {
        $0.newsletter = 2
      }
      history.message("webhook", "", ago: 2 * day, states: [("attempted", 0), ("sent", 1)]) {
        $0.campaign = 3
        $0.action = 33
      }
      history.message("email", "Your receipt", ago: 2 * day, states: [("sent", 1), ("delivered", 3), ("opened", 400)]) {
        $0.transactional = 1
      }
    }
  }

  static func device(_ system: String, _ model: String, status: String) -> JSONObject {
    JSONObject([
      .init(name: "device_os", value: .string(system)), .init(name: "device_model", value: .string(model)),
      .init(name: "app_version", value: "4.2.0"), .init(name: "device_locale", value: "en-GB"),
      .init(name: "push_enabled", value: "true"), .init(name: "_last_status", value: .string(status)),
    ])
  }
}
