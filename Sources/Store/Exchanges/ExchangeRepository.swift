import Foundation
import GRDB

/// Every call that was sent, with its answer: written when it is sent, completed after.
public struct ExchangeRepository: Sendable {
  let file: DatabaseFile
  let feed: ChangeFeed

  init(file: DatabaseFile, feed: ChangeFeed) {
    self.file = file
    self.feed = feed
  }

  /// Writes down a call that is about to be sent. Returns its identifier.
  public func begin(_ draft: ExchangeDraft) throws(StoreError) -> String {
    let time = Date.storedNow
    let id = ULID.next(at: time)
    let body = StoredBody(draft.body)
    let summary: StatementArguments = [
      "id": id, "time": time.milliseconds, "run_id": draft.runID?.stored, "actor": draft.actor.stored,
      "connection_id": draft.connectionID?.stored, "connection": draft.connection.stored,
      "domain": draft.domain.stored, "method": draft.method.stored, "url": draft.url.stored,
      "target": draft.target.stored, "changes": draft.changes, "request_size": draft.body.count,
      "stored_size": draft.headers.utf8.count + (body.bytes?.count ?? 0),
    ]
    let detail: StatementArguments = [
      "id": id, "headers": draft.headers.stored, "kept": body.kept, "encoding": body.encoding, "body": body.bytes,
    ]
    return try feed.write(.history) { database in
      try database.execute(
        sql: """
          INSERT INTO exchange (
            id, time, run_id, actor, connection_id, connection, domain, method, url, target, changes, request_size,
            stored_size
          ) VALUES (
            :id, :time, :run_id, :actor, :connection_id, :connection, :domain, :method, :url, :target, :changes,
            :request_size, :stored_size
          )
          """, arguments: summary)
      try database.execute(
        sql: """
          INSERT INTO exchange_detail (id, request_headers, request_kept, request_encoding, request_body)
          VALUES (:id, :headers, :kept, :encoding, :body)
          """, arguments: detail)
      return id
    }
  }

  /// Writes down how a call ended.
  public func finish(_ id: String, with result: ExchangeResult) throws(StoreError) {
    let body = StoredBody(result.body)
    let size = result.size ?? result.body.count
    let summary: StatementArguments = [
      "id": id, "status": result.status, "duration": result.duration, "connect": result.timing.connect,
      "first_byte": result.timing.firstByte, "total": result.timing.total, "attempts": result.attempts,
      "message": result.message?.stored, "response_size": result.status == nil ? nil : size,
      "added": result.headers.utf8.count + (body.bytes?.count ?? 0),
    ]
    let detail: StatementArguments = [
      "id": id, "headers": result.headers.stored, "kept": body.kept, "encoding": body.encoding, "body": body.bytes,
    ]
    try feed.write(.history) { database in
      try database.execute(
        sql: """
          UPDATE exchange SET status = :status, duration = :duration, connect_time = :connect,
            first_byte_time = :first_byte, total_time = :total, attempts = :attempts, message = :message,
            response_size = :response_size, stored_size = stored_size + :added
          WHERE id = :id
          """, arguments: summary)
      try database.execute(
        sql: """
          UPDATE exchange_detail SET response_headers = :headers, response_kept = :kept, response_encoding = :encoding,
            response_body = :body
          WHERE id = :id
          """, arguments: detail)
    }
  }

  public func remove(_ ids: [String]) throws(StoreError) {
    guard !ids.isEmpty else { return }
    try feed.write(.history) { database in
      for id in ids { try database.execute(sql: "DELETE FROM exchange WHERE id = ?", arguments: [id.stored]) }
    }
  }

  public func removeAll() throws(StoreError) {
    try feed.write(.history) { try $0.execute(sql: "DELETE FROM exchange") }
  }

  /// Drops the exchanges that began before `time`, and the oldest until the rest takes at most `bytes`, compressed.
  ///
  /// Returns how many went. Where nothing has to go, nothing is written.
  @discardableResult
  public func prune(olderThan time: Date, keeping bytes: Int) throws(StoreError) -> Int {
    let condition = """
      SELECT id FROM (
        SELECT id, time, sum(stored_size + 512) OVER (ORDER BY id DESC) AS total FROM exchange
      ) WHERE time < ? OR total > ?
      """
    let arguments: StatementArguments = [time.milliseconds, bytes]
    let isNeeded = try file.read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (\(condition))", arguments: arguments) ?? false
    }
    guard isNeeded else { return 0 }
    return try feed.write(.history) { database in
      try database.execute(sql: "DELETE FROM exchange WHERE id IN (\(condition))", arguments: arguments)
      return database.changesCount
    }
  }
}
