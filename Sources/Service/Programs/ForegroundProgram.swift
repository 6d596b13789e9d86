import Dispatch
import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// A program of the person's that has the terminal while it runs: an editor, a password manager.
///
/// It runs in this process's own group, because only there may it read from the terminal; `Process` would make a group
/// for it.
public struct ForegroundProgram: Sendable {
  /// The program, by its path or to be found in `PATH`, and its arguments.
  public let arguments: [String]
  private let environment: [String: String]
  /// Those that have not ended yet, of the whole process.
  private static let running = Mutex<Set<pid_t>>([])

  public init(_ arguments: [String], environment: [String: String]) {
    self.arguments = arguments
    self.environment = environment
  }

  /// Runs it and waits for its end, off the caller's actor.
  ///
  /// - Returns: its exit status, 128 and the signal where one ended it; nil where it could not be started.
  @concurrent public func run() async -> Int32? {
    guard let child = spawn(output: nil) else { return nil }
    return await Self.end(of: child)
  }

  /// What a program printed to standard output, and how it ended.
  public struct Printed: Sendable {
    public let status: Int32
    public let output: Data
  }

  /// As ``run()``, keeping what it prints. It is ended when it prints more than the limit.
  ///
  /// Its input is the terminal, never this process's own, which may be a pipe that others wait for.
  @concurrent public func runKeepingOutput(limit: Int = 1 << 16) async -> Printed? {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return nil }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    guard let child = spawn(output: ends[1]) else {
      close(ends[1])
      return nil
    }
    close(ends[1])
    let reading = ends[0]
    let output = await withCheckedContinuation { continuation in
      DispatchQueue.global().async { continuation.resume(returning: Self.read(reading, atMost: limit + 1)) }
    }
    let isTooMuch = output.count > limit
    if isTooMuch { kill(child, SIGTERM) }
    let status = await Self.end(of: child)
    return isTooMuch ? nil : Printed(status: status, output: output)
  }

  /// Asks every program that runs to end, as when this process ends: it would go on reading from a terminal that is the shell's again.
  ///
  /// - Returns: once all have ended, or after a second, for one that takes its time.
  @concurrent public static func endAll() async {
    let children = running.withLock { $0 }
    for child in children { kill(child, SIGTERM) }
    let end = ContinuousClock.now + .seconds(1)
    while !running.withLock({ $0.isDisjoint(with: children) }), .now < end {
      try? await Task.sleep(for: .milliseconds(2))
    }
  }

  private static func read(_ descriptor: Int32, atMost limit: Int) -> Data {
    var data = Data()
    var block = [UInt8](repeating: 0, count: 4096)
    while data.count < limit {
      let count = Glibc.read(descriptor, &block, min(block.count, limit - data.count))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      data.append(contentsOf: block[..<count])
    }
    block.withUnsafeMutableBytes { bytes in
      if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
    }
    return data
  }

  private static func end(of child: pid_t) async -> Int32 {
    await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: Int32 = 0
        // Its number is its own until it was waited for: only then may another process have it.
        var ended = siginfo_t()
        while waitid(P_PID, id_t(child), &ended, WEXITED | WNOWAIT) < 0, errno == EINTR {}
        _ = running.withLock { $0.remove(child) }
        while waitpid(child, &status, 0) < 0, errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
      }
    }
  }

  /// - Parameter output: takes the place of its standard output.
  private func spawn(output: Int32?) -> pid_t? {
    guard let program = arguments.first, !arguments.contains(where: { $0.utf8.contains(0) }) else { return nil }
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
    var actions = posix_spawn_file_actions_t()
    guard posix_spawn_file_actions_init(&actions) == 0 else { return nil }
    defer { posix_spawn_file_actions_destroy(&actions) }
    if let output {
      posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
      posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, Self.terminal, O_RDONLY, 0)
    }
    var words = arguments.map { strdup($0) } + [nil]
    var variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { (words + variables).forEach { free($0) } }
    var child = pid_t()
    return Self.running.withLock { running in
      guard posix_spawnp(&child, program, &actions, &attributes, &words, &variables) == 0 else { return nil }
      running.insert(child)
      return child
    }
  }

  /// The terminal, where this process has one.
  private static var terminal: String {
    let descriptor = open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { return "/dev/null" }
    close(descriptor)
    return "/dev/tty"
  }
}
