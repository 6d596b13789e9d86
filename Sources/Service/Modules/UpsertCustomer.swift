import CustomerIO
import JSONText

extension ModuleDefinition {
  static let upsertCustomer = ModuleDefinition(
    id: .upsertCustomer,
    title: "Create or update a customer",
    summary: "Adds a person, or changes one.",
    command: ["customer", "upsert"],
    submitTitle: "Save customer",
    effect: .changes,
    fields: [
      .connection,
      .customerID(help: "The person to change or create: an id, an email or a cio_… identifier."),
      Field(
        .email, "Email", .email, placeholder: "such as ada@example.com",
        help: "The person's email address. Left blank, it stays as it is."),
      Field(
        .createdAt, "Created At", .timestamp, placeholder: "2026-03-01, -3d, now or Unix seconds",
        help: "When the customer was created. Sent as Unix seconds."),
      Field(
        .attributes, "Attributes", .object, default: { .pairs([]) },
        help: "What to set: names and values, or JSON. An empty value removes it."),
      Field(
        .updateOnly, "Update only", .toggle, advanced: true, default: { .toggle(false) },
        help: "Change the person only if there is one: nobody is created."),
      .reason,
    ],
    target: { $0.text(.customerID) },
    check: { values in
      var problems = ObjectRules.attributes.problems(in: values, .attributes)
      guard case .object(let members)? = try? values.object(.attributes) else { return problems }
      for (field, key) in [(FieldKey.email, "email"), (.createdAt, "created_at")]
      where !values.isEmpty(field) && members.contains(where: { $0.key == key }) {
        problems.append(
          FieldProblem(.attributes, "\(key) is given twice: in its own field and here. Keep one of them."))
      }
      if let id = members.last(where: { $0.key == "id" })?.value,
        case .id(let path) = PersonReference.customerID(values.text(.customerID)).resolved, id != .string(path)
      {
        problems.append(
          FieldProblem(
            .attributes, "id must be the Customer ID. To change an id, name the person by a cio_… identifier."))
      }
      return problems
    },
    plan: { values, now throws(PlanError) in
      var members: [JSONMember] = []
      if !values.isEmpty(.email) { members.append(JSONMember(key: "email", value: .string(values.text(.email)))) }
      if let created = try values.unixSeconds(.createdAt, now: now) {
        members.append(JSONMember(key: "created_at", value: .number(JSONNumber(created))))
      }
      members += try values.object(.attributes).objectValue ?? []
      if values.isOn(.updateOnly) { members.append(JSONMember(key: "_update", value: .boolean(true))) }
      return [
        try PlanError.refusing(.customerID) { () throws(RequestError) in
          try .identify(values.text(.customerID), attributes: .object(members))
        }
      ]
    },
    remark: { values in
      let isEmpty =
        values.isEmpty(.email) && values.isEmpty(.createdAt)
        && ((try? values.object(.attributes))?.objectValue?.isEmpty ?? false)
      guard isEmpty else { return nil }
      return values.isOn(.updateOnly)
        ? "Nothing is set: no attribute changes, and nobody is created."
        : "Nothing is set: a person is created where nobody answers to it, and nobody is changed."
    })
}
