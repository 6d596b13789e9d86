extension Story {
  /// People who did not get what they expected, each for another reason.
  static func complaints(now: Int) -> [Maker] {
    let day = HistoryBuilder.day
    return [
      { number in  // Unsubscribed.
        Story(
          number, id: "hedy", email: "hedy@example.com", createdDaysAgo: 500, now: now,
          attributes: [
            "first_name": "Hedy", "last_name": "Lamarr", "plan": "pro", "onboarded": true, "unsubscribed": true,
          ]
        ) { history in
          history.message(
            "email", "Your trial ends in 3 days", ago: 20 * day,
            states: [("sent", 1), ("delivered", 4), ("opened", 90), ("unsubscribed", 95)]
          ) {
            $0.campaign = 3; $0.action = 31
          }
          history.change("unsubscribed", from: nil, to: "true", ago: 20 * day - 95)
        }
      },
      { number in  // The address bounced, and the provider suppresses it.
        Story(
          number, id: "alan.t", email: "alan@example.net", createdDaysAgo: 300, now: now,
          attributes: ["first_name": "Alan", "last_name": "Turing", "plan": "basic", "onboarded": true]
        ) { history in
          history.message("email", "Welcome aboard", ago: 31 * day, states: [("sent", 1), ("bounced", 7)]) {
            $0.campaign = 1; $0.action = 11
            $0.failure = "550 5.1.1 The email account that you tried to reach does not exist"
          }
          history.message("email", "We miss you", ago: 3 * day, states: [("attempted", 1), ("dropped", 2)]) {
            $0.campaign = 4; $0.action = 41
            $0.failure = "Suppressed: previous hard bounce"
          }
        }
      },
      { number in  // Misses the one attribute that the segment of the campaign asks for.
        Story(
          number, id: "katherine", email: "katherine@example.com", createdDaysAgo: 90, now: now,
          attributes: [
            "first_name": "Katherine", "last_name": "Johnson", "plan": "pro", "mrr": .number("129.00"),
            "city": "Portland",
          ]
        ) { history in
          history.event("order_completed", ago: 4 * day, data: ["order_id": "o-1969", "total": .number("88.00")])
        }
      },
      { number in  // The event came under another name.
        Story(
          number, id: "barbara", email: "barbara@example.org", createdDaysAgo: 120, now: now,
          attributes: ["first_name": "Barbara", "last_name": "Liskov", "plan": "basic", "onboarded": true]
        ) { history in
          history.event("Order Completed", ago: 1 * day, data: ["order_id": "o-1974", "total": .number("19.00")])
          history.event("Order Completed", ago: 8 * day, data: ["order_id": "o-1973", "total": .number("19.00")])
        }
      },
      { number in  // The event came with a time more than 72 hours old, so no campaign started.
        Story(
          number, id: "tim", email: "tim@example.com", createdDaysAgo: 60, now: now,
          attributes: ["first_name": "Tim", "last_name": "Berners", "plan": "basic"]
        ) { history in
          history.event("cart_abandoned", ago: 5 * day, data: ["late": true, "received_at": .integer(now - day)])
        }
      },
      { number in  // Switched one topic off.
        Story(
          number, id: "frances", email: "frances@example.com", createdDaysAgo: 700, now: now,
          attributes: [
            "first_name": "Frances", "last_name": "Allen", "plan": "pro", "onboarded": true,
            "cio_subscription_preferences": ["topics": ["topic_1": false, "topic_2": true, "topic_3": true]],
          ]
        ) { history in history.note("topic_unsubscribed_email", ago: 14 * day, data: ["topic": "topic_1"]) }
      },
      { number in  // An update failed: the address belongs to somebody else.
        Story(
          number, id: "mary", email: nil, createdDaysAgo: 45, now: now,
          attributes: ["first_name": "Mary", "last_name": "Jackson", "plan": "free"]
        ) { history in
          history.note(
            "failed_attribute_change", ago: 2 * day,
            data: [
              "email": ["from": nil, "to": "grace@example.com"], "reason": "email already belongs to another profile",
            ])
        }
      },
      { number in  // Merged out of two.
        Story(
          number, id: "dorothy", email: "dorothy@example.com", createdDaysAgo: 640, now: now,
          attributes: ["first_name": "Dorothy", "last_name": "Vaughan", "plan": "enterprise", "onboarded": true]
        ) { history in
          history.note(
            "profile_merge", ago: 6 * day,
            data: ["primary": ["id": "dorothy"], "secondary": ["id": "dorothy-old", "email": "d.vaughan@example.org"]])
        }
      },
    ]
  }
}
