import CustomerIO

/// What happens in the whole workspace.
public struct ActivityFeed: Sendable {
  let workspace: Workspace

  /// A page of it, newest first.
  public func page(start: String? = nil, limit: Int = 50) async throws(ServiceError) -> Page<Activity> {
    try await workspace.fetch { .activities(start: start, limit: limit) }
  }
}
