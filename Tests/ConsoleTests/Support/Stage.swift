import CustomerIO
import Foundation
import Sandbox
import Service
import Store
import Terminal
import Testing

@testable import Console

/// The console on a terminal in memory, with a home of its own and, where wanted, a sandbox behind it.
@MainActor final class Stage: FrameStage {
  let screen: MemoryScreen
  let app: ConsoleApp
  let home: URL
  let sandbox: SandboxServer?
  private var running: Task<ExitReason, Never>?

  /// The moment that relative times are counted from, so that frames are the same every day.
  nonisolated static let now = Date(timeIntervalSince1970: 1_790_000_000)

  private init(screen: MemoryScreen, app: ConsoleApp, home: URL, sandbox: SandboxServer?) {
    self.screen = screen
    self.app = app
    self.home = home
    self.sandbox = sandbox
  }

  /// Plays a scene and takes everything down after it.
  ///
  /// - Parameters:
  ///   - saved: the connection is a saved one, named acme, in place of the environment's.
  ///   - footerPause: how long keys rest before help and hints follow; nil draws them with each key.
  ///   - passphrase: seals the vault, which is locked when the console opens.
  static func play(
    size: Size = Size(columns: 80, rows: 24), route: Console.Route? = nil, kind: ConnectionKind = .sandbox,
    people: Int = 60, hasAppKey: Bool = true, sandbox wantsSandbox: Bool = true, readOnly: Bool = false,
    saved: Bool = false, passphrase: String? = nil, environment: [String: String] = [:], settings: String? = nil,
    themes: [String: String] = [:], footerPause: Duration? = nil, _ scene: @MainActor (Stage) async throws -> Void
  ) async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "cio-console-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    var environment = environment.merging(["CIO_CONSOLE_HOME": home.path]) { $1 }
    var sandbox: SandboxServer?
    if wantsSandbox {
      let server = try await SandboxServer.start(
        SandboxConfiguration(port: 0, people: people, seed: 1, now: now, rates: .off))
      environment["CIO_CONSOLE_SITE_ID"] = server.credentials.siteID
      environment["CIO_CONSOLE_API_KEY"] = server.credentials.apiKey
      if hasAppKey { environment["CIO_CONSOLE_APP_API_KEY"] = server.credentials.appAPIKey }
      environment["CIO_CONSOLE_TRACK_URL"] = server.addresses.trackURL
      environment["CIO_CONSOLE_APP_URL"] = server.addresses.appURL
      environment["CIO_CONSOLE_BETA_URL"] = server.addresses.betaURL
      environment["CIO_CONSOLE_PIPELINES_URL"] = server.addresses.pipelinesURL
      environment["CIO_CONSOLE_KIND"] = kind.rawValue
      sandbox = server
    }
    if saved { environment = environment.filter { !$0.key.hasPrefix("CIO_CONSOLE_") || $0.key == "CIO_CONSOLE_HOME" } }
    let services = ServiceLayer(
      location: .standard(environment: environment), environment: environment, actorName: "tester",
      isReadOnly: readOnly)
    if saved, let sandbox {
      _ = try await services.connections.add(connectionValues("acme", of: sandbox, kind: kind), test: false)
      if let passphrase {
        try await services.secrets.seal(Secret(passphrase))
        await services.secrets.lock()
      }
    }
    let screen = MemoryScreen(size: size)
    let app = ConsoleApp(
      screen: screen, services: services, options: ConsoleOptions(route: route, isReadOnly: readOnly),
      clock: Clock(now: { now }), footerPause: footerPause)
    let stage = Stage(screen: screen, app: app, home: home, sandbox: sandbox)
    if let settings { try stage.save(settings: settings) }
    for (name, text) in themes { try stage.save(theme: name, text) }
    stage.running = Task { await app.run() }
    await #expect(throws: Never.self) { try await scene(stage) }
    app.end()
    _ = await stage.running?.value
    await sandbox?.stop()
  }

  /// What *Create a connection* is filled in with for a sandbox.
  static func connectionValues(_ name: String, of sandbox: SandboxServer, kind: ConnectionKind) -> ModuleValues {
    ModuleValues([
      .connectionName: .text(name), .siteID: .text(sandbox.credentials.siteID),
      .apiKey: .text(sandbox.credentials.apiKey), .appAPIKey: .text(sandbox.credentials.appAPIKey),
      .trackURL: .text(sandbox.addresses.trackURL), .appURL: .text(sandbox.addresses.appURL),
      .betaURL: .text(sandbox.addresses.betaURL), .pipelinesURL: .text(sandbox.addresses.pipelinesURL),
      .kind: .text(kind.rawValue),
    ])
  }

  var exitReason: ExitReason? {
    get async { await running?.value }
  }

  var source: ConsoleApp { app }

  /// The settings file as it is now; nil where there is none.
  var settings: String? { try? String(contentsOf: home.appending(path: "config/settings.toml"), encoding: .utf8) }

  func save(settings: String) throws { try save(settings, as: "config/settings.toml") }
  func save(theme: String, _ text: String) throws { try save(text, as: "config/themes/\(theme).toml") }

  private func save(_ text: String, as path: String) throws {
    let file = home.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }
}
