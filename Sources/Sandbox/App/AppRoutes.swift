/// The routes of the App API, which the Beta API serves under `/v1/api`.
struct AppRoutes {
  var table = RouteTable()

  static func make() -> RouteTable {
    var routes = AppRoutes()
    routes.addPeople()
    routes.addPeopleDetails()
    routes.addSegments()
    routes.addActivities()
    routes.addMessages()
    routes.addWorkspace()
    routes.addCampaigns()
    routes.addTriggers()
    routes.addNewsletters()
    routes.addTransactional()
    routes.addSend()
    routes.addExports()
    routes.addObjects()
    routes.addCollections()
    routes.addSuppression()
    routes.addAccount()
    return routes.table
  }

  mutating func add(
    _ method: String, _ path: String, credential: Credential = .bearer, changes: Bool? = nil, limited: Bool = true,
    interval: Int = 0, _ handler: @escaping Handler
  ) {
    table.add(method, path, credential, changes: changes, limited: limited, interval: interval, handler: handler)
  }

  mutating func get(_ path: String, _ handler: @escaping Handler) { add("GET", path, handler) }
  mutating func post(_ path: String, _ handler: @escaping Handler) { add("POST", path, handler) }
  mutating func put(_ path: String, _ handler: @escaping Handler) { add("PUT", path, handler) }
  mutating func delete(_ path: String, _ handler: @escaping Handler) { add("DELETE", path, handler) }

  /// The person that a path's `customer_id` and the query's `id_type` stand for, or why there is none.
  static func withPerson(
    _ call: Call, _ workspace: inout Workspace, _ body: (Person, inout Workspace) -> Answer
  ) -> Answer {
    guard let reference = Reference(kind: call.query("id_type"), text: call["customer_id"]) else {
      return AppAnswer.badRequest("invalid id_type")
    }
    if case .phone = reference { return AppAnswer.badRequest("phone is not enabled as an identifier") }
    guard let person = workspace.find(reference) else { return AppAnswer.notFound }
    return body(person, &workspace)
  }

  static func withObject(_ call: Call, _ body: (JSONObject) -> Answer) -> Answer {
    switch call.json {
    case .success(.object(let object)): return body(object)
    case .failure(let failure): return AppAnswer.badRequest("malformed JSON: \(failure.message)")
    default: return AppAnswer.badRequest("the body must be a JSON object")
    }
  }

  static func integer(_ call: Call, _ name: String) -> Int { Int(call[name]) ?? -1 }
}
