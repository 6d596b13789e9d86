import CustomerIO
import Foundation
import Store

/// The connections that can be chosen, and the rules for choosing one.
public actor ConnectionBook {
  private let storage: Storage
  let secrets: SecretKeeper
  let journal: RunJournal
  let actor: Actor
  private let environment: [String: String]
  private let demo: DemoWorkspace?
  /// What the environment's connection became once its region was asked for.
  private var detected: Connection?

  init(
    storage: Storage, secrets: SecretKeeper, journal: RunJournal, actor: Actor, environment: [String: String],
    demo: DemoWorkspace?
  ) {
    self.storage = storage
    self.secrets = secrets
    self.journal = journal
    self.actor = actor
    self.environment = environment
    self.demo = demo
  }

  /// Every connection: the demo's, the environment's, then the saved ones by name.
  public func all() async throws(ServiceError) -> [Connection] {
    var connections: [Connection] = []
    if let demo { connections.append(demo.connection) }
    if let own = try fromEnvironment() { connections.append(own.connection) }
    return connections + (try await saved())
  }

  /// The connection that is used where none is chosen, or the named one.
  ///
  /// A name wins; then the demo, the environment's, and the saved default. Nil where there is none at all.
  public func chosen(_ name: String? = nil) async throws(ServiceError) -> Connection? {
    if let name { return try await named(name) }
    if let demo { return demo.connection }
    if let own = try fromEnvironment() { return own.connection }
    return try await saved().first { $0.isDefault }
  }

  /// The connection of that name.
  public func named(_ name: String) async throws(ServiceError) -> Connection {
    let connections = try await all()
    if let found = connections.first(where: { $0.name == name })
      ?? connections.first(where: { $0.name.lowercased() == name.lowercased() })
    {
      return found
    }
    let known = connections.map(\.name).joined(separator: ", ")
    throw ServiceError(
      "There is no connection named \(name).",
      advice: known.isEmpty ? "Add one: cio-console connection add." : "There are: \(known).", exitStatus: .usage)
  }

  /// The connection with its region known, and its keys.
  func resolved(
    _ connection: Connection, keys access: SecretAccess = .asking
  ) async throws(ServiceError) -> (Connection, Credentials) {
    switch connection.source {
    case .demo:
      guard let demo else { throw gone(connection) }
      return (demo.connection(at: try await demo.addresses()), demo.credentials)
    case .environment:
      guard let own = try fromEnvironment() else { throw gone(connection) }
      guard own.connection.region == .undetected else { return (own.connection, own.credentials) }
      return (try await withRegion(own.connection, own.credentials), own.credentials)
    case .saved:
      return (connection, try await secrets.credentials(of: try await record(of: connection), access))
    }
  }

  /// As ``resolved(_:)`` for what is only shown: nobody is asked for a region that isn't known, nor for a passphrase.
  ///
  /// The keys of a saved connection are masks.
  func unresolved(_ connection: Connection) async throws(ServiceError) -> (Connection, Credentials) {
    switch connection.source {
    case .demo: return try await resolved(connection)
    case .environment:
      guard let own = try fromEnvironment() else { throw gone(connection) }
      return (own.connection, own.credentials)
    case .saved:
      let mask = Secret.mask
      return (
        connection,
        Credentials(
          siteID: connection.siteID, trackAPIKey: mask, appAPIKey: connection.hasAppAPIKey ? mask : nil,
          pipelinesWriteKey: connection.hasPipelinesKey ? mask : nil)
      )
    }
  }

  public func makeDefault(_ connection: Connection) async throws(ServiceError) {
    try mustBeSaved(connection)
    let store = try await storage.store()
    do { try store.connections.makeDefault(id: connection.id) } catch { throw ServiceError(error) }
  }

  /// Removes a connection and its keys.
  public func remove(_ connection: Connection) async throws(ServiceError) {
    try mustBeSaved(connection)
    let store = try await storage.store()
    // Asked now: a connection that is gone must not leave its keys behind.
    try await secrets.prepareVault()
    do { try store.connections.remove(id: connection.id) } catch { throw ServiceError(error) }
    try await secrets.remove(connection.id)
  }

  func insert(_ record: ConnectionRecord, _ credentials: Credentials) async throws(ServiceError) -> Connection {
    let store = try await storage.store()
    // Keys first: a connection without its keys is worse than keys without their connection.
    try await keep(credentials, of: record)
    do {
      return Connection(try store.connections.insert(record))
    } catch {
      try? await secrets.remove(record.id)
      throw ServiceError(error)
    }
  }

  func update(
    _ record: ConnectionRecord, expectedRevision: Int, _ credentials: Credentials
  ) async throws(ServiceError) -> Connection {
    let store = try await storage.store()
    try await secrets.prepareVault()
    let updated: ConnectionRecord
    do {
      updated = try store.connections.update(record, expectedRevision: expectedRevision)
    } catch { throw ServiceError(error) }
    try await keep(credentials, of: record)
    return Connection(updated)
  }

  func record(of connection: Connection) async throws(ServiceError) -> ConnectionRecord {
    try mustBeSaved(connection)
    let store = try await storage.store()
    do {
      guard let record = try store.connections.find(id: connection.id) else { throw gone(connection) }
      return record
    } catch let error as StoreError {
      throw ServiceError(error)
    } catch let error as ServiceError {
      throw error
    } catch {
      throw gone(connection)
    }
  }

  func isTaken(_ name: String, except id: String?) async throws(ServiceError) -> Bool {
    try await all().contains { $0.name.lowercased() == name.lowercased() && $0.id != id }
  }

  /// Keys that a program prints are not kept: those of before go.
  private func keep(_ credentials: Credentials, of record: ConnectionRecord) async throws(ServiceError) {
    guard record.secretSource == .vault else { return try await secrets.remove(record.id) }
    let keys: [SecretKind: String?] = [
      .trackAPIKey: credentials.trackAPIKey, .appAPIKey: credentials.appAPIKey,
      .pipelinesWriteKey: credentials.pipelinesWriteKey,
    ]
    try await secrets.keep(keys.compactMapValues { $0.map { Secret($0) } }, of: record.id)
  }

  private func saved() async throws(ServiceError) -> [Connection] {
    let store = try await storage.store()
    do { return try store.connections.all().map(Connection.init) } catch { throw ServiceError(error) }
  }

  private func fromEnvironment() throws(ServiceError) -> EnvironmentConnection? {
    guard var own = try EnvironmentConnection(environment: environment) else { return nil }
    if let detected { own.connection = detected }
    return own
  }

  private func withRegion(_ connection: Connection, _ credentials: Credentials) async throws(ServiceError) -> Connection
  {
    do throws(APIError) {
      let answer = try await CustomerIOClient.detectRegion(credentials)
      var known = connection
      // A region this version does not know keeps the address that answered.
      known.region = answer.region.flatMap { Connection.Region(rawValue: $0.rawValue) } ?? .us
      known.addresses = answer.addresses ?? connection.addresses
      detected = known
      return known
    } catch {
      throw ServiceError(error)
    }
  }

  private func mustBeSaved(_ connection: Connection) throws(ServiceError) {
    switch connection.source {
    case .saved: return
    case .environment:
      throw ServiceError(
        "The connection \(connection.name) comes from environment variables and is not saved.",
        advice: "Change the variables.", exitStatus: .usage)
    case .demo:
      throw ServiceError("The demo's own connection can't be changed.", exitStatus: .usage)
    }
  }

  private func gone(_ connection: Connection) -> ServiceError {
    ServiceError(
      "The connection \(connection.name) is gone.", advice: "Another console may have removed it.", exitStatus: .failed)
  }
}
