import CustomerIO

extension ServiceLayer {
  /// The requests that a dialog would send on a connection, in order, with secrets masked.
  ///
  /// Nothing is requested for it. A region that is not known yet is shown as the US one.
  public func preview(
    _ definition: ModuleDefinition, _ values: ModuleValues, on connection: Connection
  ) async throws(RunError) -> [PreparedRequest] {
    let resolved: (connection: Connection, credentials: Credentials)
    do { resolved = try await connections.unresolved(connection) } catch { throw .refused(error) }
    let client = CustomerIOClient(addresses: resolved.connection.addresses, credentials: resolved.credentials)
    return try runner.preview(
      definition, values, in: Workspace(connection: resolved.connection, client: client, storage: storage))
  }
}
