import Foundation

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A file for one answer's body, readable by its owner only, that goes when nobody holds it any more. It has no name from the start, so
/// that not even a process that is killed leaves one behind.
///
/// Sound without a lock: after `init` nothing of it changes, and the descriptor is written by one queue only.
final class TemporaryFile: Sendable {
  let url: URL
  let descriptor: Int32

  init(directory: URL) throws {
    var template = Array(directory.appendingPathComponent("cio-console-answer-XXXXXX").path.utf8CString)
    descriptor = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard descriptor >= 0 else { throw TemporaryFileError(code: errno) }
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    unlink(template)
    url = URL(fileURLWithPath: "/proc/self/fd/\(descriptor)")
  }

  deinit { close(descriptor) }

  func write(_ bytes: UnsafeRawBufferPointer) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let written = systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if written < 0 {
        guard errno == EINTR else { throw TemporaryFileError(code: errno) }
        continue
      }
      rest = rest.dropFirst(written)
    }
  }
}

/// Why an answer could not be kept on disk.
struct TemporaryFileError: Error, CustomStringConvertible {
  let code: Int32

  var description: String { String(cString: strerror(code)) }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
