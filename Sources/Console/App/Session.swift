import CustomerIO
import Foundation
import Service
import Terminal

/// What the screens share while the console runs: the services, the pinned connection, the clock, what was typed.
///
/// The connection is pinned: a default that is changed elsewhere is never followed.
@MainActor final class Session {
  enum Opening: Sendable {
    case opening
    case open
    case failed(ServiceError)
  }

  let services: ServiceLayer
  let options: ConsoleOptions
  private(set) var opening = Opening.opening
  private(set) var connections: [Connection] = []
  private(set) var connection: Connection?
  /// The client behind the connection, once it was asked for.
  private(set) var workspace: Workspace?
  /// Where a console was that ended in the middle of a form without being quit.
  private(set) var placeLeftBehind: (route: Route, connection: String?)?
  var clock: Clock
  /// The settings file as it was last read, and what is wrong with it.
  var settings = SettingsFile("", file: "settings.toml")
  var settingsProblems: [ConfigurationProblem] = []
  /// Connections that were made read-only in this console.
  private var readOnlyConnections: Set<String> = []
  let drafts: Drafts
  /// How often this console changed something at Customer.io: a list that knows of fewer is older than the last change.
  private(set) var changeCount = 0

  init(services: ServiceLayer, options: ConsoleOptions, clock: Clock) {
    self.services = services
    self.options = options
    self.clock = clock
    drafts = Drafts(stored: services.drafts)
  }

  var isOpen: Bool {
    if case .open = opening { return true }
    return false
  }

  /// The store could not be opened.
  var hasFailed: Bool {
    if case .failed = opening { return true }
    return false
  }

  var isReadOnly: Bool { isReadOnlyForGood || connection.map { readOnlyConnections.contains($0.id) } ?? false }

  /// The console was started so; it can't be lifted.
  var isReadOnlyForGood: Bool { options.isReadOnly || services.isReadOnly }

  /// Whether nothing may be changed through a connection, pinned or not.
  func isReadOnly(_ connection: Connection) -> Bool {
    isReadOnlyForGood || readOnlyConnections.contains(connection.id)
  }

  /// Makes the pinned connection read-only, and back.
  func toggleReadOnly() {
    guard let id = connection?.id else { return }
    if readOnlyConnections.remove(id) == nil { readOnlyConnections.insert(id) }
  }

  /// Opens the store and chooses the connection to begin with.
  func open() async {
    do {
      try await services.open()
      connections = try await services.connections.all()
      connection = try await services.connections.chosen(options.connectionName)
      placeLeftBehind = await drafts.takePlaceLeftBehind()
      opening = .open
    } catch {
      opening = .failed(error)
    }
  }

  /// Reads the connections anew, and the pinned one with them.
  func reloadConnections() async throws(ServiceError) {
    connections = try await services.connections.all()
    guard let pinned = connection else {
      connection = try await services.connections.chosen(nil)
      return
    }
    let current = connections.first { $0.id == pinned.id }
    if current?.revision != pinned.revision { workspace = nil }
    connection = current
  }

  /// Something was changed, or seen to have taken effect.
  func noteChange() { changeCount += 1 }

  /// Forgets the client and its keys; the next use asks for them.
  func closeWorkspace() { workspace = nil }

  func pin(_ connection: Connection) {
    self.connection = connection
    workspace = nil
  }

  /// The workspace behind the pinned connection.
  func openWorkspace(keys access: SecretAccess = .asking) async throws(ServiceError) -> Workspace {
    guard let connection else {
      throw ServiceError(
        "There is no connection yet.", advice: "Add one: Modules › Create a connection.", exitStatus: .usage)
    }
    if let workspace, workspace.connection.id == connection.id { return workspace }
    let opened = try await services.workspace(connection, keys: access)
    // The region of an undetected connection is known only now.
    if self.connection?.id == connection.id {
      workspace = opened
      self.connection = opened.connection
    }
    return opened
  }

  /// What is left of the App API's budget, where the connection reads through it.
  var budget: RateLimiter.Budget? {
    guard let workspace, workspace.connection.hasAppAPIKey else { return nil }
    return workspace.client.budget(for: .app)
  }

  func connection(named name: String) -> Connection? { connections.first { $0.name == name } }
}

/// What changed for all screens at once.
enum SessionChange: Hashable, Sendable {
  /// The store was opened, or could not be.
  case opened
  /// Another connection is pinned, or the pinned one was edited.
  case connection
  /// Connections were added, edited or removed.
  case connections
  /// Another console wrote to the run history.
  case journal
  /// Times are shown in another zone.
  case timeZone
  /// The settings file was read anew.
  case settings
}
