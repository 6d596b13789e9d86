import Foundation
import GRDB

/// A person this console has shown before.
public struct SeenPerson: Hashable, Sendable {
  public var connectionID: String
  public var id: String?
  public var email: String?
  public var cioID: String?
  public var name: String?
  public var seenAt: Date

  public init(
    connectionID: String, id: String? = nil, email: String? = nil, cioID: String? = nil, name: String? = nil,
    seenAt: Date = Date()
  ) {
    self.connectionID = connectionID
    self.id = id
    self.email = email
    self.cioID = cioID
    self.name = name
    self.seenAt = seenAt.storedPrecision
  }

  /// What a search looks into: everything about them, without case and accents.
  var words: String { Self.folded([name, email, id, cioID].compactMap { $0 }.joined(separator: "\n")) }

  static func folded(_ text: String) -> String {
    text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
  }
}

extension SeenPerson: FetchableRecord {
  public init(row: Row) throws {
    try self.init(
      connectionID: row.text("connection_id"), id: row.optionalText("customer_id"), email: row.optionalText("email"),
      cioID: row.optionalText("cio_id"), name: row.optionalText("name"), seenAt: row.time("seen_at"))
  }
}
