/// The module dialogs, named as their routes and journal entries name them.
public enum ModuleID: String, CaseIterable, Sendable, Codable {
  case createConnection = "create-connection"
  case trackEvent = "track-event"
  case upsertCustomer = "upsert-customer"
  case addToSegment = "add-to-segment"
  case apiCall = "api-call"
  case deleteCustomer = "delete-customer"
}
