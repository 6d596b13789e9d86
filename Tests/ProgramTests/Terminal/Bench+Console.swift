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

  struct Ended: Error { let status: Int }

  /// Waits until the sandbox has got a request for that path, answered or not.
  func waitForRequest(_ path: String) async throws {
    try await waiting(until: "the request \(path)") {
      try await self.requests().contains { $0["path"]?.stringValue == path }
    }
  }

  /// The requests that the sandbox got and that change something.
  func changes() async throws -> [JSONValue] {
    try await requests().filter { request in
      request["domain"] == "track" && request["method"] != "GET"
    }
  }
}
