extension AppRoutes {
  /// Exports, which are ready a moment after they were asked for, and imports.
  mutating func addExports() {
    get("/v1/exports") { call, workspace in
      .ok(["exports": .array(workspace.content.exports.values.map { Self.export($0, call) })])
    }
    get("/v1/exports/{export_id}") { call, workspace in
      guard let export = workspace.content.exports[Self.integer(call, "export_id")] else { return AppAnswer.notFound }
      return .ok(["export": Self.export(export, call)])
    }
    add("GET", "/v1/exports/{export_id}/download", changes: true) { call, workspace in
      let id = Self.integer(call, "export_id")
      guard let export = workspace.content.exports[id] else { return AppAnswer.notFound }
      guard Self.isDone(export, call) else { return AppAnswer.badRequest("the export is not done yet") }
      workspace.content.exports[id]?["downloads"] = .integer((export["downloads"]?.integer ?? 0) + 1)
      let key = String(Dice.mix(UInt64(id)), radix: 16)
      return .ok(["url": .string("\(workspace.appURL)/exports/\(id)/\(key)/export.csv")])
    }
    add("GET", "/exports/{export_id}/{key}/export.csv", credential: .none, limited: false) { call, workspace in
      let id = Self.integer(call, "export_id")
      guard let export = workspace.content.exports[id], call["key"] == String(Dice.mix(UInt64(max(0, id))), radix: 16)
      else { return AppAnswer.notFound }
      return Answer(
        status: 200, contentType: "text/csv; charset=utf-8", body: ExportFile.csv(export, &workspace, now: call.now))
    }
    post("/v1/exports/customers") { call, workspace in
      Self.withObject(call) { body in
        guard let filter = body["filters"] ?? body["filter"] else {
          return AppAnswer.badRequest("filters is required", pointer: "/data/filters")
        }
        switch ConditionInput.read(filter, pointer: "/data/filters") {
        case .failure(let refusal):
          return AppAnswer.badRequest(refusal.messages.joined(separator: ", "), pointer: refusal.field)
        case .success(let condition):
          let total = workspace.numbers(from: 1).reduce(0) { $0 + (workspace.holds(condition, for: $1) ? 1 : 0) }
          return Self.start("customers", "Customers", total, .object(body), call, &workspace)
        }
      }
    }
    post("/v1/exports/deliveries") { call, workspace in
      Self.withObject(call) { body in
        let names = ["newsletter_id", "campaign_id", "transactional_message_id", "action_id"]
        guard let name = names.first(where: { body[$0]?.integer != nil }), let id = body[name]?.integer else {
          return AppAnswer.badRequest("one of \(names.joined(separator: ", ")) is required")
        }
        let total = ExportFile.deliveries(body, &workspace, now: call.now).count
        return Self.start("deliveries", "Deliveries of \(name) \(id)", total, .object(body), call, &workspace)
      }
    }
    addImports()
  }

  private static func start(
    _ kind: String, _ about: String, _ total: Int, _ request: JSON, _ call: Call, _ workspace: inout Workspace
  ) -> Answer {
    let id = Content.nextID(workspace.content.exports)
    var export = Content.export(id, kind: kind, about: about, total: total, at: call.now)
    export.append("_request", request)
    workspace.content.exports[id] = export
    return .ok(["export": Self.export(export, call)])
  }

  private static func isDone(_ export: JSONObject, _ call: Call) -> Bool {
    call.time >= Double(export["created_at"]?.integer ?? 0) + 1.5
  }

  private static func export(_ export: JSONObject, _ call: Call) -> JSON {
    var shown = export
    shown["_request"] = nil
    if isDone(export, call) { shown["status"] = "done" }
    return .object(shown)
  }

  // MARK: Imports

