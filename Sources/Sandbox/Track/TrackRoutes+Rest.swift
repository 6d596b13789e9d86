extension TrackRoutes {
  /// Forms, metrics and unsubscribing.
  static func addRest(_ table: inout RouteTable) {
    table.add("POST", "/api/v1/forms/{form_id}/submit", .basic) { call, workspace in submitForm(call, &workspace) }
    table.add("POST", "/api/v1/metrics", .none) { call, workspace in
      withObject(call, missing: nil) { body in
        guard let id = body["delivery_id"]?.string, !id.isEmpty else {
          return TrackAnswer.invalid(["delivery_id must be present"])
        }
        guard let metric = body["metric"]?.string, reportable.contains(metric) else {
          return TrackAnswer.invalid(["metric is not one of \(reportable.joined(separator: ", "))"])
        }
        workspace.report(
          metric, delivery: id, reason: body["reason"]?.string, at: body["timestamp"]?.looseInteger ?? call.now)
        return TrackAnswer.accepted
      }
    }
    for path in ["/api/v1/push/events", "/push/events", "/api/v1/cio_deliveries/events"] {
      table.add("POST", path, .none) { call, workspace in
        withObject(call, missing: nil) { body in
          guard let id = body["delivery_id"]?.string, let event = body["event"]?.string else {
            return TrackAnswer.invalid(["delivery_id and event must be present"])
          }
          guard ["opened", "converted", "delivered", "clicked"].contains(event) else {
            return TrackAnswer.invalid(["event is not one of opened, converted, delivered"])
          }
          workspace.report(event, delivery: id, reason: nil, at: body["timestamp"]?.looseInteger ?? call.now)
          return TrackAnswer.accepted
        }
      }
    }
    table.add("POST", "/unsubscribe/{delivery_id}", .none) { call, workspace in
      guard DeliveryID.isWellFormed(call["delivery_id"]) else {
        return TrackAnswer.refused(400, "invalid delivery id")
      }
      return withObject(call, missing: nil) { body in
        guard body["unsubscribe"]?.isTruthy ?? false else {
          return TrackAnswer.refused(400, "unsubscribe must be true")
        }
        workspace.unsubscribe(delivery: call["delivery_id"], at: call.now)
        return TrackAnswer.accepted
      }
    }
  }

  static let reportable = [
    "bounced", "clicked", "converted", "deferred", "delivered", "dropped", "opened", "spammed",
  ]

  private static let reservedFormKeys: Set<String> = [
    "form_id", "form_name", "form_type", "form_url", "form_url_param",
  ]

  private static func submitForm(_ call: Call, _ workspace: inout Workspace) -> Answer {
    withObject(call, missing: nil) { body in
      guard let data = body["data"]?.object else { return TrackAnswer.invalid(["data must be present"]) }
      workspace.forms[call["form_id"], default: 0] += 0
      let identifiers = data.members.filter { ["id", "email"].contains($0.name) && !$0.value.isNull }
      var messages: [String] = []
      if identifiers.isEmpty { messages.append("data must hold an id or an email") }
      if identifiers.count > 1 { messages.append("data must hold only one of id and email") }
      for member in data.members where member.value.string == nil && !member.value.isNull {
        messages.append("value for '\(member.name)' must be a string")
      }
      guard messages.isEmpty, let identifier = identifiers.first, let text = identifier.value.string, !text.isEmpty,
        let reference = Reference(kind: identifier.name, text: text)
      else { return TrackAnswer.invalid(messages.isEmpty ? ["id attribute cannot be an empty string"] : messages) }
      workspace.forms[call["form_id"], default: 0] += 1
      let fields = data.members.filter { !reservedFormKeys.contains($0.name) && $0.name != identifier.name }
      let update = AttributeUpdate(attributes: JSONObject(fields), timestamp: nil, reference: reference)
      if workspace.identify(update, at: call.now) != nil {
        let event = EventInput(
          name: "form_submit", type: "event", eventID: nil, timestamp: nil,
          data: ["form_id": .string(call["form_id"]), "fields": .object(JSONObject(fields))], anonymousID: nil)
        workspace.track(event, by: reference, at: call.now)
      }
      return .empty(204)
    }
  }
}
