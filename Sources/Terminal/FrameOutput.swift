import CNcurses
import Glibc

/// What curses sends to the terminal, gathered so that a frame goes out in one piece.
///
/// Curses writes after every move of the cursor, some seventy times for a screen: over SSH as many packets, and each one wakes the terminal's
/// side. Curses is given a descriptor of its own; while it draws, that one leads to memory.
@MainActor final class FrameOutput {
  /// For curses: the terminal, but for the time of ``gather(_:)``.
  let stream: UnsafeMutablePointer<FILE>
  private let terminal: Int32
  private let descriptor: Int32
  /// A file in memory; -1 where the system has none, and frames go out as curses writes them.
  private let memory: Int32
  private var frame = [UInt8](repeating: 0, count: 16384)

  /// - Returns: nil where the process has no descriptor left.
  init?(terminal: Int32) {
    let descriptor = fcntl(terminal, F_DUPFD_CLOEXEC, 3)
    guard descriptor >= 0, let stream = fdopen(descriptor, "w") else {
      close(descriptor)
      return nil
    }
    self.terminal = terminal
    self.descriptor = descriptor
    self.stream = stream
    memory = cn_memory_file()
  }

  /// Lets curses draw, and sends what it wrote.
  func gather(_ draw: () -> Void) {
    guard memory >= 0, cn_has_room_for_frames() != 0, cn_redirect(descriptor, memory) >= 0 else { return draw() }
    draw()
    _ = cn_redirect(descriptor, terminal)
    let count = Int(lseek(memory, 0, SEEK_CUR))
    guard count > 0, lseek(memory, 0, SEEK_SET) == 0 else { return }
    if frame.count < count { frame = [UInt8](repeating: 0, count: count * 2) }
    let read = pread(memory, &frame, count, 0)
    frame.withUnsafeBytes { send(UnsafeRawBufferPointer(rebasing: $0[..<max(0, read)])) }
  }

  /// Sends bytes to the terminal, waiting while it takes none. A terminal that is gone takes them all.
  func send(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes
    while !rest.isEmpty {
      let count = write(terminal, rest.baseAddress, rest.count)
      if count >= 0 {
        rest = UnsafeRawBufferPointer(rebasing: rest[count...])
      } else if errno == EAGAIN {
        var request = pollfd(fd: terminal, events: Int16(POLLOUT), revents: 0)
        poll(&request, 1, -1)
      } else if errno != EINTR {
        return
      }
    }
  }
}
