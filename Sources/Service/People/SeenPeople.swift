import Store

/// The people that this console has seen on a connection. Nothing is asked of Customer.io, and no key is needed.
public struct SeenPeople: Sendable {
  let storage: Storage
  let connectionID: String

  /// Those seen last, or those whose names hold a part.
  public func matching(_ part: String, limit: Int = 20) async throws(ServiceError) -> [PersonSummary] {
    let store = try await storage.store()
    do {
      let found =
        part.isEmpty
        ? try store.seenPeople.recent(connectionID: connectionID, limit: limit)
        : try store.seenPeople.search(part, connectionID: connectionID, limit: limit)
      return found.map(PersonSummary.init)
    } catch { throw ServiceError(error) }
  }
}
