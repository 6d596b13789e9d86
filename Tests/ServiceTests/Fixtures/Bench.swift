import CustomerIO
import Foundation
import JSONText
import Sandbox
import Store

@testable import Service

/// A sandbox and a service layer on it, with a home of their own.
struct Bench {
  let sandbox: SandboxServer
  let services: ServiceLayer
  let workspace: Workspace
  let home: URL

  /// Runs `body` on a fresh bench and takes it down after.
  static func run(
    isReadOnly: Bool = false, hasAppKey: Bool = true, _ body: (Bench) async throws -> Void
  ) async throws {
    let sandbox = try await SandboxServer.start(SandboxConfiguration(people: 200, rates: .off))
    let home = FileManager.default.temporaryDirectory.appending(path: "cio-console-\(UUID().uuidString)")
    let services = ServiceLayer(
      location: .standard(environment: ["CIO_CONSOLE_HOME": home.path]),
      environment: environment(of: sandbox, hasAppKey: hasAppKey), actorName: "tester", isReadOnly: isReadOnly)
    let result: Result<Void, any Error>
    do {
      guard let connection = try await services.connections.chosen() else { throw Missing() }
      try await body(
        Bench(
          sandbox: sandbox, services: services, workspace: try await services.workspace(connection), home: home))
      result = .success(())
    } catch {
      result = .failure(error)
    }
    await sandbox.stop()
    try? FileManager.default.removeItem(at: home)
    try result.get()
  }

  struct Missing: Error {}

  static func environment(of sandbox: SandboxServer, hasAppKey: Bool = true) -> [String: String] {
    var environment = [
      "CIO_CONSOLE_SITE_ID": sandbox.credentials.siteID, "CIO_CONSOLE_API_KEY": sandbox.credentials.apiKey,
      "CIO_CONSOLE_PIPELINES_KEY": sandbox.credentials.pipelinesKey,
      "CIO_CONSOLE_TRACK_URL": sandbox.addresses.trackURL, "CIO_CONSOLE_APP_URL": sandbox.addresses.appURL,
      "CIO_CONSOLE_BETA_URL": sandbox.addresses.betaURL, "CIO_CONSOLE_PIPELINES_URL": sandbox.addresses.pipelinesURL,
    ]
    if hasAppKey { environment["CIO_CONSOLE_APP_API_KEY"] = sandbox.credentials.appAPIKey }
    return environment
  }

  /// Runs a dialog with its defaults and these values.
  func run(_ id: ModuleID, _ values: [FieldKey: FieldValue]) async throws -> Run {
    let definition = ModuleDefinition.definition(id)
    var all = ModuleValues(values).filled(from: definition)
    all[.connection] = .text(workspace.connection.name)
    return try await services.runner.run(definition, all, in: workspace)
  }

  /// What the sandbox received, in order.
  func requests() async throws -> [JSONValue] {
    try await control("GET", "/_sandbox/requests").arrayValue ?? []
  }

  func addFault(_ fault: JSONValue) async throws {
    _ = try await control("POST", "/_sandbox/faults", body: fault)
  }

  func removeFaults() async throws { _ = try await control("DELETE", "/_sandbox/faults") }

  private func control(_ method: String, _ path: String, body: JSONValue? = nil) async throws -> JSONValue {
    let client = CustomerIOClient(
      addresses: workspace.connection.addresses, credentials: Credentials(siteID: "control", trackAPIKey: "none"))
    let request = APIRequest(
      domain: .track, method: HTTPMethod(rawValue: method) ?? .get, path: path,
      headers: body == nil ? [] : [NameValue("Content-Type", "application/json")],
      body: body.map { Data($0.compactText.utf8) }, repeatable: false, changes: false, needsCredentials: false)
    return try JSONValue(parsing: try await client.send(request).body.data())
  }
}
