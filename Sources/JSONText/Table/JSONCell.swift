/// A value in a table: where it is and what it is; its text is made when it is shown.
public struct JSONCell: Hashable, Sendable {
  public enum Kind: Hashable, Sendable, Comparable {
    case null, boolean, number, string, array, object
  }

  public let kind: Kind
  /// Its bytes in the document.
  public let range: Range<Int>

  init(_ range: Range<Int>, in snapshot: JSONSnapshot) {
    self.range = range
    kind =
      switch snapshot.byte(at: UInt64(range.lowerBound)) {
      case UInt8(ascii: "{"): .object
      case UInt8(ascii: "["): .array
      case UInt8(ascii: "\""): .string
      case UInt8(ascii: "t"), UInt8(ascii: "f"): .boolean
      case UInt8(ascii: "n"): .null
      default: .number
      }
  }

  /// What it says: a string without quotes and escapes, anything else as received. Of long ones the first `limit` bytes.
  public func text(in snapshot: JSONSnapshot, limit: Int = .max) -> String {
    guard range.count > limit else { return snapshot.decodedText(range) }
    let part = snapshot.decodedText(range.lowerBound..<range.lowerBound + limit)
    return part + "…"
  }

  /// As a double; nil where it is no number.
  public func number(in snapshot: JSONSnapshot) -> Double? {
    guard kind == .number, range.count < 1_000 else { return nil }
    return Double(String(decoding: snapshot.bytes(range), as: UTF8.self))
  }

  /// Whether it says a text, in whatever case of ASCII letters.
  func contains(_ needle: [UInt8], in snapshot: JSONSnapshot) -> Bool {
    if kind == .string, snapshot.withBytes(range, { $0.contains(UInt8(ascii: "\\")) }) {
      return Array(snapshot.decodedText(range).utf8).withUnsafeBytes { Self.holds($0, needle) }
    }
    return snapshot.withBytes(range) { Self.holds($0, needle) }
  }
}
