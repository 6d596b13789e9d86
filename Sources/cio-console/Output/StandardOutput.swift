import Foundation
import Terminal

/// Standard output, written whole: results and nothing else.
///
/// A reader that went away is no failure of what was done, so it ends the writing and nothing more.
struct StandardOutput: Sendable {
  var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal; nil in a pipe.
  var columns: Int? {
    guard isTerminal else { return nil }
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  func write(_ text: String) throws { try write(Data(text.utf8)) }

  func write(_ data: Data) throws {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EPIPE { return }
      guard count > 0 else {
        throw Failure("The output can't be written: \(String(cString: strerror(errno))).", status: .failed)
      }
      rest = rest.dropFirst(count)
    }
  }
}

/// Standard error: everything that is no result. Nothing from outside reaches it raw.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// One line, with the program's name before it.
  static func complain(_ text: String) { note("cio-console: " + text) }

  static func note(_ text: String) {
    write(SafeText.visible(text, keepingLines: true) + "\n")
  }

  /// Nothing can be said where this fails, and nothing is.
  static func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}
