extension Segment {
  static func seeded(now: Int, stories: [Story]) -> [Segment] {
    let day = HistoryBuilder.day
    func numbers(_ ids: String...) -> Set<Int> {
      Set(stories.filter { story in ids.contains { $0 == story.person.id } }.map(\.person.number))
    }
    func segment(
      _ id: Int, _ name: String, _ description: String, tags: [String] = [], condition: Condition? = nil,
      share: Int = 0, members: Set<Int> = []
    ) -> Segment {
      Segment(
        id: id, name: name, description: description, tags: tags, created: now - (400 - id * 11) * day,
        updated: now - id * day, condition: condition, share: share, members: members)
    }
    let paying = Condition.any([.equals("plan", "basic"), .equals("plan", "pro"), .equals("plan", "enterprise")])
    return [
      segment(
        1, "VIP", "Customers that get a personal answer", tags: ["support"], share: 40,
        members: numbers("ada", "u-10442")),
      segment(
        2, "Beta testers", "Try new features first", tags: ["product"], share: 25, members: numbers("zoe.m", "sam")),
      segment(3, "Paying customers", "On any plan that costs something", condition: paying),
      segment(4, "Pro plan", "plan is pro", tags: ["billing"], condition: .equals("plan", "pro")),
      segment(5, "Unsubscribed", "Want no messages", condition: .equals("unsubscribed", "true")),
      segment(
        6, "Onboarded Pro customers", "plan is pro, and onboarded exists: who the upgrade campaign is for",
        condition: .all([.equals("plan", "pro"), .exists("onboarded")])),
      segment(7, "Zürich", "city is Zürich", condition: .equals("city", "Zürich")),
      segment(
        8, "Ordered in the last 30 days", "performed order_completed",
        condition: .performed("order_completed", days: 30)),
      segment(9, "Reachable by push", "Has a device", condition: .hasDevice),
      segment(10, "Support escalations", "Open tickets of the second line", share: 150, members: numbers("alan.t")),
      segment(
        11, "Free without onboarding", "plan is free, onboarded does not exist",
        condition: .all([.equals("plan", "free"), .not(.exists("onboarded"))])),
      segment(12, "Webinar 2024 🎓", "List of the sign-ups", tags: ["event", "2024"], share: 0),
    ]
  }
}
