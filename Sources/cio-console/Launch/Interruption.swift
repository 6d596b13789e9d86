import Foundation
import Service
import Synchronization

/// Ctrl-C and its like while a command runs. Where a call is under way it is cancelled, so that the journal learns of
/// it; anywhere else the program ends at once, with the terminal's echo as it was.
final class Interruption: Sendable {
  static let shared = Interruption()

  private struct State {
    var cancel: (@Sendable () -> Void)?
    /// The modes to put back where a prompt hides what is typed.
    var hiddenTerminal: (descriptor: Int32, modes: termios)?
    var received: Int32?
  }

  private let state = Mutex(State())
  private let sources = Mutex<[DispatchSource]>([])

  private static let signals = [SIGINT, SIGTERM, SIGHUP]

  private init() {}

  /// From now on signals are taken here.
  func install() {
    for number in Self.signals {
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { [self] in take(number) }
      source.activate()
      if let source = source as? DispatchSource { sources.withLock { $0.append(source) } }
    }
  }

  /// The exit status that goes with the signal that came; nil where none did.
  var exitStatus: Int32? { state.withLock { $0.received }.map { 128 + $0 } }

  /// A signal that was the ordinary way to end.
  func forget() { state.withLock { $0.received = nil } }

  /// Does something that a signal cancels.
  func cancelling<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
    let task = Task { try await work() }
    state.withLock { $0.cancel = { task.cancel() } }
    defer { state.withLock { $0.cancel = nil } }
    return try await task.value
  }

  /// Does something, and `stop` when a signal comes.
  func whenReceived(_ stop: @escaping @Sendable () -> Void) {
    state.withLock { $0.cancel = stop }
  }

  /// Tells which terminal hides its input, so that ending here shows it again.
  func hides(_ terminal: (descriptor: Int32, modes: termios)?) {
    state.withLock { $0.hiddenTerminal = terminal }
  }

  private func take(_ number: Int32) {
    let (cancel, hidden, isSecond) = state.withLock { state in
      defer { state.received = state.received ?? number }
      return (state.cancel, state.hiddenTerminal, state.received != nil)
    }
    // While something is asked nothing is under way, and the one who reads the answer can't be told.
    if let cancel, !isSecond, hidden == nil {
      cancel()
      return
    }
    if var hidden {
      tcsetattr(hidden.descriptor, TCSANOW, &hidden.modes)
      StandardError.write("\n")
    }
    _exit(128 + number)
  }
}