  private mutating func addImports() {
    post("/v1/imports") { call, workspace in
      Self.withObject(call) { body in
        guard let input = body["import"]?.object else {
          return AppAnswer.badRequest("import is required", pointer: "/data/import")
        }
        for name in ["name", "data_file_url", "type"] where input[name]?.string?.isEmpty ?? true {
          return AppAnswer.error(422, "\(name) is required", pointer: "/data/import/\(name)")
        }
        guard ["people", "event", "object", "relationship"].contains(input["type"]?.string) else {
          return AppAnswer.error(
            422, "type must be one of people, event, object, relationship", pointer: "/data/import/type")
        }
        let id = Content.nextID(workspace.content.imports)
        var entry: JSONObject = ["id": .integer(id)]
        for member in input.members where member.name != "id" { entry.append(member.name, member.value) }
        entry["created_at"] = .integer(call.now)
        entry["updated_at"] = .integer(call.now)
        entry["rows_to_import"] = 0
        entry["rows_imported"] = 0
        entry["error"] = ""
        workspace.content.imports[id] = entry
        return .ok(["import": Self.progress(of: entry, call)])
      }
    }
    get("/v1/imports/{import_id}") { call, workspace in
      guard let entry = workspace.content.imports[Self.integer(call, "import_id")] else { return AppAnswer.notFound }
      return .ok(["import": Self.progress(of: entry, call)])
    }
  }

  /// An import goes on by a state each half second. The sandbox fetches no files, so there are no rows.
  private static func progress(of entry: JSONObject, _ call: Call) -> JSON {
    guard entry["state"] == nil else { return .object(entry) }
    let states = ["preprocessing", "preprocessed", "validating", "validated", "importing", "imported"]
    let step = Int((call.time - Double(entry["created_at"]?.integer ?? 0)) * 2)
    var shown = entry
    shown["state"] = .string(states[min(max(0, step), states.count - 1)])
    return .object(shown)
  }
}

/// What an export's download holds.
enum ExportFile {
  static func csv(_ export: JSONObject, _ workspace: inout Workspace, now: Int) -> [UInt8] {
    let request = export["_request"]?.object ?? JSONObject()
    var lines: [String]
    if export["type"]?.string == "deliveries" {
      lines = ["delivery_id,customer_id,type,recipient,subject,created"]
      for message in deliveries(request, &workspace, now: now) {
        let id = message.person.flatMap { workspace.person($0)?.id } ?? ""
        let fields = [message.id, id, message.type, message.recipient, message.subject, String(message.created)]
        lines.append(fields.map(quoted).joined(separator: ","))
      }
    } else {
      lines = ["cio_id,id,email,created_at,unsubscribed"]
      let condition = (try? ConditionInput.read(request["filters"] ?? request["filter"] ?? [:]).get()) ?? .segment(1)
      for number in workspace.numbers(from: 1) where workspace.holds(condition, for: number) {
        guard let person = workspace.person(number) else { continue }
        let fields = [
          person.cioID, person.id ?? "", person.email ?? "", String(person.created), String(person.isUnsubscribed),
        ]
        lines.append(fields.map(quoted).joined(separator: ","))
      }
    }
    return Array((lines.joined(separator: "\n") + "\n").utf8)
  }

  static func deliveries(_ request: JSONObject, _ workspace: inout Workspace, now: Int) -> [Message] {
    let start = request["start"]?.integer ?? 0
    let end = request["end"]?.integer ?? .max
    return workspace.allMessages().filter { message in
      let fits =
        message.newsletter == request["newsletter_id"]?.integer && message.newsletter != nil
        || message.campaign == request["campaign_id"]?.integer && message.campaign != nil
        || message.transactional == request["transactional_message_id"]?.integer && message.transactional != nil
        || message.action == request["action_id"]?.integer && message.action != nil
      guard fits, message.created >= start, message.created <= end else { return false }
      guard let metric = request["metric"]?.string, metric != "created" else { return true }
      return message.has(metric, by: now)
    }
  }

  private static func quoted(_ field: String) -> String {
    guard field.unicodeScalars.contains(where: { ",\"\n\r".unicodeScalars.contains($0) }) else { return field }
    // By code point: a quote before an accent is one too.
    let parts = field.unicodeScalars.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + parts.map { String($0) }.joined(separator: "\"\"") + "\""
  }
}
