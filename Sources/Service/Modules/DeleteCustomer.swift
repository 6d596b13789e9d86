import CustomerIO

extension ModuleDefinition {
  static let deleteCustomer = ModuleDefinition(
    id: .deleteCustomer,
    title: "Delete a customer",
    summary: "Removes a person for good.",
    command: ["customer", "delete"],
    submitTitle: "Delete customer",
    effect: .deletes,
    fields: [
      .connection,
      .customerID(help: "The person to delete, with all their information."),
      .reason,
    ],
    target: { $0.text(.customerID) },
    check: { _ in [] },
    plan: { values, _ throws(PlanError) in
      [
        try PlanError.refusing(.customerID) { () throws(RequestError) in
          try .deleteCustomer(values.text(.customerID))
        }
      ]
    })
}
