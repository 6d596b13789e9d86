import CustomerIO

/// The sandbox inside the process, or that of another demo, as a connection.
///
/// It may still be starting when the console draws its first frame, so its addresses are asked for at first use.
public struct DemoWorkspace: Sendable {
  public let credentials: Credentials
  let addresses: @Sendable () async throws(ServiceError) -> Addresses

  public init(addresses: Addresses, credentials: Credentials) {
    self.init(credentials: credentials) { () async throws(ServiceError) in addresses }
  }

  /// - Parameter addresses: asked for before each first use of a workspace; returns once the sandbox answers.
  public init(credentials: Credentials, addresses: @escaping @Sendable () async throws(ServiceError) -> Addresses) {
    self.credentials = credentials
    self.addresses = addresses
  }

  /// As it is listed, wherever it may be served.
  var connection: Connection { connection(at: Self.unknown) }

  func connection(at addresses: Addresses) -> Connection {
    Connection(
      id: Connection.demoName, name: Connection.demoName, siteID: credentials.siteID, region: .custom,
      addresses: addresses, kind: .sandbox, source: .demo, isDefault: true, hasAppAPIKey: true, hasPipelinesKey: true,
      revision: 0)
  }

  private static let unknown = Addresses(
    track: "http://127.0.0.1", app: "http://127.0.0.1", beta: "http://127.0.0.1", pipelines: "http://127.0.0.1")
}
