extension AppRoutes {
  mutating func addPeople() {
    get("/v1/customers") { call, workspace in
      if let email = call.query("email"), !email.isEmpty {
        return .ok(["results": .array(workspace.numbers(email: email).compactMap { workspace.person($0)?.identifiers })]
        )
      }
      // The Beta API's example in the module's documentation asks without a query and finds five.
      guard call.domain == .beta else { return AppAnswer.badRequest("email is required") }
      return .ok([
        "results": .array(workspace.numbers(from: 1).prefix(5).compactMap { workspace.person($0)?.identifiers })
      ])
    }
    add("POST", "/v1/customers", changes: false) { call, workspace in Self.search(call, &workspace) }
    get("/v1/customers/{customer_id}/attributes") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        .ok(["customer": Self.attributes(of: person, &workspace)])
      }
    }
    add("POST", "/v1/customers/attributes", changes: false) { call, workspace in
      Self.withObject(call) { body in
        guard let ids = body["ids"]?.array, (1...100).contains(ids.count) else {
          return AppAnswer.badRequest("ids must hold 1 to 100 items", pointer: "/data/ids")
        }
        let kind = body["id_type"]?.string ?? call.query("id_type")
        let people = ids.compactMap { item -> JSON? in
          guard let reference = Reference(kind: kind, text: item.attributeText),
            let person = workspace.find(reference)
          else { return nil }
          return ["customer": Self.attributes(of: person, &workspace)]
        }
        return .ok(["customers": .array(people)])
      }
    }
    get("/v1/customers/{customer_id}/segments") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        let segments: [JSON] = workspace.segments(of: person.number).map { segment in
          ["id": .integer(segment.id), "name": .string(segment.name), "description": .string(segment.description)]
        }
        return .ok(["segments": .array(segments)])
      }
    }
  }

  private static func search(_ call: Call, _ workspace: inout Workspace) -> Answer {
    withObject(call) { body in
      guard let page = Page(call, standard: 50, maximum: 1000) else { return AppAnswer.badRequest(Page.malformed) }
      guard let filter = body["filter"] else {
        return AppAnswer.badRequest("filter is required", pointer: "/data/filter")
      }
      let condition: Condition
      switch ConditionInput.read(filter) {
      case .failure(let refusal):
        return AppAnswer.badRequest(refusal.messages.joined(separator: ", "), pointer: refusal.field)
      case .success(let read): condition = read
      }
      var found: [Person] = []
      var next = ""
      /// Takes one into the page; false once the page is full.
      func take(_ number: Int) -> Bool {
        guard workspace.holds(condition, for: number), let person = workspace.person(number) else { return true }
        if found.count == page.limit {
          next = Page.token(number)
          return false
        }
        found.append(person)
        return true
      }
      if let few = candidates(for: condition, workspace) {
        for number in few where number >= page.start { if !take(number) { break } }
      } else {
        for number in workspace.numbers(from: page.start) { if !take(number) { break } }
      }
      return .ok([
        "identifiers": .array(found.map(\.identifiers)), "ids": .array(found.map { .string($0.customerID) }),
        "next": .string(next),
      ])
    }
  }

  /// Whoever can fit at all, where an id or an address is asked for; nil where everyone is to be gone through.
  private static func candidates(for condition: Condition, _ workspace: Workspace) -> [Int]? {
    switch condition {
    case .equals("id", let id): return [workspace.number(of: .id(id))].compactMap { $0 }
    case .equals("email", let email): return workspace.numbers(email: email)
    default: return nil
    }
  }

  /// A person with attributes as text, the way the App API gives them.
  static func attributes(of person: Person, _ workspace: inout Workspace) -> JSON {
    var attributes: JSONObject = [
      "cio_id": .string(person.cioID), "id": .text(person.id), "email": .text(person.email),
    ]
    var timestamps: JSONObject = [
      "cio_id": .integer(person.created), "id": .integer(person.created), "email": .integer(person.created),
    ]
    for attribute in person.attributes {
      attributes[attribute.name] = .string(attribute.value.attributeText)
      timestamps[attribute.name] = .integer(attribute.changed)
    }
    attributes["unsubscribed"] = .string(person.isUnsubscribed ? "true" : "false")
    let emailed = workspace.messages(of: person.number).last {
      $0.type == "email" && $0.states.contains { $0.name == "sent" }
    }
    if let emailed {
      attributes["_last_emailed"] = .string(String(emailed.created))
      timestamps["_last_emailed"] = .integer(emailed.created)
    }
    let topics = workspace.topicSubscriptions(of: person)
    attributes["_cio_subscription_preferences_computed"] = .string(
      JSON.object([
        "topics": .object(JSONObject(topics.map { .init(name: $0.identifier, value: .bool($0.subscribed)) }))
      ])
      .compactText)
    return [
      "id": .string(person.customerID), "identifiers": person.identifiers, "attributes": .object(attributes),
      "timestamps": .object(timestamps), "unsubscribed": .bool(person.isUnsubscribed),
      "devices": .array(person.devices.map(\.json)),
    ]
  }
}
