import Foundation
import FoundationNetworking
import JSONText
import Sandbox
import Testing

/// The built program as a script runs it: arguments and standard input in, output and exit status out.
struct CommandLineProgram: Sendable {
  struct Outcome: Sendable, CustomStringConvertible {
    let status: Int32
    let output: String
    let errors: String

    /// The output as JSON.
    var json: JSONValue {
      get throws { try JSONValue(parsing: output) }
    }

    var description: String { "exit \(status)\n--- output\n\(output)\n--- errors\n\(errors)" }
  }

  /// Set for every run, in place of what the tests inherit.
  var environment: [String: String]

  /// Runs it to its end.
  func run(_ arguments: [String], input: String? = nil) async throws -> Outcome {
    let (status, output, errors) = try await child(arguments).run(input: input ?? "")
    return Outcome(status: status, output: output, errors: errors)
  }

  func child(_ arguments: [String]) -> ChildProcess {
    ChildProcess(path: BuiltProgram.path, arguments: arguments, environment: environment)
  }
}

/// A sandbox and a program whose environment's connection leads to it, with a home of its own.
final class Bench: Sendable {
  let sandbox: SandboxServer
  let home: URL
  let program: CommandLineProgram

  private init(sandbox: SandboxServer, home: URL, environment: [String: String]) {
    self.sandbox = sandbox
    self.home = home
    program = CommandLineProgram(environment: environment)
  }

  deinit { try? FileManager.default.removeItem(at: home) }

  /// Does something on a bench of its own.
  ///
  /// - Parameter connects: whether the environment names the sandbox as a connection.
  static func use(
    connects: Bool = true, changing change: (inout [String: String]) -> Void = { _ in },
    _ body: (Bench) async throws -> Void
  ) async throws {
    await Seats.shared.take()
    defer { Task { await Seats.shared.leave() } }
    let sandbox = try await SandboxServer.start(SandboxConfiguration(people: 50, rates: .off))
    let home = FileManager.default.temporaryDirectory.appending(path: "cio-console-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    var environment = ["CIO_CONSOLE_HOME": home.path, "PATH": "/usr/bin:/bin", "USER": "tester", "LC_ALL": "C.UTF-8"]
    if connects {
      environment["CIO_CONSOLE_SITE_ID"] = sandbox.credentials.siteID
      environment["CIO_CONSOLE_API_KEY"] = sandbox.credentials.apiKey
      environment["CIO_CONSOLE_APP_API_KEY"] = sandbox.credentials.appAPIKey
      environment["CIO_CONSOLE_TRACK_URL"] = sandbox.addresses.trackURL
      environment["CIO_CONSOLE_APP_URL"] = sandbox.addresses.appURL
      environment["CIO_CONSOLE_BETA_URL"] = sandbox.addresses.betaURL
      environment["CIO_CONSOLE_PIPELINES_URL"] = sandbox.addresses.pipelinesURL
    }
    change(&environment)
    let bench = Bench(sandbox: sandbox, home: home, environment: environment)
    do {
      try await body(bench)
      await sandbox.stop()
    } catch {
      await sandbox.stop()
      throw error
    }
  }

  @discardableResult
  func run(_ arguments: String..., input: String? = nil) async throws -> CommandLineProgram.Outcome {
    try await program.run(arguments, input: input)
  }

  /// What the sandbox was asked, in order, its own controls left out.
  func requests() async throws -> [JSONValue] {
    try await control("GET", "requests").arrayValue ?? []
  }

  /// Makes the sandbox misbehave.
  func misbehave(_ fault: JSONValue) async throws { _ = try await control("POST", "faults", body: fault) }

  /// The sandbox behaves again.
  func forgetFaults() async throws { _ = try await control("DELETE", "faults") }

  func file(_ name: String, _ text: String) throws -> String {
    let url = home.appending(path: name)
    try Data(text.utf8).write(to: url)
    return url.path
  }

  /// The runs that the journal holds.
  func journal() async throws -> [JSONValue] { try await run("journal", "list").json.arrayValue ?? [] }

  private func control(_ method: String, _ name: String, body: JSONValue? = nil) async throws -> JSONValue {
    let address = try #require(URL(string: "\(sandbox.addresses.trackURL)/_sandbox/\(name)"))
    var request = URLRequest(url: address)
    request.httpMethod = method
    request.httpBody = body.map { Data($0.compactText.utf8) }
    let (data, _) = try await URLSession.shared.data(for: request)
    return (try? JSONValue(parsing: data)) ?? .null
  }
}

/// Lets a few benches work at once, so that none of them starves on a small machine.
private actor Seats {
  static let shared = Seats()

  private var free = 4
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func take() async {
    if free > 0 {
      free -= 1
    } else {
      await withCheckedContinuation { waiting.append($0) }
    }
  }

  func leave() {
    if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
  }
}
