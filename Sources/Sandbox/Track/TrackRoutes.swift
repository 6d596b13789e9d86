/// The routes of Track v1 that are about people and events.
enum TrackRoutes {
  static func table() -> RouteTable {
    var table = RouteTable()
    addPeople(&table)
    addSegments(&table)
    addRest(&table)
    addVersion2(&table)
    return table
  }

  private static func addPeople(_ table: inout RouteTable) {
    table.add("GET", "/api/v1/accounts/region", .basic) { _, workspace in
      .pretty(
        200,
        [
          "url": .string(workspace.trackURL), "region": .string(workspace.region.rawValue),
          "environment_id": .integer(workspace.environmentID),
        ])
    }
    table.add("GET", "/auth", .basic) { _, _ in .pretty(200, ["meta": ["message": "nice credentials."]]) }
    table.add("PUT", "/api/v1/customers/{identifier}", .basic) { call, workspace in
      withPerson(call) { reference in
        withObject(call, missing: [:]) { body in identify(body, reference, call, &workspace) }
      }
    }
    table.add("DELETE", "/api/v1/customers/{identifier}", .basic) { call, workspace in
      withPerson(call) { reference in
        workspace.delete(reference, at: call.now)
        return TrackAnswer.accepted
      }
    }
    table.add("POST", "/api/v1/customers/{identifier}/suppress", .basic) { call, workspace in
      withPerson(call) { reference in
        workspace.suppress(reference, at: call.now)
        return TrackAnswer.accepted
      }
    }
    table.add("POST", "/api/v1/customers/{identifier}/unsuppress", .basic) { call, workspace in
      withPerson(call) { reference in
        workspace.unsuppress(reference)
        return TrackAnswer.accepted
      }
    }
    table.add("PUT", "/api/v1/customers/{identifier}/devices", .basic) { call, workspace in
      withPerson(call) { reference in
        withObject(call, missing: [:]) { body in
          switch DeviceInput.read(body["device"], tokenKey: "id", now: call.now) {
          case .failure(let refusal): return TrackAnswer.invalid(refusal.messages)
          case .success(let device):
            workspace.addDevice(device, to: reference, at: call.now)
            return TrackAnswer.accepted
          }
        }
      }
    }
    table.add("DELETE", "/api/v1/customers/{identifier}/devices/{device_id}", .basic) { call, workspace in
      withPerson(call) { reference in
        workspace.deleteDevice(call["device_id"], of: reference, at: call.now)
        return TrackAnswer.accepted
      }
    }
    table.add("POST", "/api/v1/customers/{identifier}/events", .basic) { call, workspace in
      withPerson(call) { reference in
        withEvent(call) { event in
          workspace.track(event, by: reference, at: call.now)
          return TrackAnswer.accepted
        }
      }
    }
    table.add("POST", "/api/v1/events", .basic) { call, workspace in
      withEvent(call) { event in
        workspace.trackAnonymous(event, at: call.now)
        return TrackAnswer.accepted
      }
    }
    table.add("POST", "/api/v1/merge_customers", .basic) { call, workspace in merge(call, &workspace) }
  }

  private static func identify(
    _ body: JSONObject, _ reference: Reference, _ call: Call, _ workspace: inout Workspace
  ) -> Answer {
    let messages = TrackValidation.attributes(body, path: call["identifier"])
    guard messages.isEmpty else { return TrackAnswer.invalid(messages) }
    let update = AttributeUpdate(
      attributes: body, timestamp: body["_timestamp"]?.looseInteger,
      updateOnly: body["_update"]?.isTruthy ?? false, reference: reference)
    let person = workspace.identify(update, at: call.now)
    if let person, let relationships = body["cio_relationships"]?.object {
      let list = relationships["relationships"]?.array ?? []
      if relationships["action"]?.string == "delete_relationships" {
        workspace.unrelate(person, list, at: call.now)
      } else {
        workspace.relate(person, list, at: call.now)
      }
    }
    return TrackAnswer.accepted
  }

  private static func merge(_ call: Call, _ workspace: inout Workspace) -> Answer {
    withObject(call, missing: [:]) { body in
      guard let primary = body["primary"]?.object, let secondary = body["secondary"]?.object else {
        return TrackAnswer.refused(400, "primary and secondary must be present")
      }
      guard primary.count <= 1, secondary.count <= 1 else {
        return TrackAnswer.refused(400, "only one identifier is allowed for primary and for secondary")
      }
      guard let first = PersonIdentifiers.read(primary), let second = PersonIdentifiers.read(secondary) else {
        return TrackAnswer.refused(400, "primary and secondary must each hold one of id, email, cio_id")
      }
      workspace.merge(first, second, at: call.now)
      return TrackAnswer.accepted
    }
  }

  // MARK: Taking a call apart

  static func withPerson(_ call: Call, _ body: (Reference) -> Answer) -> Answer {
    let text = call["identifier"]
    let messages = TrackValidation.identifier(text)
    guard messages.isEmpty else { return TrackAnswer.invalid(messages) }
    let reference = Reference(path: text)
    guard reference.isWellFormed else { return TrackAnswer.refused(400, "invalid identifier") }
    return body(reference)
  }

  static func withObject(_ call: Call, missing: JSONObject?, _ body: (JSONObject) -> Answer) -> Answer {
    switch call.json {
    case nil:
      guard let missing else { return TrackAnswer.refused(400, "request body must be a JSON object") }
      return body(missing)
    case .failure(let failure): return TrackAnswer.notJSON(failure)
    case .success(.object(let object)): return body(object)
    case .success: return TrackAnswer.refused(400, "request body must be a JSON object")
    }
  }

  private static func withEvent(_ call: Call, _ body: (EventInput) -> Answer) -> Answer {
    withObject(call, missing: [:]) { object in
      let messages = TrackValidation.event(object)
      guard messages.isEmpty else { return TrackAnswer.invalid(messages) }
      return body(EventInput(v1: object))
    }
  }
}

extension EventInput {
  /// A v1 event that was found valid.
  init(v1 body: JSONObject) {
    let type = body["type"]?.string ?? "event"
    self.init(
      name: TrackValidation.trimmed(body["name"]?.string ?? ""),
      type: Activity.eventTypes.contains(type) ? type : "event", eventID: body["id"]?.string,
      timestamp: body["timestamp"]?.looseInteger, data: body["data"] ?? [:],
      anonymousID: body["anonymous_id"]?.string)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements.map { Member(name: $0.0, value: $0.1) })
  }
}
