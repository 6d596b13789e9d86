import Foundation
import JSONText

/// Whether a raw call may be tried again without doing its work twice.
enum Repeatability {
  /// POST routes of the Track API whose second run changes nothing.
  private static let idempotentPosts: Set<String> = [
    "/api/v1/customers/{identifier}/suppress", "/api/v1/customers/{identifier}/unsuppress",
    "/api/v1/segments/{segment_id}/add_customers", "/api/v1/segments/{segment_id}/remove_customers",
    "/api/v1/merge_customers", "/unsubscribe/{delivery_id}",
  ]

  private static let events: Set<String> = ["/api/v1/customers/{identifier}/events", "/api/v1/events"]

  static func isRepeatable(method: HTTPMethod, endpoint: Endpoint?, body: Data?) -> Bool {
    switch method {
    case .get, .put, .delete: return true
    case .patch: return false
    case .post:
      guard let endpoint else { return false }
      if endpoint.reads { return true }
      guard endpoint.domain == .track else { return false }
      if idempotentPosts.contains(endpoint.path) { return true }
      guard events.contains(endpoint.path), let body, let event = try? JSONValue(parsing: body) else { return false }
      return hasEventID(event)
    }
  }

  /// An event with an ID of its own is counted once, however often it is sent.
  static func hasEventID(_ event: JSONValue) -> Bool {
    !(event["id"]?.stringValue ?? "").isEmpty
  }
}
