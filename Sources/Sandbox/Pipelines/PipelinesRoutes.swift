import Foundation

/// The routes of the Pipelines API. Its calls end up as the same people and events; answers are 200 even for what it
/// drops, unless `X-Strict-Mode: 1` asks to be told.
enum PipelinesRoutes {
  private static let calls = ["identify", "track", "page", "screen", "group", "alias"]

  static func table() -> RouteTable {
    var table = RouteTable()
    for kind in calls {
      table.add("POST", "/v1/\(kind)", .writeKey) { call, workspace in
        withObject(call) { body in
          let dropped = take(kind, body, call, &workspace)
          return call.isStrict ? dropped.map(refused) ?? accepted : accepted
        }
      }
    }
    table.add("POST", "/v1/batch", .writeKey) { call, workspace in
      withObject(call) { body in
        guard let batch = body["batch"]?.array else { return refused("batch must be an array") }
        guard call.body.readableBytes <= TrackLimits.batch else { return refused("batch cannot be larger than 500 KB") }
        var dropped: String?
        for item in batch {
          guard let object = item.object, let kind = object["type"]?.string, calls.contains(kind) else {
            dropped = dropped ?? "type must be one of \(calls.joined(separator: ", "))"
            continue
          }
          let reason = take(kind, object, call, &workspace)
          dropped = dropped ?? reason
        }
        return call.isStrict ? dropped.map(refused) ?? accepted : accepted
      }
    }
    return table
  }

  private static let accepted = Answer.compact(200, ["success": true])

  private static func refused(_ message: String) -> Answer {
    .compact(400, ["success": false, "message": .string(message)])
  }

  private static func withObject(_ call: Call, _ body: (JSONObject) -> Answer) -> Answer {
    switch call.json {
    case .success(.object(let object)): return body(object)
    case .failure(let failure): return refused("malformed JSON: \(failure.message)")
    default: return refused("the body must be a JSON object")
    }
  }

  /// - Returns: why the call was dropped; nil where it was not.
  private static func take(
    _ kind: String, _ body: JSONObject, _ call: Call, _ workspace: inout Workspace
  ) -> String? {
    let anonymousID = body["anonymousId"]?.string
    let reference =
      body["userId"]?.attributeText.nonEmpty.map { Reference.id($0) }
      ?? anonymousID.map { Reference.anonymous($0) }
    guard let reference else { return "userId or anonymousId is required" }
    let time = body["timestamp"]?.string.flatMap { ISO8601.seconds($0) } ?? call.now
    switch kind {
    case "identify":
      var traits = body["traits"]?.object ?? JSONObject()
      if let created = traits["createdAt"] {
        traits["createdAt"] = nil
        traits["created_at"] = created.string.flatMap { ISO8601.seconds($0) }.map { .integer($0) } ?? created
      }
      if let anonymousID, case .id = reference { traits["anonymous_id"] = .string(anonymousID) }
      workspace.identify(
        AttributeUpdate(attributes: traits, timestamp: time, reference: reference), at: call.now)
    case "group":
      guard let person = workspace.findOrCreate(reference, at: call.now),
        let group = body["groupId"]?.attributeText.nonEmpty
      else { return "groupId is required" }
      let traits = body["traits"]?.object ?? JSONObject()
      let key = ObjectStore.Key(type: traits["objectTypeId"]?.attributeText.nonEmpty ?? "1", id: group)
      workspace.objects.identify(
        key,
        attributes: JSONObject(
          traits.members.filter { !["objectTypeId", "relationshipAttributes"].contains($0.name) }),
        at: call.now)
      workspace.objects.relate(
        key, to: person.number, attributes: traits["relationshipAttributes"]?.object ?? JSONObject())
    case "alias":
      guard let previous = body["previousId"]?.attributeText.nonEmpty else { return "previousId is required" }
      workspace.merge(reference, .id(previous), at: call.now)
    default:
      let type = kind == "track" ? "event" : kind
      let name =
        body[kind == "track" ? "event" : "name"]?.string
        ?? body["properties"]?.object?["url"]?.string ?? ""
      guard !name.isEmpty else { return kind == "track" ? "event is required" : "name is required" }
      let event = EventInput(
        name: name, type: type, eventID: body["messageId"]?.string, timestamp: time, data: body["properties"] ?? [:],
        anonymousID: anonymousID)
      if case .anonymous = reference {
        workspace.trackAnonymous(event, at: call.now)
      } else {
        workspace.track(event, by: reference, at: call.now)
      }
    }
    return nil
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}

/// Times as Pipelines clients send them.
enum ISO8601 {
  static func seconds(_ text: String) -> Int? {
    let plain = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    return ((try? plain.parse(text)) ?? (try? fractional.parse(text))).map { Int($0.timeIntervalSince1970) }
  }
}
