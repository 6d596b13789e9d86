extension AppRoutes {
  mutating func addActivities() {
    get("/v1/activities") { call, workspace in
      var list: [Activity]
      if let text = call.query("customer_id"), !text.isEmpty {
        guard let reference = Reference(kind: call.query("id_type"), text: text) else {
          return AppAnswer.badRequest("invalid id_type")
        }
        let deleted = Self.isTrue(call.query("deleted"))
        if let number = workspace.number(of: reference) {
          list = workspace.history(number)
        } else if deleted {
          list = workspace.allActivities().filter { Self.named($0, by: reference) }
        } else {
          return AppAnswer.notFound
        }
        return Self.answer(list, call, workspace)
      }
      list = workspace.allActivities()
      if !Self.isTrue(call.query("deleted")) {
        list.removeAll { $0.person.map { !workspace.exists($0) } ?? ($0.customerID != nil || $0.email != nil) }
      }
      return Self.answer(list, call, workspace)
    }
    get("/v1/customers/{customer_id}/activities") { call, workspace in
      Self.withPerson(call, &workspace) { person, workspace in
        Self.answer(workspace.history(person.number), call, workspace)
      }
    }
  }

  static func isTrue(_ text: String?) -> Bool { text == "true" || text == "1" }

  private static func named(_ activity: Activity, by reference: Reference) -> Bool {
    switch reference {
    case .id(let id): return activity.customerID.map { sameBytes($0, id) } ?? false
    case .email(let email): return activity.email?.lowercased() == email.lowercased()
    case .cioID(let text): return activity.person.map { Person.cioID($0) == text } ?? false
    case .phone, .anonymous: return false
    }
  }

  /// A page of activities, newest first. A token names the last entry given, so that new ones shift nothing.
  private static func answer(_ list: [Activity], _ call: Call, _ workspace: Workspace) -> Answer {
    guard let page = Page(call, standard: 10, maximum: 100) else { return AppAnswer.badRequest(Page.malformed) }
    let type = call.query("type").flatMap { $0.isEmpty ? nil : $0 }
    let name = call.query("name").flatMap { $0.isEmpty ? nil : $0 }
    let wanted = list.filter { (type == nil || $0.type == type) && (name == nil || $0.name == name) }
    // Counted from the oldest, a place in the list stays where it is while new entries come.
    let end = call.query("start").map { $0.isEmpty } ?? true ? wanted.count : min(page.start, wanted.count)
    let first = max(0, end - page.limit)
    let items = wanted[first..<end].reversed().map { $0.json(workspace) }
    return .ok(["activities": .array(items), "next": .string(first > 0 ? Page.token(first) : "")])
  }
}

extension Activity {
  func json(_ workspace: Workspace) -> JSON {
    let current = person.flatMap { workspace.person($0) }
    var object: JSONObject = [
      "id": .string(id), "type": .string(type), "timestamp": .integer(time),
      "customer_id": .text(current?.id ?? customerID),
      "customer_identifiers": current?.identifiers
        ?? ["email": .text(email), "id": .text(customerID), "cio_id": .text(person.map { Person.cioID($0) })],
    ]
    if let name { object.append("name", .string(name)) }
    if let url { object.append("url", .string(url)) }
    if let deliveryID { object.append("delivery_id", .string(deliveryID)) }
    if let deliveryType { object.append("delivery_type", .string(deliveryType)) }
    object.append("data", data ?? [:])
    return .object(object)
  }
}
