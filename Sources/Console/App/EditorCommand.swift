import Dispatch
import Foundation

#if canImport(Glibc)
  import Glibc
#endif

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
    guard let child = spawn(["/bin/sh", "-c", "exec \(name) \"$1\"", "sh", path]) else { return nil }
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }

  /// Starts a child in this process's own group: only there may it read from the terminal. (`Process` makes a group
  /// for each child.)
  private func spawn(_ arguments: [String]) -> pid_t? {
    var attributes = posix_spawnattr_t()
    guard posix_spawnattr_init(&attributes) == 0 else { return nil }
    defer { posix_spawnattr_destroy(&attributes) }
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    for signal in [SIGINT, SIGQUIT, SIGTSTP, SIGTTIN, SIGTTOU, SIGPIPE, SIGTERM, SIGHUP, SIGWINCH] {
      sigaddset(&signals, signal)
    }
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child = pid_t()
    return posix_spawn(&child, arguments[0], nil, &attributes, &words, &variables) == 0 ? child : nil
  }
}
