import Foundation
import JSONText

struct TerminalSize: Sendable, CustomStringConvertible {
  let columns: Int
  let rows: Int
  var description: String { "\(columns)×\(rows)" }
}

extension Bench {
  /// Opens the console, does something in it, and quits it; it must end whole.
  func console(
    _ route: String?, _ size: TerminalSize, _ body: (TerminalProgram) async throws -> Void
  ) async throws {
    let console = try await TerminalProgram(
      route.map { ["--goto", $0] } ?? [], columns: size.columns, rows: size.rows, environment: program.environment)
    do {
      try await body(console)
      await console.press("C-q")
      let status = try await console.waitForExit()
      await console.close()
      guard status == 0 else { throw Ended(status: status) }
    } catch {
      await console.close()
      throw error
    }
  }

  /// Opens the console and does something in it, its end included.
  func console(_ arguments: [String], _ body: (TerminalProgram) async throws -> Void) async throws {
    let console = try await TerminalProgram(arguments, environment: program.environment)
    do {
      try await body(console)
      await console.close()
    } catch {
      await console.close()
      throw error
    }
  }

  struct Ended: Error { let status: Int }

  /// Waits until the sandbox has got a request for that path, answered or not.
  func waitForRequest(_ path: String) async throws {
    try await waiting(until: "the request \(path)") {
      try await self.requests().contains { $0["path"]?.stringValue == path }
    }
  }

  /// Waits until some file under the home holds that text.
  func waitForFile(containing text: String) async throws {
    let bytes = Data(text.utf8)
    try await waiting(until: "a file with \(text)") {
      Files.all(under: home.path).contains { FileManager.default.contents(atPath: $0)?.range(of: bytes) != nil }
    }
  }

  /// Adds a connection to the sandbox by the command line. The first is the default.
  func addConnection(_ name: String) async throws {
    let (key, appKey) = (
      try file("\(name).key", sandbox.credentials.apiKey), try file("\(name).app-key", sandbox.credentials.appAPIKey)
    )
    let run = try await run(
      "connection", "add", "--connection-name", name, "--site-id", sandbox.credentials.siteID, "--api-key-file", key,
      "--app-api-key-file", appKey, "--track-url", sandbox.addresses.trackURL, "--app-url", sandbox.addresses.appURL,
      "--beta-url", sandbox.addresses.betaURL, "--pipelines-url", sandbox.addresses.pipelinesURL)
    guard run.status == 0 else { throw WaitedInVain(what: "connection add: \(run)") }
    for path in [key, appKey] { try FileManager.default.removeItem(atPath: path) }
  }

  /// The requests that the sandbox got and that change something.
  func changes() async throws -> [JSONValue] {
    try await requests().filter { request in
      request["domain"] == "track" && request["method"] != "GET"
    }
  }
}
