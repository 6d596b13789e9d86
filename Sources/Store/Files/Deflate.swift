import CZlib
import Foundation

/// zlib, for bodies kept in the journal and in the history.
enum Deflate {
  /// The compressed bytes, or nil where compression gains nothing.
  ///
  /// - Parameter level: of zlib, from 1, the fastest, to 9.
  static func compress(_ data: Data, level: Int32 = 6) -> Data? {
    guard data.count > 256 else { return nil }
    var length = compressBound(uLong(data.count))
    var output = Data(count: Int(length))
    let code = output.withUnsafeMutableBytes { target in
      data.withUnsafeBytes { source in
        compress2(
          target.bindMemory(to: Bytef.self).baseAddress, &length,
          source.bindMemory(to: Bytef.self).baseAddress, uLong(source.count), level)
      }
    }
    guard code == Z_OK, Int(length) < data.count else { return nil }
    return output.prefix(Int(length))
  }

  /// The original bytes, or nil where `data` does not hold exactly `size` of them.
  static func expand(_ data: Data, to size: Int) -> Data? {
    guard size > 0, size <= JournalResponse.keptBodyLimit else { return nil }
    var length = uLongf(size)
    var output = Data(count: size)
    let code = output.withUnsafeMutableBytes { target in
      data.withUnsafeBytes { source in
        uncompress(
          target.bindMemory(to: Bytef.self).baseAddress, &length,
          source.bindMemory(to: Bytef.self).baseAddress, uLong(source.count))
      }
    }
    return code == Z_OK && Int(length) == size ? output : nil
  }
}
