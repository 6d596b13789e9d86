import Foundation
import GRDB

extension ExchangeRepository {
  private static let scannedAtOnce = 200

  /// Up to `limit` exchanges, newest first. `before` continues a list: those older than that ID.
  ///
  /// Words are looked for in the bodies too, one after another from the newest: that ends early in a task that is
  /// cancelled, with what was found.
  public func list(
    _ filter: ExchangeFilter = ExchangeFilter(), limit: Int = 200, before: String? = nil
  ) throws(StoreError) -> [ExchangeSummary] {
    let words = filter.words
    guard !words.isEmpty else { return try page(filter, limit: limit, before: before) }
    var found: [ExchangeSummary] = []
    var last = before
    while found.count < limit, !Task.isCancelled {
      let candidates = try page(filter, limit: Self.scannedAtOnce, before: last)
      for candidate in candidates where found.count < limit && !Task.isCancelled {
        if try holds(words, candidate) { found.append(candidate) }
      }
      guard candidates.count == Self.scannedAtOnce else { break }
      last = candidates.last?.id
    }
    return found
  }

  public func count(_ filter: ExchangeFilter = ExchangeFilter()) throws(StoreError) -> Int {
    let (sql, arguments) = filter.conditions
    let condition = sql.isEmpty ? "" : "WHERE \(sql)"
    return try file.read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM exchange \(condition)", arguments: arguments) ?? 0
    }
  }

  /// The whole exchange. The beginning of an ID is enough where no other exchange has it.
  public func find(_ id: String) throws(StoreError) -> KeptExchange? {
    let prefix = id.uppercased()
    guard !prefix.isEmpty else { return nil }
    return try file.read { database in
      let found = try String.fetchAll(
        database, sql: "SELECT id FROM exchange WHERE id >= ? AND id < ? ORDER BY id LIMIT 6",
        arguments: [prefix.stored, (prefix + "~").stored])
      if found.contains(prefix) { return try Self.exchange(prefix, in: database) }
      guard found.count < 2 else { throw StoreError.ambiguous(id, candidates: found) }
      return try found.first.flatMap { try Self.exchange($0, in: database) }
    }
  }

  private static func exchange(_ id: String, in database: Database) throws -> KeptExchange? {
    try KeptExchange.fetchOne(
      database, sql: "SELECT * FROM exchange JOIN exchange_detail USING (id) WHERE id = ?", arguments: [id.stored])
  }

  private func page(
    _ filter: ExchangeFilter, limit: Int, before: String?
  ) throws(StoreError) -> [ExchangeSummary] {
    var (sql, arguments) = filter.conditions
    if let before {
      sql += (sql.isEmpty ? "" : " AND ") + "id < ?"
      arguments += [before.stored]
    }
    arguments += [limit]
    let condition = sql.isEmpty ? "" : "WHERE \(sql)"
    return try file.read {
      try ExchangeSummary.fetchAll(
        $0, sql: "SELECT * FROM exchange \(condition) ORDER BY id DESC LIMIT ?", arguments: arguments)
    }
  }

  private func holds(_ words: [[UInt8]], _ candidate: ExchangeSummary) throws(StoreError) -> Bool {
    var missing = words
    func strike(_ bytes: some Collection<UInt8>) {
      let text = ASCIIText.lowercased(bytes)
      missing.removeAll { ASCIIText.contains($0, in: text) }
    }
    strike(candidate.url.utf8)
    if missing.isEmpty { return true }
    let bodies = try file.read { database in
      try Row.fetchOne(
        database,
        sql: """
          SELECT request_kept, request_encoding, request_body, response_kept, response_encoding, response_body
          FROM exchange_detail WHERE id = ?
          """, arguments: [candidate.id.stored]
      ).map { [try StoredBody(row: $0, "request"), try StoredBody(row: $0, "response")] }
    }
    for body in bodies ?? [] where !missing.isEmpty { strike(body.data) }
    return missing.isEmpty
  }
}
