extension AppRoutes {
  /// Campaigns and broadcasts, their actions, translations and messages.
  mutating func addCampaigns() {
    addShelf("/v1/campaigns", "campaign_id", many: "campaigns", one: "campaign", \.campaigns)
    addShelf("/v1/broadcasts", "broadcast_id", many: "broadcasts", one: "broadcast", \.broadcasts)
    addActions("campaigns", "campaign_id", \.campaigns)
    addActions("broadcasts", "broadcast_id", \.broadcasts)
    addMetrics("/v1/campaigns/{campaign_id}", \.campaigns, "campaign_id") { $0.campaign == $1 }
    addMetrics("/v1/broadcasts/{broadcast_id}", \.broadcasts, "broadcast_id") { $0.broadcast == $1 }
    addJourneyMetrics()
    for (kind, parameter, path) in [
      ("campaigns", "campaign_id", \Message.campaign as KeyPath<Message, Int?> & Sendable),
      ("broadcasts", "broadcast_id", \Message.broadcast),
    ] {
      get("/v1/\(kind)/{\(parameter)}/messages") { call, workspace in
        let id = Self.integer(call, parameter)
        guard workspace.content.campaigns[id] != nil || workspace.content.broadcasts[id] != nil else {
          return AppAnswer.notFound
        }
        return Self.answer(workspace.allMessages().filter { $0[keyPath: path] == id }, call, workspace)
      }
    }
  }

  private mutating func addActions(_ kind: String, _ owner: String, _ shelf: ShelfPath) {
    let base = "/v1/\(kind)/{\(owner)}/actions"
    get(base) { call, workspace in
      let id = Self.integer(call, owner)
      guard workspace.content[keyPath: shelf][id] != nil else { return AppAnswer.notFound }
      return .ok(["actions": .array(Self.owned(workspace.content.actions, by: owner, id).map { .object($0) })])
    }
    get("\(base)/{action_id}") { call, workspace in
      guard let action = Self.action(call, workspace, owner) else { return AppAnswer.notFound }
      return .ok(["action": .object(action)])
    }
    put("\(base)/{action_id}") { call, workspace in
      guard Self.action(call, workspace, owner) != nil else { return AppAnswer.notFound }
      return Self.update(call, &workspace, \.actions, id: Self.integer(call, "action_id"), named: "action")
    }
    for method in ["GET", "PUT"] {
      add(method, "\(base)/{action_id}/language/{language}") { call, workspace in
        let action = Self.action(call, workspace, owner)
        return Self.translation(call, &workspace, owner: "action/\(call["action_id"])", of: action, named: "action")
      }
    }
    addMetrics("\(base)/{action_id}", \.actions, "action_id") { $0.action == $1 }
  }

  /// An action, where it is one of the owner that the path names.
  private static func action(_ call: Call, _ workspace: Workspace, _ owner: String) -> JSONObject? {
    let action = workspace.content.actions[integer(call, "action_id")]
    return action?[owner]?.integer == integer(call, owner) ? action : nil
  }

  private mutating func addJourneyMetrics() {
    get("/v1/campaigns/{campaign_id}/journey_metrics") { call, workspace in
      let id = Self.integer(call, "campaign_id")
      guard workspace.content.campaigns[id] != nil else { return AppAnswer.notFound }
      let lengths = ["hourly": 3_600, "daily": 86_400, "weekly": 604_800, "monthly": 2_592_000]
      guard let start = call.query("start").flatMap({ Int($0) }), let end = call.query("end").flatMap({ Int($0) }),
        let resolution = call.query("resolution"),
        let length = lengths[resolution] ?? lengths[resolution.replacing("s", with: "") + "ly"],
        start < end, (end - start) / length < 1_000
      else { return AppAnswer.badRequest("start, end and resolution are required") }
      let messages = workspace.allMessages().filter { $0.campaign == id }
      let steps = (end - start + length - 1) / length
      func series(_ state: String?) -> JSON {
        var counts = [Int](repeating: 0, count: steps)
        for message in messages {
          let time = state == nil ? message.created : message.states.first { $0.name == state }?.time
          if let time, time >= start, time < end { counts[(time - start) / length] += 1 }
        }
        return .array(counts.map { .integer($0) })
      }
      let none = JSON.array([JSON](repeating: 0, count: steps))
      return .ok([
        "journey_metric": [
          "started": series(nil), "activated": series(nil), "exited_early": none, "finished": series("sent"),
          "converted": series("converted"), "never_activated": none, "messaged": series("sent"),
        ]
      ])
    }
  }
}
