import Foundation
import GRDB

/// Which entries of the journal are wanted. What is not set does not restrict.
public struct JournalFilter: Hashable, Sendable {
  public var connectionID: String?
  /// The connection's name at the time, whatever the case of its letters.
  public var connection: String?
  public var modules: Set<String> = []
  public var outcomes: Set<Outcome> = []
  public var actor: String?
  public var target: String?
  /// The time an entry began, both ends included.
  public var since: Date?
  public var until: Date?
  /// Only what changes something at Customer.io, or only what does not.
  public var changes: Bool?
  /// Words that all occur in target, summary, message, actor, connection, module or note.
  public var text: String = ""

  public init() {}

  var conditions: (sql: String, arguments: StatementArguments) {
    var parts: [String] = []
    var arguments = StatementArguments()
    func add(_ sql: String, _ values: [any DatabaseValueConvertible]) {
      parts.append(sql)
      arguments += StatementArguments(values)
    }
    if let connectionID { add("connection_id = ?", [connectionID.stored]) }
    if let connection { add("connection = ? COLLATE NOCASE", [connection.stored]) }
    if let actor { add("actor = ?", [actor.stored]) }
    if let target { add("target = ?", [target.stored]) }
    if let since { add("time >= ?", [since.milliseconds]) }
    if let until { add("time <= ?", [until.milliseconds]) }
    if let changes { add("changes = ?", [changes]) }
    if !modules.isEmpty { add("module IN (\(Self.places(modules.count)))", modules.sorted().map(\.stored)) }
    if !outcomes.isEmpty { add("outcome IN (\(Self.places(outcomes.count)))", outcomes.map(\.rawValue).sorted()) }
    for word in text.split(whereSeparator: \.isWhitespace) {
      let pattern = ("%" + LikePattern.escape(word) + "%").stored
      let columns = ["target", "summary", "message", "actor", "connection", "module", "note"]
      let matches = columns.map { "\($0) LIKE ? ESCAPE '\\'" }.joined(separator: " OR ")
      add("(\(matches))", columns.map { _ in pattern })
    }
    return (parts.joined(separator: " AND "), arguments)
  }

  private static func places(_ count: Int) -> String {
    repeatElement("?", count: count).joined(separator: ", ")
  }
}

enum LikePattern {
  /// Text that a `LIKE … ESCAPE '\'` takes literally.
  static func escape(_ text: some StringProtocol) -> String {
    text.reduce(into: "") { result, character in
      if "\\%_".contains(character) { result.append("\\") }
      result.append(character)
    }
  }
}
