import CustomerIO
import Foundation
import Store
import Synchronization

/// What both front ends stand on: the connections, the workspaces behind them, the runner of dialogs, the
/// journal, and the explorer's collections, variables and history.
///
/// Making one opens nothing, so that a first frame need not wait for a disk; ``open()`` does.
public final class ServiceLayer: Sendable {
  public let location: StoreLocation
  public let connections: ConnectionBook
  public let journal: RunJournal
  public let secrets: SecretKeeper
  public let drafts: Drafts
  /// Saved requests.
  public let collections: Collections
  /// What `{{name}}` stands for in them.
  public let variables: Variables
  /// The routes of Customer.io's API.
  public let catalogue: CatalogueFile
  /// The API calls that were sent.
  public let history: ExchangeHistory
  public let runner: ModuleRunner
  /// Set for the whole life of the process; it can't be lifted.
  public let isReadOnly: Bool
  let storage: Storage
  private let sharedPolicy = SharedPolicy()
  private let workspaces = Mutex<[String: Workspace]>([:])

  /// - Parameters:
  ///   - actorName: who is named in the journal, as `--as` gives it; nil takes the login.
  ///   - demo: the sandbox that the executable started, for `--demo`.
  ///   - prompt: who is asked for the vault's passphrase; nobody where it is nil.
  public init(
    location: StoreLocation, environment: [String: String], actorName: String? = nil, isReadOnly: Bool = false,
    demo: DemoWorkspace? = nil, prompt: (any SecretPrompt)? = nil
  ) {
    self.location = location
    self.isReadOnly = isReadOnly
    storage = Storage(location: location)
    journal = RunJournal(storage: storage)
    secrets = SecretKeeper(storage: storage, environment: environment, prompt: prompt)
    let actor = Actor.current(environment: environment, as: actorName)
    connections = ConnectionBook(
      storage: storage, secrets: secrets, journal: journal, actor: actor, environment: environment, demo: demo)
    drafts = Drafts(storage: storage)
    collections = Collections(location: location, environment: environment)
    variables = Variables(location: location, environment: environment)
    catalogue = CatalogueFile(location: location)
    history = ExchangeHistory(storage: storage, environment: environment)
    runner = ModuleRunner(
      journal: journal, connections: connections, history: history, isReadOnly: isReadOnly, actor: actor,
      policy: sharedPolicy)
  }

  /// What is demanded of every run from now on.
  public var policy: RunPolicy {
    get { sharedPolicy.value }
    set { sharedPolicy.value = newValue }
  }

  /// Opens the store and settles the runs of processes that died.
  ///
  /// - Throws: what is wrong with the store, in words, with what to do.
  public func open() async throws(ServiceError) {
    try await storage.open()
  }

  /// The workspace behind a connection, with a client that holds its keys. Asked for twice it is the same one.
  ///
  /// - Parameter access: whether somebody may be asked for what opens the keys. What goes on beside typing must not: a
  ///   question in the middle of a word takes the rest of it.
  public func workspace(
    _ connection: Connection, keys access: SecretAccess = .asking
  ) async throws(ServiceError) -> Workspace {
    let key = "\(connection.id)/\(connection.revision)"
    if let workspace = workspaces.withLock({ $0[key] }) { return workspace }
    let (connection, credentials) = try await connections.resolved(connection, keys: access)
    let workspace = Workspace(
      connection: connection,
      client: CustomerIOClient(addresses: connection.addresses, credentials: credentials), storage: storage)
    workspaces.withLock { $0[key] = workspace }
    return workspace
  }

  /// The people that this console has seen on a connection.
  public func seenPeople(on connection: Connection) -> SeenPeople {
    SeenPeople(storage: storage, connectionID: connection.id)
  }

  /// Forgets the keys that are held in memory, as when the vault is locked.
  public func forgetWorkspaces() { workspaces.withLock { $0.removeAll() } }
}
