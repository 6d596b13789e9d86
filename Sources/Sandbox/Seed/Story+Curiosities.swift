extension Story {
  /// People whose names, identifiers and values are hard on a program.
  static func curiosities(now: Int) -> [Maker] {
    [
      { number in
        Story(
          number, id: "tanaka", email: "hanako.tanaka@example.com", createdDaysAgo: 260, now: now,
          attributes: ["first_name": "花子", "last_name": "田中", "city": "東京", "plan": "pro", "onboarded": true])
      },
      { number in
        Story(
          number, id: "mika", email: "mika@example.org", createdDaysAgo: 15, now: now,
          attributes: ["first_name": "Mika 👩‍🚀", "last_name": "Virtanen 🇫🇮", "plan": "free", "status": "🚀 launched"])
      },
      { number in
        Story(
          number, id: "lior", email: "lior@example.com", createdDaysAgo: 31, now: now,
          attributes: ["first_name": "ליאור", "last_name": "كريم", "plan": "basic"])
      },
      { number in
        Story(
          number, id: "team/ops#1?50%", email: "plus+tag@example.com", createdDaysAgo: 88, now: now,
          attributes: ["first_name": "Ops", "last_name": "Team", "plan": "enterprise", "path": "a/b\\c \"d\""])
      },
      { number in  // Known by an address only.
        Story(
          number, id: nil, email: "no-id@example.com", createdDaysAgo: 9, now: now,
          attributes: [
            "first_name": "Nobody", "plan": "free", "long": .string(String(repeating: "long text ", count: 90)),
          ])
      },
      { number in  // Known by an id only, and the values are not plain text.
        Story(
          number, id: "42", email: nil, createdDaysAgo: 400, now: now,
          attributes: [
            "first_name": "Number", "tags": ["beta", "vip", "2024"], "address": ["city": "Graz", "zip": "8010"],
            "ratio": .number("1.10"), "big": .number("12345678901234567890"), "nothing_but_spaces": "   ",
          ])
      },
    ]
  }

  /// Somebody who was deleted: no longer a person, but still in the log.
  static func deletedPerson(now: Int) -> [Activity] {
    var ghost = Person(number: 0, id: "radia", email: "radia@example.com", created: now - 300 * HistoryBuilder.day)
    ghost.set("plan", "pro", at: ghost.created)
    var builder = HistoryBuilder(person: ghost, now: now)
    builder.event("login", ago: 12 * HistoryBuilder.day, data: ["source": "web"])
    builder.change("plan", from: "pro", to: "free", ago: 11 * HistoryBuilder.day)
    builder.note("profile_delete", ago: 10 * HistoryBuilder.day, data: ["reason": "erasure request"])
    return builder.finish().activities.map { activity in
      var activity = activity
      activity.person = nil
      return activity
    }
  }
}
