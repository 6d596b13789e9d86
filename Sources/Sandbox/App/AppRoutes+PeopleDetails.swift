extension AppRoutes {
  /// Relationships, subscription preferences and opt-outs of people.
  mutating func addPeopleDetails() {
    get("/v1/customers/{customer_id}/relationships") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        guard let page = Page(call, standard: 10, maximum: 100) else { return AppAnswer.badRequest(Page.malformed) }
        let related = workspace.objects.objects.values.filter { $0.relationships[person.number] != nil }
        let (items, next) = page.cut(Array(related))
        let list: [JSON] = items.map { object in
          [
            "object_type_id": .string(object.type),
            "identifiers": ["object_id": .string(object.id), "cio_object_id": .string(object.cioID)],
            "attributes": .object(object.relationships[person.number] ?? JSONObject()),
          ]
        }
        return .ok(["cio_relationships": .array(list), "next": .string(next)])
      }
    }
    get("/v1/customers/{customer_id}/subscription_preferences") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in Self.preferences(of: person, call, workspace) }
    }
    get("/v1/customers/{customer_id}/optouts") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        .ok(["optouts": Self.optOuts(workspace.content.optOuts[person.number] ?? [])])
      }
    }
    put("/v1/customers/{customer_id}/optouts") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        Self.withObject(call) { body in
          guard let list = body["optouts"]?.array else {
            return AppAnswer.badRequest("optouts must be a list", pointer: "/data/optouts")
          }
          var entries: [String] = []
          for item in list {
            guard let channel = item.object?["channel"]?.string, ["sms", "whatsapp"].contains(channel),
              let from = item.object?["from"]?.string, !from.isEmpty
            else { return AppAnswer.error(422, "an opt-out needs a channel and a from", pointer: "/data/optouts") }
            entries.append("\(channel)|\(from)")
          }
          workspace.content.optOuts[person.number] = entries.isEmpty ? nil : entries
          return .ok(["optouts": Self.optOuts(entries)])
        }
      }
    }
    get("/v1/optouts") { call, workspace in
      guard let page = Page(call, standard: 100, maximum: 1000) else { return AppAnswer.badRequest(Page.malformed) }
      let from = call.query("from")
      let all = workspace.content.optOuts.compactMap { number, entries -> JSON? in
        let wanted = entries.filter { from == nil || $0.hasSuffix("|" + (from ?? "")) }
        guard !wanted.isEmpty, let person = workspace.person(number) else { return nil }
        return [
          "customer_id": .string(person.customerID), "cio_id": .string(person.cioID), "optouts": Self.optOuts(wanted),
        ]
      }
      let (items, next) = page.cut(all)
      return .ok(["optouts": .array(Array(items)), "next": .string(next)])
    }
  }

  private static func optOuts(_ entries: [String]) -> JSON {
    .array(
      entries.map { entry in
        let halves = entry.split(separator: "|", maxSplits: 1)
        return ["channel": .string(String(halves[0])), "from": .string(String(halves[1]))]
      })
  }

  private static func preferences(of person: Person, _ call: Call, _ workspace: Workspace) -> Answer {
    let language = call.query("language") ?? String(call.acceptLanguage.prefix(2))
    let german = language.lowercased().hasPrefix("de")
    let topics: [JSON] = workspace.topicSubscriptions(of: person).map { topic in
      [
        "id": topic.json["id"] ?? nil, "name": topic.json["name"] ?? "", "description": topic.json["description"] ?? "",
        "subscribed": .bool(topic.subscribed),
      ]
    }
    return .ok([
      "customer": [
        "id": .string(person.customerID), "identifiers": person.identifiers,
        "unsubscribed": .bool(person.isUnsubscribed),
        "header": [
          "title": .string(german ? "Welche Nachrichten möchten Sie?" : "What would you like to hear about?"),
          "subtitle": .string(german ? "Jederzeit änderbar" : "Change this whenever you like"),
        ], "topics": .array(topics),
      ]
    ])
  }
}

extension Workspace {
  /// Each topic with whether a person gets it.
  func topicSubscriptions(of person: Person) -> [(identifier: String, json: JSONObject, subscribed: Bool)] {
    let chosen = person[attribute: "cio_subscription_preferences"]?.object?["topics"]?.object
    return content.topics.compactMap { topic in
      guard let object = topic.object, let identifier = object["identifier"]?.string else { return nil }
      let standard = object["subscribed_by_default"]?.bool ?? true
      return (identifier, object, chosen?[identifier]?.isTruthy ?? standard)
    }
  }
}
