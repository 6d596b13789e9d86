import Foundation
import Service

/// The editor that the person chose, in the settings or by `VISUAL` or `EDITOR`, or one that is there.
struct EditorCommand: Sendable {
  /// As it was given; it may have arguments.
  let name: String
  private let environment: [String: String]

  init?(chosen: String? = nil, environment: [String: String]) {
    let chosen = [chosen, environment["VISUAL"], environment["EDITOR"]].compactMap { $0 }
      .first { !$0.allSatisfy(\.isWhitespace) }
    guard let name = chosen ?? Self.found(in: environment["PATH"] ?? "/usr/bin:/bin") else { return nil }
    self.name = name
    self.environment = environment
  }

  private static func found(in path: String) -> String? {
    ["nano", "vim", "vi"].first { name in
      path.split(separator: ":").contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
    }
  }

  /// Runs it on a file and waits for its end, off the main actor.
  ///
  /// - Returns: its exit status, 128 and the signal where one ended it; nil where it could not be started.
  func run(on path: String) async -> Int32? {
    // The shell splits the command's own arguments; the path is handed over apart from them.
    await ForegroundProgram(["/bin/sh", "-c", "exec \(name) \"$1\"", "sh", path], environment: environment).run()
  }
}
