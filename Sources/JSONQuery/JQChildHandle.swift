import Foundation
import JSONText
import Synchronization

/// A running child and the descriptors to it, which are closed with it. Every child is waited for.
final class JQChildHandle: Sendable {
  let results: Int32
  let errors: Int32
  private let input: Int32
  private let process: pid_t
  private let hasEnded = Mutex(false)

  /// Nil where the system starts no process.
  ///
  /// - Parameter file: what the child reads by itself.
  init?(executable: String, file: Int32? = nil) {
    var input: [Int32] = [-1, -1]
    var results: [Int32] = [-1, -1]
    var errors: [Int32] = [-1, -1]
    // Sockets, because writing to a pipe whose reader is gone would end the program by a signal.
    let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
    // Above all that the child gets, so that it is not overwritten there.
    let copy = file.map { fcntl($0, F_DUPFD_CLOEXEC, JQProtocol.fileDescriptor + 1) }
    defer { if let copy, copy >= 0 { close(copy) } }
    guard copy != -1, socketpair(AF_UNIX, type, 0, &input) == 0, socketpair(AF_UNIX, type, 0, &results) == 0,
      socketpair(AF_UNIX, type, 0, &errors) == 0, min(input[1], results[1], errors[1]) > 2,
      let process = Self.spawn(executable, input: input[1], results: results[1], errors: errors[1], file: copy)
    else {
      for descriptor in input + results + errors where descriptor >= 0 { close(descriptor) }
      return nil
    }
    for descriptor in [input[1], results[1], errors[1]] { close(descriptor) }
    self.input = input[0]
    self.results = results[0]
    self.errors = errors[0]
    self.process = process
  }

  deinit {
    for descriptor in [input, results, errors] { close(descriptor) }
  }

  private static func spawn(
    _ executable: String, input: Int32, results: Int32, errors: Int32, file: Int32?
  ) -> pid_t? {
    var actions = posix_spawn_file_actions_t()
    var attributes = posix_spawnattr_t()
    posix_spawn_file_actions_init(&actions)
    posix_spawnattr_init(&attributes)
    defer {
      posix_spawn_file_actions_destroy(&actions)
      posix_spawnattr_destroy(&attributes)
    }
    // In this order none is overwritten before it is duplicated: none of them is 0, 1 or 2, the third may be 4, and the file is
    // above.
    posix_spawn_file_actions_adddup2(&actions, input, 0)
    posix_spawn_file_actions_adddup2(&actions, results, 1)
    posix_spawn_file_actions_adddup2(&actions, errors, JQProtocol.errorDescriptor)
    if let file { posix_spawn_file_actions_adddup2(&actions, file, JQProtocol.fileDescriptor) }
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0)
    // Signals as at the start of a program, in a group of its own: Ctrl-C on the terminal is not for it.
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    posix_spawnattr_setpgroup(&attributes, 0)
    let flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP
    posix_spawnattr_setflags(&attributes, Int16(flags))

    // jq shows programs the environment, and with it whatever secrets are in it; the child gets none.
    var process: pid_t = 0
    let status = executable.withCString { path in
      JSONQuery.childArgument.withCString { argument in
        "LC_ALL=C.UTF-8".withCString { locale in
          var arguments: [UnsafeMutablePointer<CChar>?] = [
            UnsafeMutablePointer(mutating: path), UnsafeMutablePointer(mutating: argument), nil,
          ]
          var environment: [UnsafeMutablePointer<CChar>?] = [UnsafeMutablePointer(mutating: locale), nil]
          return posix_spawn(&process, path, &actions, &attributes, &arguments, &environment)
        }
      }
    }
    return status == 0 ? process : nil
  }

  /// Writes the request to a child that reads a file.
  func feed(_ request: [UInt8]) {
    defer { shutdown(input, Int32(SHUT_WR)) }
    _ = request.withUnsafeBytes(send)
  }

  /// Writes the request and the document, as far as the child reads them, and ends its input.
  ///
  /// - Parameters:
  ///   - awaitsEnd: follows a document that is still growing to its end.
  ///   - isWanted: asked several times a second while nothing comes.
  func feed(_ request: [UInt8], _ document: JSONDocument, awaitsEnd: Bool, while isWanted: () -> Bool) {
    defer { shutdown(input, Int32(SHUT_WR)) }
    guard request.withUnsafeBytes(send) else { return }
    var sent = 0
    while isWanted() {
      let snapshot = document.snapshot
      guard snapshot.withBytes(sent..<snapshot.byteCount, send) else { return }
      sent = snapshot.byteCount
      guard awaitsEnd, !snapshot.isComplete else { return }
      document.waitForBytes(beyond: sent, until: Date(timeIntervalSinceNow: 0.2))
    }
  }

  private func send(_ bytes: UnsafeRawBufferPointer) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = Foundation.send(
        input, bytes.baseAddress.map { $0 + sent }, min(bytes.count - sent, 1 << 20), Int32(MSG_NOSIGNAL))
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  func kill() {
    hasEnded.withLock { ended in
      // Never after the child was waited for: its number may be another's then.
      if !ended { _ = Foundation.kill(process, SIGKILL) }
    }
  }

  /// Waits for the end, and returns the status as `waitpid` has it.
  func wait() -> Int32 {
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOWAIT) < 0, errno == EINTR {}
    return hasEnded.withLock { ended in
      var status: Int32 = 0
      while waitpid(process, &status, 0) < 0, errno == EINTR {}
      ended = true
      return status
    }
  }
}
