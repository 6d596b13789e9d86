import CustomerIO

/// One workspace of Customer.io, opened: its client and what can be read of it.
public struct Workspace: Sendable {
  public let connection: Connection
  public let client: CustomerIOClient
  let storage: Storage

  public var people: PeopleFinder { PeopleFinder(workspace: self) }
  var seenPeople: SeenPeople { SeenPeople(storage: storage, connectionID: connection.id) }
  public var segments: SegmentList { SegmentList(workspace: self) }
  public var activity: ActivityFeed { ActivityFeed(workspace: self) }

  /// Reads through the App API. Where the connection has no key for it, the error says which field is missing.
  func fetch<Answer>(
    _ query: () throws(RequestError) -> AppQuery<Answer>
  ) async throws(ServiceError) -> Answer {
    guard connection.hasAppAPIKey else { throw .missingAppKey(of: connection) }
    let made: AppQuery<Answer>
    do { made = try query() } catch { throw ServiceError("\(error).", exitStatus: .usage) }
    do { return try await client.fetch(made) } catch { throw ServiceError(error) }
  }
}
