import CJSONScan

extension JSONLines {
  /// The bytes of a value, with everything in it; to the document's end where it is not closed.
  public func range(of node: JSONNode) -> Range<Int> {
    let start = UInt64(max(0, min(node.offset, snapshot.byteCount)))
    return Int(start)..<Int(max(start, snapshot.end(of: start)))
  }

  /// A value's text as it was received.
  public func rawText(of node: JSONNode) -> [UInt8] { snapshot.bytes(range(of: node)) }

  /// A value's text for copying: what a string says, decoded, and the received text of anything else.
  public func valueText(of node: JSONNode) -> String { snapshot.decodedText(range(of: node)) }

  /// The value of a row as a whole; nil where it is not valid JSON.
  public func value(of node: JSONNode) -> JSONValue? { try? JSONValue(parsing: rawText(of: node)) }

  /// A row's key, decoded; nil for elements of arrays.
  public func key(ofRow index: Int) -> String? { valueStart(ofRow: index).flatMap { key(ofRowAt: $0) } }
}

extension JSONSnapshot {
  /// What a string token says; the text of any other.
  func decodedText(_ range: Range<Int>) -> String {
    withBytes(range) { bytes in
      guard bytes.first == UInt8(ascii: "\"") else { return String(decoding: bytes, as: UTF8.self) }
      let isClosed = bytes.count > 1 && bytes.last == UInt8(ascii: "\"")
      return JSONStringDecoder.decode(UnsafeRawBufferPointer(rebasing: bytes.dropFirst().dropLast(isClosed ? 1 : 0)))
    }
  }
}
