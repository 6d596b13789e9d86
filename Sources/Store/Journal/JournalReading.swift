import Foundation
import GRDB

extension JournalRepository {
  /// Up to `limit` entries, newest first unless asked otherwise. `before` continues a list: entries older than that ID.
  public func list(
    limit: Int = 200, before: String? = nil, filter: JournalFilter = JournalFilter(), newestFirst: Bool = true
  ) throws(StoreError) -> [JournalEntry] {
    var (sql, arguments) = filter.conditions
    if let before {
      sql += (sql.isEmpty ? "" : " AND ") + "id < ?"
      arguments += [before.stored]
    }
    arguments += [limit]
    let condition = sql.isEmpty ? "" : "WHERE \(sql)"
    let query = "SELECT \(JournalEntry.listedColumns) FROM journal \(condition) ORDER BY journal.id DESC LIMIT ?"
    let entries = try file.read { try JournalEntry.fetchAll($0, sql: query, arguments: arguments) }
    return newestFirst ? entries : entries.reversed()
  }

  public func count(_ filter: JournalFilter = JournalFilter()) throws(StoreError) -> Int {
    let (sql, arguments) = filter.conditions
    let condition = sql.isEmpty ? "" : "WHERE \(sql)"
    return try file.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM journal \(condition)", arguments: arguments) ?? 0
    }
  }

  /// The whole entry, with its answer. The beginning of an ID is enough where no other entry has it.
  public func find(_ id: String) throws(StoreError) -> JournalEntry? {
    let prefix = id.uppercased()
    guard !prefix.isEmpty else { return nil }
    return try file.read { database in
      // A range, not LIKE, so that the index answers it.
      let found = try String.fetchAll(
        database, sql: "SELECT id FROM journal WHERE id >= ? AND id < ? ORDER BY id LIMIT 6",
        arguments: [prefix.stored, (prefix + "~").stored])
      if found.contains(prefix) { return try Self.entry(prefix, in: database) }
      guard found.count < 2 else { throw StoreError.ambiguous(id, candidates: found) }
      return try found.first.map { try Self.entry($0, in: database) }
    }
  }

  /// Drops answers, never entries: those older than `age`, and the oldest until the rest takes at most `bytes`.
  @discardableResult
  public func dropResponses(olderThan age: Date, keeping bytes: Int) throws(StoreError) -> Int {
    try feed.write(.journal) { database in
      try database.execute(
        sql: """
          UPDATE journal SET response_size = NULL, response_kept = NULL, response_headers = NULL,
            response_encoding = NULL, response_body = NULL
          WHERE id IN (
            SELECT id FROM (
              SELECT id, time, sum(length(response_body)) OVER (ORDER BY id DESC) AS total
              FROM journal WHERE response_body IS NOT NULL
            ) WHERE time < ? OR total > ?
          )
          """, arguments: [age.milliseconds, bytes])
      return database.changesCount
    }
  }
}
