import CustomerIO

extension ModuleDefinition {
  static let trackEvent = ModuleDefinition(
    id: .trackEvent,
    title: "Track an event",
    summary: "Records that a person did something.",
    command: ["event", "track"],
    submitTitle: "Track event",
    effect: .changes,
    fields: [
      .connection,
      .customerID(help: "Who did it: an id, an email or a cio_… identifier."),
      Field(
        .eventName, "Event Name", .text(maximumBytes: Limits.eventName), mandatory: true,
        placeholder: "such as receipt",
        help: "The event's name, up to 100 bytes. For a page view: its address."),
      Field(
        .eventType, "Event Type",
        .select(
          [
            Choice("event", "event", note: "something the person did"),
            Choice("page", "page", note: "a page view; the name is its address"),
            Choice("screen", "screen", note: "a screen of a mobile app"),
          ], allowsOther: true),
        default: { .text("event") },
        help: "What kind of event it is. Blank is left out, and means event."),
      Field(
        .data, "Data", .object, default: { .pairs([]) },
        help: "What belongs to the event: names and values, or a JSON object."),
      Field(
        .timestamp, "Timestamp", .timestamp, advanced: true, default: { .text("now") },
        placeholder: "now, -3d, 2026-03-01T09:30:00Z or Unix seconds",
        help: "When it happened. Older than 72 hours it triggers no campaign."),
      Field(
        .eventID, "Event ID", .text(maximumBytes: nil), advanced: true, default: { .text(ULID().text) },
        help: "A ULID. A second event with the same one is ignored."),
      .reason,
    ],
    target: { $0.text(.customerID) },
    check: { values in
      var problems: [FieldProblem] = []
      if values.text(.eventName).allSatisfy(\.isWhitespace), !values.isEmpty(.eventName) {
        problems.append(
          FieldProblem(.eventName, "A name of spaces alone is blank to Customer.io. Type the event's name."))
      }
      let id = values.text(.eventID)
      if !id.isEmpty, ULID(id) == nil {
        problems.append(
          FieldProblem(
            .eventID, "Not a ULID: 26 digits and capital letters without I, L, O and U. Clear the field to do without.")
        )
      }
      problems += ObjectRules.event.problems(in: values, .data)
      return problems
    },
    plan: { values, now throws(PlanError) in
      let type = values.text(.eventType)
      let id = values.text(.eventID)
      let data = try values.object(.data)
      let timestamp = try values.unixSeconds(.timestamp, now: now)
      return [
        try PlanError.refusing(.customerID) { () throws(RequestError) in
          try .event(
            customer: values.text(.customerID), name: values.text(.eventName), type: type.isEmpty ? nil : type,
            data: data, timestamp: timestamp, id: id.isEmpty ? nil : id)
        }
      ]
    })
}
