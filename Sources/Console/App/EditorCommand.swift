import Foundation

/// The editor that the person chose by `VISUAL` or `EDITOR`, or one that is there.
struct EditorCommand: Sendable {
  /// As it was given; it may have arguments.
  let name: String

  init?(environment: [String: String]) {
    let chosen = [environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }
      .first { !$0.allSatisfy(\.isWhitespace) }
    guard let name = chosen ?? Self.found(in: environment["PATH"] ?? "/usr/bin:/bin") else { return nil }
    self.name = name
  }

  private static func found(in path: String) -> String? {
    ["nano", "vim", "vi"].first { name in
      path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }

  /// Runs it on a file and waits for its end, off the main actor.
  ///
  /// - Returns: its exit status; nil where it could not be started.
  func run(on path: String) async -> Int32? {
    await withCheckedContinuation { continuation in
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/sh")
      // The shell splits the command's own arguments; the path is handed over apart from them.
      process.arguments = ["-c", "exec \(name) \"$1\"", "sh", path]
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(returning: nil) }
    }
  }
}
