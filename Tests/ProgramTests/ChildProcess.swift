import Foundation
import Glibc
import Synchronization

/// A program run to its end, with what it printed. Made of system calls, because many run at once.
struct ChildProcess: Sendable {
  let path: String
  let arguments: [String]
  let environment: [String: String]

  struct SystemFailure: Error { let code: Int32 }

  /// Runs it. The status of a program that a signal ended is that signal's number, negative.
  func run(input: String) async throws -> (status: Int32, output: String, errors: String) {
    let running = try start()
    running.write(input)
    async let output = Self.text(from: running.output)
    async let errors = Self.text(from: running.errors)
    let texts = (await output, await errors)
    return (await running.waitForEnd(), texts.0, texts.1)
  }

  /// One at a time: a child that starts between the making of a pipe and its marking would hold it open.
  private static let starting: Mutex<Void> = {
    // A child that ended before it read its input is no reason to end with it.
    Glibc.signal(SIGPIPE, SIG_IGN)
    return Mutex(())
  }()

  /// Starts it, with pipes for its three streams that no other child gets.
  func start() throws -> RunningChild {
    try Self.starting.withLock { _ in try spawn() }
  }

  private func spawn() throws -> RunningChild {
    let (input, output, errors) = (try Self.pipe(), try Self.pipe(), try Self.pipe())
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, input.reading, STDIN_FILENO)
    posix_spawn_file_actions_adddup2(&actions, output.writing, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, errors.writing, STDERR_FILENO)
    var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) } + [nil]
    var variables: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
    defer { for text in words + variables { free(text) } }
    // Threads of the tests block signals, which a child would inherit.
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    var identifier = pid_t()
    let code = posix_spawn(&identifier, path, &actions, &attributes, &words, &variables)
    for descriptor in [input.reading, output.writing, errors.writing] { close(descriptor) }
    guard code == 0 else { throw SystemFailure(code: code) }
    return RunningChild(
      identifier: identifier, input: input.writing, output: output.reading, errors: errors.reading)
  }

  private static func pipe() throws -> (reading: Int32, writing: Int32) {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw SystemFailure(code: errno) }
    for end in ends { fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  static func text(from descriptor: Int32) async -> String {
    await onThread {
      var bytes: [UInt8] = []
      while let chunk = chunk(from: descriptor) { bytes += chunk }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// What comes next; nil at the end, and the descriptor is closed then.
  static func chunk(from descriptor: Int32) -> [UInt8]? {
    var block = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &block, block.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        close(descriptor)
        return nil
      }
      return Array(block[..<count])
    }
  }

  /// Does what blocks on a thread of its own.
  static func onThread<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: work()) }
    }
  }
}

/// A program that runs.
struct RunningChild: Sendable {
  let identifier: pid_t
  let input: Int32
  let output: Int32
  let errors: Int32

  /// Writes all its input and ends it.
  func write(_ text: String) {
    let child = self
    Thread.detachNewThread {
      child.send(text)
      close(child.input)
    }
  }

  /// Writes a part of its input.
  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// The first line of its output, without its line break.
  func line() async -> String {
    let output = output
    return await ChildProcess.onThread {
      var bytes: [UInt8] = []
      var byte: UInt8 = 0
      while read(output, &byte, 1) == 1, byte != 0x0A { bytes.append(byte) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// Nobody reads what it prints.
  func closeStreams() {
    close(output)
    close(errors)
  }

  func signal(_ number: Int32) { kill(identifier, number) }

  func waitForEnd() async -> Int32 {
    let identifier = identifier
    return await ChildProcess.onThread {
      var status: Int32 = 0
      while waitpid(identifier, &status, 0) < 0, errno == EINTR {}
      return status & 0x7F == 0 ? status >> 8 & 0xFF : -(status & 0x7F)
    }
  }
}
