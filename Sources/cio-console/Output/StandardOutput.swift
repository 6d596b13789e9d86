import Foundation
import Terminal
import Widgets

/// Standard output, written whole: results and nothing else.
///
/// A reader that went away is no failure of what was done, so it ends the writing and nothing more.
struct StandardOutput: Sendable {
  var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

  /// The width of the terminal; nil in a pipe.
  var columns: Int? {
    isTerminal ? TerminalWidth.of(STDOUT_FILENO) ?? 80 : nil
  }

  func write(_ text: String) throws { try write(Data(text.utf8)) }

  func write(_ data: Data) throws { _ = try writeWhileRead(data) }

  /// As ``write(_:)``. Returns false where nobody reads any more.
  func writeWhileRead(_ data: Data) throws -> Bool {
    var rest = data[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0, errno == EPIPE { return false }
      guard count > 0 else {
        throw Failure("The output can't be written: \(String(cString: strerror(errno))).", status: .failed)
      }
      rest = rest.dropFirst(count)
    }
    return true
  }
}

/// How wide a terminal is.
enum TerminalWidth {
  /// Nil where it doesn't say.
  static func of(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
    return Int(size.ws_col)
  }
}

/// Standard error: everything that is no result. Nothing from outside reaches it raw.
enum StandardError {
  static var isTerminal: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether standard output goes to the same place, so that the two stand among each other there.
  static var isSharedWithOutput: Bool {
    var (output, errors) = (stat(), stat())
    guard fstat(STDOUT_FILENO, &output) == 0, fstat(STDERR_FILENO, &errors) == 0 else { return false }
    return output.st_dev == errors.st_dev && output.st_ino == errors.st_ino
  }

  /// The lines of a text, broken between words where a terminal would break them anywhere.
  private static func lines(of text: String) -> String {
    guard isTerminal, let columns = TerminalWidth.of(STDERR_FILENO) else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .flatMap { $0.isEmpty ? [""] : TextWrap.lines(of: String($0), columns: columns) }.joined(separator: "\n")
  }

  /// One line, with the program's name before it.
  static func complain(_ text: String) { note("cio-console: " + text) }

  static func note(_ text: String) {
    write(lines(of: SafeText.visible(text, keepingLines: true)) + "\n")
  }

  /// A question, with the answer to be typed behind it.
  static func ask(_ question: String) {
    let text = lines(of: SafeText.visible(question, keepingLines: true))
    // The space before the answer hangs over the end of a line that is broken there.
    write(question.hasSuffix(" ") && !text.hasSuffix(" ") ? text + " " : text)
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
