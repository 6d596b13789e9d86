import CZlib

/// Unpacks what gzip packed, piece by piece; files that were put one after another are one text. Its checksum and length are
/// checked at the end, and believed at no time before. Used by one thread at a time.
final class GzipStream {
  enum Problem: Hashable, Sendable {
    /// The receiver wanted no more.
    case refused
    case broken(String)
  }

  private var stream = z_stream()
  private var output = [UInt8](repeating: 0, count: 1 << 18)
  /// Whether the last file in it came to its end.
  private(set) var isWhole = false

  /// Nil where memory is short.
  init?() {
    // 16 more than the window's bits: gzip, and nothing else.
    guard inflateInit2_(&stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
  }

  deinit { inflateEnd(&stream) }

  static func begins(_ bytes: some Collection<UInt8>) -> Bool { bytes.starts(with: [0x1F, 0x8B]) }

  /// Hands on what a piece unpacks to; ends early where `receive` answers false.
  func unpack(_ piece: [UInt8], _ receive: (UnsafeRawBufferPointer) -> Bool) -> Problem? {
    var piece = piece
    return piece.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while stream.avail_in > 0 {
        if isWhole {
          guard inflateReset(&stream) == Z_OK else { return .broken("it can't be begun again") }
          isWhole = false
        }
        let (status, count) = output.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          let status = inflate(&stream, Z_NO_FLUSH)
          return (status, output.count - Int(stream.avail_out))
        }
        if count > 0, !output.withUnsafeBytes({ receive(UnsafeRawBufferPointer(rebasing: $0[..<count])) }) {
          return .refused
        }
        switch status {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isWhole = true
        default: return .broken(stream.msg.map { String(cString: $0) } ?? "error \(status)")
        }
      }
      return nil
    }
  }
}
