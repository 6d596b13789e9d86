import Foundation
import GRDB

/// Which exchanges of the history are wanted. What is not set does not restrict.
public struct ExchangeFilter: Hashable, Sendable {
  /// Words that all occur in the URL or in a body, whatever the case of ASCII letters.
  public var text = ""
  public var methods: Set<String> = []
  /// Such as `400...499`.
  public var statuses: ClosedRange<Int>?
  /// Only those without an answer.
  public var hasNoAnswer = false
  /// The connection's name at the time, whatever the case of its letters.
  public var connection: String?
  public var connectionID: String?
  public var runID: String?
  public var since: Date?
  public var until: Date?

  public init() {}

  var words: [[UInt8]] { text.split(whereSeparator: \.isWhitespace).map { $0.utf8.map(ASCIIText.lowercase) } }

  /// All but ``text``.
  var conditions: (sql: String, arguments: StatementArguments) {
    var parts: [String] = []
    var arguments = StatementArguments()
    func add(_ sql: String, _ values: [any DatabaseValueConvertible] = []) {
      parts.append(sql)
      arguments += StatementArguments(values)
    }
    if let connectionID { add("connection_id = ?", [connectionID.stored]) }
    if let connection { add("connection = ? COLLATE NOCASE", [connection.stored]) }
    if let runID { add("run_id = ?", [runID.stored]) }
    if let since { add("time >= ?", [since.milliseconds]) }
    if let until { add("time <= ?", [until.milliseconds]) }
    if let statuses { add("status BETWEEN ? AND ?", [statuses.lowerBound, statuses.upperBound]) }
    if hasNoAnswer { add("status IS NULL") }
    if !methods.isEmpty {
      let places = repeatElement("?", count: methods.count).joined(separator: ", ")
      add("method IN (\(places))", methods.map { $0.uppercased() }.sorted().map(\.stored))
    }
    return (parts.joined(separator: " AND "), arguments)
  }
}

/// Search in bytes that are text, or nearly.
enum ASCIIText {
  static func lowercase(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

  static func lowercased(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let whole = bytes.withContiguousStorageIfAvailable { bytes in
      [UInt8](unsafeUninitializedCapacity: bytes.count) { buffer, count in
        for index in bytes.indices { buffer[index] = lowercase(bytes[index]) }
        count = bytes.count
      }
    }
    return whole ?? bytes.map(lowercase)
  }

  /// Whether `word`, in lower case, occurs in bytes that are in lower case already.
  static func contains(_ word: [UInt8], in lowercased: [UInt8]) -> Bool {
    guard let first = word.first else { return true }
    return lowercased.withUnsafeBytes { text in
      word.withUnsafeBytes { word in
        guard var place = text.baseAddress, let sought = word.baseAddress else { return false }
        var left = text.count
        while left >= word.count, let found = memchr(place, Int32(first), left - word.count + 1) {
          if memcmp(found, sought, word.count) == 0 { return true }
          left -= UnsafeRawPointer(found) - place + 1
          place = UnsafeRawPointer(found) + 1
        }
        return false
      }
    }
  }
}
