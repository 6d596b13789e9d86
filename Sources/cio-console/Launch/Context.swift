import CustomerIO
import Foundation
import JSONText
import Service
import Store

/// What a command works with: the services, wired for what was asked on the command line.
struct Context: Sendable {
  let services: ServiceLayer
  let location: StoreLocation
  let connectionName: String?
  let isReadOnly: Bool
  let isDryRun: Bool
  let saysYes: Bool
  let format: OutputFormat?
  let output = StandardOutput()
  private let demo: DemoHost?

  init(_ options: GlobalOptions) { self.init(options.invocation) }

  init(_ invocation: Invocation, environment: [String: String] = ProcessInfo.processInfo.environment) {
    location = invocation.isDemo ? .demo(environment: environment) : .standard(environment: environment)
    demo = invocation.isDemo ? DemoHost(location) : nil
    services = ServiceLayer(
      location: location, environment: environment, actorName: invocation.actor, isReadOnly: invocation.isReadOnly,
      demo: demo?.workspace, prompt: TerminalSecretPrompt())
    connectionName = invocation.connection
    isReadOnly = invocation.isReadOnly
    isDryRun = invocation.isDryRun
    saysYes = invocation.saysYes
    format = invocation.output
  }

  /// Has the demo's sandbox start beside whatever comes next.
  @MainActor func startDemo() {
    guard let demo else { return }
    Task { await demo.start() }
  }

  /// The connection that was asked for, or the one that is used where none was.
  func connection() async throws(ServiceError) -> Connection {
    if let connection = try await services.connections.chosen(connectionName) { return connection }
    throw ServiceError(
      "There is no connection yet.", advice: "Add one: cio-console connection add. Or try --demo.", exitStatus: .usage)
  }

  func workspace() async throws(ServiceError) -> Workspace { try await services.workspace(try await connection()) }

  /// Writes a result in the format that was asked for.
  func write(_ report: Report) throws {
    try report.write(as: format ?? .preferred(at: output), to: output)
  }

  /// Refuses what changes something in a console that was started to change nothing.
  func refuseWhenReadOnly() throws {
    guard isReadOnly else { return }
    throw Failure(
      "This console is read-only: nothing was changed. Start it without --read-only to change something.",
      status: .refusedHere)
  }

  /// Whether a change is to be made now. A read-only console refuses it; a dry run says what would be done, and that is all.
  ///
  /// - Parameter act: what follows "Would", such as "remove acme and its keys".
  func makesChange(_ act: String) throws -> Bool {
    try refuseWhenReadOnly()
    guard isDryRun else { return true }
    switch format {
    case nil, .table: try output.write(TableText.visible("Would \(act).") + "\n")
    case .json, .ndjson, .csv: try write(.record(["would": .string(act)]))
    }
    return false
  }

  /// Passes where yes was said, on the command line or now. Where nobody can be asked, that is a usage error.
  ///
  /// - Parameter ask: asks the person, and says whether they agreed.
  func confirm(_ act: String, ask: (Prompt) async throws -> Bool) async throws {
    if saysYes { return }
    guard let prompt = Prompt() else {
      throw Failure("\(act) asks before it is done, and nobody can be asked here. Add --yes.", status: .usage)
    }
    guard try await ask(prompt) else { throw Failure("Nothing was done.", status: .failed) }
  }
}
