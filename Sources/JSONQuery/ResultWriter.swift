import JSONText

/// Gathers results for the output document, one a line, up to the limit. Used by one thread at a time.
final class ResultWriter {
  private let output: JSONDocument
  private let limit: Int
  private var buffer: [UInt8] = []
  private var written = 0
  private(set) var count = 0

  init(output: JSONDocument, limit: Int) {
    self.output = output
    self.limit = limit
  }

  /// Adds one result, all on one line. Returns false where it does not fit.
  func add(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard written + bytes.count + 1 <= limit else { return false }
    buffer.append(contentsOf: bytes)
    buffer.append(UInt8(ascii: "\n"))
    written += bytes.count + 1
    count += 1
    return buffer.count < 1 << 18 || flush()
  }

  /// Adds lines as they come from the child, in pieces.
  func addLines(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard written + bytes.count <= limit else { return false }
    written += bytes.count
    count += bytes.count { $0 == UInt8(ascii: "\n") }
    return (try? output.append(bytes)) != nil
  }

  func flush() -> Bool {
    defer { buffer.removeAll(keepingCapacity: true) }
    return (try? output.append(buffer)) != nil
  }

  var limitError: JSONQueryError {
    JSONQueryError(
      kind: .output, message: "The results are larger than \(limit >> 20) MB; only what fits is shown.", position: nil)
  }
}
