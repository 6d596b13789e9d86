import ArgumentParser
import JSONText
import Service

/// `connection …`
struct ConnectionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "connection", abstract: "Workspaces of Customer.io that the console can reach.",
    subcommands: [
      ConnectionAdd.self, ConnectionList.self, ConnectionEdit.self, ConnectionDefault.self, ConnectionTestCommand.self,
      ConnectionRemove.self,
    ])
}

/// `connection list`
struct ConnectionList: AsyncParsableCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the connections.")

  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let connections = try await context.services.connections.all()
    let columns: [Report.Column] = [
      "name", "kind", "region", "default", "source", "site_id", "app_api_key", "track_url",
    ]
    let keys = [
      "name", "kind", "region", "default", "source", "site_id", "app_api_key", "pipelines_key", "track_url", "app_url",
      "beta_url", "pipelines_url",
    ]
    try context.write(.list(connections.map(\.json), columns: columns, keys: keys))
  }
}

/// `connection default NAME`
struct ConnectionDefault: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "default", abstract: "Makes a connection the one that is used where none is chosen.")

  @Argument(help: "The connection.") var name: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let connection = try await context.services.connections.named(name)
    guard try context.makesChange("make \(connection.name) the default") else { return }
    try await context.services.connections.makeDefault(connection)
    try context.write(.record(try await context.services.connections.named(name).json))
  }
}

/// `connection test NAME`
struct ConnectionTestCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Asks Customer.io whether the keys of a connection are good.")

  @Argument(help: "The connection.") var name: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let connection = try await context.services.connections.named(name)
    let services = context.services
    let test = try await Interruption.shared.cancelling { try await services.connections.test(connection) }
    try context.write(.record(test.json(of: connection)))
    if let error = test.refusal?.error ?? test.failure { throw ServiceError(error) }
  }
}

/// `connection remove NAME`
struct ConnectionRemove: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "Removes a connection and its keys.",
    discussion: "Asks before it removes; in scripts, --yes is the answer.")

  @Argument(help: "The connection.") var name: String
  @OptionGroup var global: GlobalOptions

  func run() async throws {
    let context = Context(global)
    let connection = try await context.services.connections.named(name)
    guard try context.makesChange("remove \(connection.name) and its keys") else { return }
    try await context.confirm("connection remove") { prompt in
      prompt.confirms("Remove the connection \(connection.name) (\(connection.kind.rawValue)) and its keys?")
    }
    try await context.services.connections.remove(connection)
    StandardError.note("Removed \(connection.name).")
  }
}

extension Connection {
  /// What is known of it; never a key.
  var json: JSONValue {
    [
      "name": .string(name), "kind": .string(kind.rawValue), "region": .string(regionText),
      "default": .boolean(isDefault), "source": .string("\(source)"), "site_id": .string(siteID),
      "app_api_key": .boolean(hasAppAPIKey), "pipelines_key": .boolean(hasPipelinesKey),
      "track_url": .string(addresses.track), "app_url": .string(addresses.app), "beta_url": .string(addresses.beta),
      "pipelines_url": .string(addresses.pipelines),
    ]
  }

  private var regionText: String { region == .undetected ? "detect" : region.rawValue }
}

extension Service.ConnectionTest {
  /// The verdict of each key, in words.
  func json(of connection: Connection) -> JSONValue {
    [
      "name": .string(connection.name), "good": .boolean(isGood), "track": track.json, "app": app.json,
      "region": JSONValue(region?.rawValue), "duration_ms": JSONValue(milliseconds: duration),
    ]
  }
}

extension Service.ConnectionTest.Verdict {
  fileprivate var json: JSONValue {
    switch self {
    case .good: "good"
    case .refused: "refused"
    case .notReached: "not reached"
    case .absent: "no key"
    }
  }
}
