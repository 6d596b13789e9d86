extension Story {
  /// People whose messages got stuck on the way.
  static func deliveries(now: Int) -> [Maker] {
    let day = HistoryBuilder.day
    return [
      { number in  // The webhook that should have told the CRM failed.
        Story(
          number, id: "edsger", email: "edsger@example.net", createdDaysAgo: 210, now: now,
          attributes: ["first_name": "Edsger", "last_name": "Dijkstra", "plan": "pro", "onboarded": true]
        ) { history in
          history.message("webhook", "", ago: day, states: [("attempted", 0), ("failed", 30)]) {
            $0.campaign = 3; $0.action = 33
            $0.failure = "HTTP 500 from https://hooks.example.com/crm after 5 attempts"
          }
        }
      },
      { number in  // No device to push to.
        Story(
          number, id: "joan", email: "joan@example.com", createdDaysAgo: 150, now: now,
          attributes: ["first_name": "Joan", "last_name": "Clarke", "plan": "pro", "onboarded": true]
        ) { history in
          history.message(
            "push", "Your report is ready", ago: 3 * day, states: [("attempted", 0), ("undeliverable", 1)]
          ) {
            $0.campaign = 2; $0.action = 22
            $0.failure = "no devices"
          }
        }
      },
      { number in  // Deferred by the mail server, again and again.
        Story(
          number, id: "ken", email: "ken@example.org", createdDaysAgo: 33, now: now,
          attributes: ["first_name": "Ken", "last_name": "Thompson", "plan": "basic"]
        ) { history in
          history.message("email", "Welcome aboard", ago: day, states: [("sent", 1), ("deferred", 600)]) {
            $0.campaign = 1; $0.action = 11
            $0.failure = "451 4.7.1 Greylisted, try again later"
          }
        }
      },
      { number in  // A draft that nobody sent.
        Story(
          number, id: "annie", email: "annie@example.com", createdDaysAgo: 75, now: now,
          attributes: ["first_name": "Annie", "last_name": "Easley", "plan": "basic", "onboarded": true]
        ) { history in
          history.message("email", "Three things to try first", ago: 2 * day, states: [("drafted", 0)]) {
            $0.campaign = 2; $0.action = 21
          }
        }
      },
      { number in  // Marked a message as spam.
        Story(
          number, id: "guido", email: "guido@example.net", createdDaysAgo: 800, now: now,
          attributes: ["first_name": "Guido", "last_name": "Rossi", "plan": "free", "phone": "+390612345"]
        ) { history in
          history.message(
            "email", "We miss you", ago: 12 * day,
            states: [("sent", 1), ("delivered", 4), ("opened", 30), ("spammed", 40)]
          ) {
            $0.campaign = 4; $0.action = 41
          }
          history.message("twilio", "Your login code", ago: 11 * day, states: [("sent", 1), ("bounced", 9)]) {
            $0.transactional = 3
            $0.failure = "Twilio error 30003: unreachable destination handset"
          }
        }
      },
      { sampler($0, now: now) },
    ]
  }

  /// One of each: every kind of activity, every type and state of a message.
  private static func sampler(_ number: Int, now: Int) -> Story {
    Story(
      number, id: "sam", email: "sam@example.com", createdDaysAgo: 365, now: now,
      attributes: ["first_name": "Sam", "last_name": "Pell", "plan": "basic", "onboarded": true]
    ) { history in
      var ago = 40 * HistoryBuilder.day
      for type in ActivityTypes.plain {
        ago -= HistoryBuilder.hour
        history.note(type, ago: ago, data: ActivityTypes.sample(type)) { activity in
          if activity.isEvent { activity.name = type == "page" ? "https://www.example.com/" : "sample_\(type)" }
          if type == "page" { activity.url = "https://www.example.com/" }
        }
      }
      for (channel, states) in ActivityTypes.channels {
        for state in states {
          ago -= HistoryBuilder.hour
          history.message(channel, "Sample: \(state)", ago: ago, states: [(state, 1)]) { message in
            message.newsletter = 3
            if ["failed", "bounced", "dropped", "undeliverable"].contains(state) { message.failure = "sample failure" }
          }
        }
      }
    }
  }
}
