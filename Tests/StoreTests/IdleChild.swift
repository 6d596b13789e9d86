import Foundation
import Testing

@testable import Store

/// Another process, which does nothing until it is ended.
final class IdleChild {
  private let process = Process()
  let identity: ProcessIdentity

  init(environment: [String: String]? = nil) throws {
    process.executableURL = URL(filePath: "/bin/cat")
    if let environment { process.environment = environment }
    process.standardInput = Pipe()
    process.standardOutput = Pipe()
    try process.run()
    let id = process.processIdentifier
    let status = try #require(ProcessStatus(of: String(id)))
    let mine = ProcessIdentity.current.start.split(separator: "/")
    identity = ProcessIdentity(id: id, start: "\(mine[0])/\(mine[1])/\(status.start)")
  }

  deinit {
    end()
  }

  /// By the one signal that can't be blocked: a child inherits what the thread that starts it blocks.
  func end() {
    guard process.isRunning else { return }
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
