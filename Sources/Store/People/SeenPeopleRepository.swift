import Foundation
import GRDB

/// The people this console has shown, per connection: where parts of names can be searched.
public struct SeenPeopleRepository: Sendable {
  /// How many are remembered for a connection; the longest unseen make room.
  public static let limit = 20_000

  private let file: DatabaseFile
  private let feed: ChangeFeed

  init(file: DatabaseFile, feed: ChangeFeed) {
    self.file = file
    self.feed = feed
  }

  public func remember(
    id: String?, email: String?, cioID: String?, name: String?, connectionID: String, time: Date = Date()
  ) throws(StoreError) {
    try remember([
      SeenPerson(connectionID: connectionID, id: id, email: email, cioID: cioID, name: name, seenAt: time)
    ])
  }

  /// Remembers people. What was known of one and is nil now stays known.
  public func remember(_ people: [SeenPerson]) throws(StoreError) {
    let people = people.filter { $0.id != nil || $0.email != nil || $0.cioID != nil }
    guard !people.isEmpty else { return }
    try feed.write(.people) { database in
      for person in people { try Self.merge(person, in: database) }
      for connectionID in Set(people.map(\.connectionID)) { try Self.trim(connectionID, in: database) }
    }
  }

  /// People with all the words in their name, email or identifiers, the last seen first.
  public func search(_ text: String, connectionID: String, limit: Int = 50) throws(StoreError) -> [SeenPerson] {
    let words = SeenPerson.folded(text).split(whereSeparator: \.isWhitespace)
    let patterns = words.map { "%" + LikePattern.escape($0) + "%" }
    let conditions = patterns.map { _ in " AND words LIKE ? ESCAPE '\\'" }.joined()
    let arguments = StatementArguments(([connectionID] + patterns).map(\.stored)) + [limit]
    return try file.read {
      try SeenPerson.fetchAll(
        $0, sql: "SELECT * FROM seen_person WHERE connection_id = ?\(conditions) ORDER BY seen_at DESC LIMIT ?",
        arguments: arguments)
    }
  }

  /// The last seen first.
  public func recent(connectionID: String, limit: Int = 50) throws(StoreError) -> [SeenPerson] {
    try search("", connectionID: connectionID, limit: limit)
  }

  /// Forgets a person that was deleted, or everyone seen through a connection.
  public func forget(cioID: String? = nil, id: String? = nil, email: String? = nil, connectionID: String)
    throws(StoreError)
  {
    let everyone = cioID == nil && id == nil && email == nil
    try feed.write(.people) { database in
      try database.execute(
        sql: """
          DELETE FROM seen_person
          WHERE connection_id = ? AND (? OR cio_id = ? OR customer_id = ? OR email = ?)
          """, arguments: [connectionID.stored, everyone, cioID?.stored, id?.stored, email?.stored])
    }
  }

  private static func merge(_ person: SeenPerson, in database: Database) throws {
    let connectionID = person.connectionID.stored
    let cioID = person.cioID?.stored
    let id = person.id?.stored
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT * FROM seen_person WHERE connection_id = ? AND cio_id = ?
        UNION SELECT * FROM seen_person WHERE connection_id = ? AND customer_id = ? AND (cio_id IS NULL OR ? IS NULL)
        UNION SELECT * FROM seen_person
          WHERE connection_id = ? AND email = ? AND (cio_id IS NULL OR ? IS NULL)
            AND (customer_id IS NULL OR ? IS NULL)
        """,
      arguments: [
        connectionID, cioID, connectionID, id, cioID, connectionID, person.email?.stored, cioID, id,
      ])
    var merged = person
    for row in rows {
      let known = try SeenPerson(row: row)
      merged.id = merged.id ?? known.id
      merged.email = merged.email ?? known.email
      merged.cioID = merged.cioID ?? known.cioID
      merged.name = merged.name ?? known.name
      merged.seenAt = max(merged.seenAt, known.seenAt)
      try database.execute(
        sql: "DELETE FROM seen_person WHERE number = ?", arguments: [try row.value("number") as Int64])
    }
    try database.execute(
      sql: """
        INSERT INTO seen_person (connection_id, customer_id, email, cio_id, name, words, seen_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        connectionID, merged.id?.stored, merged.email?.stored, merged.cioID?.stored, merged.name?.stored,
        merged.words.stored, merged.seenAt.milliseconds,
      ])
  }

  private static func trim(_ connectionID: String, in database: Database) throws {
    try database.execute(
      sql: """
        DELETE FROM seen_person WHERE number IN (
          SELECT number FROM seen_person WHERE connection_id = ? ORDER BY seen_at DESC LIMIT -1 OFFSET ?
        )
        """, arguments: [connectionID.stored, limit])
  }
}
