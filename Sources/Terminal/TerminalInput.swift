import Dispatch
import Glibc

/// Reads the keyboard's descriptor on the main thread, and tells what the bytes mean.
@MainActor final class TerminalInput {
  /// How long an ESC may be the beginning of something.
  static let escapeDelay = DispatchTimeInterval.milliseconds(25)
  /// How long half a sequence or an open paste may pause, on a slow line.
  static let stallDelay = DispatchTimeInterval.seconds(2)
  /// The longest turn of reading before others get theirs.
  private static let turn: UInt64 = 2_000_000

  let descriptor: Int32
  private let ownsDescriptor: Bool
  private var decoder = KeyDecoder()
  private let timer: any DispatchSourceTimer
  /// Whether the timer will go off; setting it wakes another thread, which most keys can do without.
  private var isTimed = false
  private var isPaused = false
  private var isClosed = false
  private var buffer = [UInt8](repeating: 0, count: 65_536)

  var onOutput: ((KeyDecoder.Output) -> Void)?
  /// All that was there to read has been told.
  var onPause: (() -> Void)?
  /// The terminal is gone.
  var onHangUp: (() -> Void)?

  /// Keys come from standard input, or from /dev/tty where that is a pipe.
  init() throws {
    if isatty(STDIN_FILENO) == 1 {
      (descriptor, ownsDescriptor) = (STDIN_FILENO, false)
    } else {
      (descriptor, ownsDescriptor) = (open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY), true)
      guard descriptor >= 0 else { throw ScreenError.noKeyboard }
    }
    timer = DispatchSource.makeTimerSource(queue: .main)
    timer.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.timeOut() } }
  }

  func start(ownSequences: [[UInt8]: Key]) {
    decoder = KeyDecoder(ownSequences: ownSequences)
    watch()
    timer.activate()
  }

  private func watch() { MainLoop.watch(descriptor) { [weak self] in self?.read() } }

  /// Leaves what comes to another program.
  func pause() {
    guard !isPaused, !isClosed else { return }
    isPaused = true
    MainLoop.stopWatching(descriptor)
  }

  func resume() {
    guard isPaused, !isClosed else { return }
    isPaused = false
    watch()
  }

  func close() {
    guard !isClosed else { return }
    isClosed = true
    MainLoop.stopWatching(descriptor)
    timer.cancel()
    if ownsDescriptor { Glibc.close(descriptor) }
  }

  /// Takes answers that are still under way, so that they don't end up at the shell's prompt.
  func drain(milliseconds: Int32, until isDone: () -> Bool) {
    let deadline = DispatchTime.now().uptimeNanoseconds + UInt64(milliseconds) * 1_000_000
    while !isDone(), !isClosed {
      let now = DispatchTime.now().uptimeNanoseconds
      guard now < deadline, isReadable(milliseconds: Int32((deadline - now) / 1_000_000) + 1), readOnce() else {
        return
      }
    }
  }

  private func isReadable(milliseconds: Int32) -> Bool {
    var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return poll(&request, 1, milliseconds) > 0
  }

  private func read() {
    let start = DispatchTime.now().uptimeNanoseconds
    repeat {
      guard readOnce() else { break }
    } while !isPaused && !isClosed && isReadable(milliseconds: 0)
      && DispatchTime.now().uptimeNanoseconds - start < Self.turn
    guard !isClosed else { return }
    onPause?()
    schedule()
  }

  /// Reads one block; false at the end of input.
  private func readOnce() -> Bool {
    let count = buffer.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    if count > 0 {
      for output in decoder.decode(buffer[..<count]) { onOutput?(output) }
      return true
    }
    if count < 0, errno == EINTR || errno == EAGAIN { return true }
    close()
    for output in decoder.abandon() { onOutput?(output) }
    onHangUp?()
    return false
  }

  private func schedule() {
    guard isTimed || decoder.isAmbiguous || decoder.isIncomplete else { return }
    isTimed = decoder.isAmbiguous || decoder.isIncomplete
    if decoder.isAmbiguous {
      timer.schedule(deadline: .now() + Self.escapeDelay, leeway: .milliseconds(1))
    } else if decoder.isIncomplete {
      timer.schedule(deadline: .now() + Self.stallDelay)
    } else {
      timer.schedule(deadline: .distantFuture)
    }
  }

  private func timeOut() {
    guard !isPaused, !isClosed else { return }
    if isReadable(milliseconds: 0) { return read() }
    isTimed = false
    for output in decoder.isAmbiguous ? decoder.flush() : decoder.abandon() { onOutput?(output) }
    onPause?()
  }
}
