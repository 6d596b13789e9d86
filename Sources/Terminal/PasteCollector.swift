/// The bytes between the marks of a bracketed paste, found in one pass however they are cut.
struct PasteCollector: Sendable {
  private static let endMark: [UInt8] = Array("\u{1B}[201~".utf8)
  /// More than this is told in parts, so that an endless paste can't fill the memory.
  private static let partLimit = 64 << 20

  private var bytes: [UInt8] = []
  /// How many bytes of the end mark the last ones were.
  private var matched = 0
  /// Nothing came for long; the end mark may be lost.
  var isStalled = false

  var isFull: Bool { bytes.count >= Self.partLimit }

  /// Takes bytes up to the end mark, and answers where it stopped and whether the mark was there.
  mutating func collect(_ input: UnsafeBufferPointer<UInt8>, from start: Int) -> (next: Int, isEnd: Bool) {
    isStalled = false
    var offset = start
    while offset < input.count {
      if matched == 0 {
        let rest = UnsafeBufferPointer(rebasing: input[offset...])
        let run = rest.firstIndex(of: 0x1B) ?? rest.count
        bytes.append(contentsOf: rest[..<run])
        offset += run
        if offset == input.count || isFull { break }
      }
      let byte = input[offset]
      if byte == Self.endMark[matched] {
        matched += 1
        offset += 1
        if matched == Self.endMark.count { return (offset, true) }
      } else {
        bytes.append(contentsOf: Self.endMark[..<matched])
        matched = 0  // only the first byte of the mark is ESC, so a new match begins here or later
      }
    }
    return (offset, false)
  }

  /// The text so far, with line feeds for the carriage returns that terminals send; nil if there is none.
  mutating func take() -> String? {
    defer {
      bytes = []
      matched = 0
      isStalled = false
    }
    guard !bytes.isEmpty else { return nil }
    var write = 0
    var afterReturn = false
    bytes.withUnsafeMutableBufferPointer { bytes in
      for byte in bytes {
        if byte == 0x0A, afterReturn {
          afterReturn = false
          continue
        }
        afterReturn = byte == 0x0D
        bytes[write] = afterReturn ? 0x0A : byte
        write += 1
      }
    }
    return String(decoding: bytes[..<write], as: UTF8.self)
  }
}
