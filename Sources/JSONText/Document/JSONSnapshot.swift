import CJSONScan

/// A document as it was at one moment, to be read anywhere. Holding it holds the document's memory.
///
/// Unchecked: the pointers in the index lead into `storage`, where nothing below the counts of the index is written again.
public struct JSONSnapshot: @unchecked Sendable {
  private let storage: JSONStorage?
  var index: cjson_index
  /// Whether no more bytes will come.
  public let isComplete: Bool

  init(storage: JSONStorage, index: cjson_index, isComplete: Bool) {
    self.storage = storage
    self.index = index
    self.isComplete = isComplete
  }

  init(isComplete: Bool) {
    storage = nil
    index = cjson_index()
    self.isComplete = isComplete
  }

  public var byteCount: Int { Int(index.count) }

  /// Rows of the whole text, all containers unfolded.
  public var rowCount: Int { Int(index.row_count) }

  /// Containers that are open where the text ends.
  public var openDepth: Int { Int(index.end.depth) }

  /// Whether the text ends inside a string.
  public var endsInString: Bool { index.end.in_string != 0 }

  /// The text's bytes, or those of a part of it, clamped to what is there.
  public func bytes(_ range: Range<Int>? = nil) -> [UInt8] {
    withBytes(range) { Array($0) }
  }

  public func withBytes<Result>(_ range: Range<Int>? = nil, _ body: (UnsafeRawBufferPointer) throws -> Result) rethrows
    -> Result
  {
    let range = (range ?? 0..<byteCount).clamped(to: 0..<byteCount)
    guard let start = index.bytes, !range.isEmpty else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
    return try withExtendedLifetime(storage) {
      try body(UnsafeRawBufferPointer(start: start + range.lowerBound, count: range.count))
    }
  }

  func query<Result>(_ body: (UnsafePointer<cjson_index>) -> Result) -> Result {
    withExtendedLifetime(storage) {
      withUnsafePointer(to: index, body)
    }
  }

  /// See `JSONDocument.verdict`.
  public func verdict(allowingSequence: Bool = false) -> JSONVerdict {
    withBytes { bytes in
      let start = bytes.bindMemory(to: UInt8.self).baseAddress
      let verdict = cjson_validate(start, bytes.count, allowingSequence, 0)
      return verdict.problem == CJSON_OK ? .valid : .invalid(JSONSyntaxError(verdict, in: bytes))
    }
  }
}
