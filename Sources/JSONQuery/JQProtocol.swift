import Foundation

/// What parent and child say to each other.
///
/// The parent writes one request to the child's standard input, then the document; one that is a file stands in descriptor 4, and
/// the child reads it itself. The child writes results to its standard output, one a line, and errors to descriptor 3: a letter, a
/// position in bytes (-1 for none), a space, the message, a NUL.
enum JQProtocol {
  static let errorDescriptor: Int32 = 3
  static let fileDescriptor: Int32 = 4

  /// The child's status where it ran to its end, errors on values included.
  static let finished: Int32 = 0

  struct Request {
    var filter: String
    var seconds: UInt64
    var memoryByteCount: UInt64
    /// Whether the document is in `fileDescriptor`.
    var hasFile: Bool

    static let headerByteCount = 32

    var bytes: [UInt8] {
      let filter = Array(filter.utf8)
      var bytes: [UInt8] = []
      for number in [UInt64(filter.count), seconds, memoryByteCount, hasFile ? 1 : 0] {
        withUnsafeBytes(of: number) { bytes.append(contentsOf: $0) }
      }
      return bytes + filter
    }
  }

  enum Report: UInt8 {
    case filter = 0x46  // F
    case value = 0x56  // V
    case input = 0x49  // I
    case memory = 0x4D  // M
  }

  /// Reads as many bytes as wanted; nil where the descriptor ends before.
  static func read(_ count: Int, from descriptor: Int32) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: count)
    var have = 0
    while have < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        Foundation.read(descriptor, buffer.baseAddress.map { $0 + have }, count - have)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { return nil }
      have += got
    }
    return bytes
  }

  /// Writes all bytes; false where the other side has gone.
  static func write(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
    var written = 0
    while written < bytes.count {
      let count = Foundation.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { return false }
      written += count
    }
    return true
  }
}
