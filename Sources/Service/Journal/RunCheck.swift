import JSONText
import Store

/// Where a person looks to learn what became of a run whose answer never came.
public enum RunCheck {
  public static func advice(for entry: JournalEntry) -> String {
    switch ModuleID(rawValue: entry.module) {
    case .trackEvent:
      "Look for the event in \(entry.target)'s activity. Sending it again with the same Event ID can't count it twice."
    case .upsertCustomer:
      "Look at \(entry.target)'s attributes. Sending the same again does no harm."
    case .addToSegment:
      "Look at the members of segment \(entry.target). Adding the same people again does no harm."
    case .deleteCustomer:
      "Look whether \(entry.target) is still there."
    case .apiCall:
      "Ask Customer.io for what \(entry.requests.first?.method ?? "it") was to change."
    case .createConnection: "Look at the connections."
    case nil: "Look at Customer.io for what it was to change."
    }
  }
}
