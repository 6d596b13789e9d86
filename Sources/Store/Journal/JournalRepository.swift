import Foundation
import GRDB

/// What was done, by whom, to whom, and with what result. What a call here has returned from is on disk.
public struct JournalRepository: Sendable {
  let file: DatabaseFile
  let feed: ChangeFeed

  init(file: DatabaseFile, feed: ChangeFeed) {
    self.file = file
    self.feed = feed
  }

  /// Writes down what is about to be asked. Throws when it can't: then nothing may be sent.
  ///
  /// With `sending`, the entry is marked sent at once, for a caller that sends next; see `markSent`.
  public func begin(_ draft: JournalDraft, sending: Bool = false) throws(StoreError) -> JournalEntry {
    let time = Date.storedNow
    let id = ULID.next(at: time)
    let process = ProcessIdentity.current
    let requests = draft.requests.storedText
    let arguments: StatementArguments = [
      "id": id, "time": time.milliseconds, "actor": draft.actor.name.stored, "origin": draft.actor.origin?.stored,
      "connection_id": draft.connectionID?.stored, "connection": draft.connection.stored,
      "connection_kind": draft.connectionKind.stored, "module": draft.module.stored, "target": draft.target.stored,
      "summary": draft.summary.stored, "changes": draft.changes, "note": draft.note?.stored,
      "process_id": process.id, "process_start": process.start, "sent_at": sending ? time.milliseconds : nil,
      "detail_size": draft.values.utf8.count + requests.utf8.count + (draft.before?.utf8.count ?? 0),
      "input": draft.values.stored, "requests": requests.stored, "value_before": draft.before?.stored,
    ]
    return try feed.write(.journal) { database in
      try database.execute(
        sql: """
          INSERT INTO journal (
            id, time, actor, origin, connection_id, connection, connection_kind, module, target, summary, changes,
            outcome, note, process_id, process_start, sent_at, detail_size, input, requests, value_before
          ) VALUES (
            :id, :time, :actor, :origin, :connection_id, :connection, :connection_kind, :module, :target, :summary,
            :changes, 'pending', :note, :process_id, :process_start, :sent_at, :detail_size, :input, :requests,
            :value_before
          )
          """, arguments: arguments)
      return try Self.entry(id, in: database)
    }
  }

  /// Notes that bytes are about to leave. To be called before the first one: from here on the entry of a process that
  /// dies is *unknown*; before, it is *failed*, with nothing sent.
  public func markSent(_ id: String) throws(StoreError) {
    try change(id, "sent_at = coalesce(sent_at, ?)", [Date().milliseconds])
  }

  /// Writes down the requests so far, for a run of many.
  public func record(_ requests: [JournalRequest], for id: String) throws(StoreError) {
    let text = requests.storedText
    try change(id, "requests = ?, \(Self.sizes(requests: "?"))", [text.stored, text.utf8.count])
  }

  /// Writes down how a run ended. What is nil here stays as it was.
  @discardableResult
  public func finish(
    _ id: String, outcome: Outcome, status: Int? = nil, duration: Double? = nil, message: String? = nil,
    requests: [JournalRequest]? = nil, before: String? = nil, after: String? = nil, response: JournalResponse? = nil
  ) throws(StoreError) -> JournalEntry {
    let deflated = response.flatMap { Deflate.compress($0.body) }
    let arguments: StatementArguments = [
      "id": id, "outcome": outcome.rawValue, "status": status, "duration": duration, "message": message?.stored,
      "requests": requests?.storedText.stored, "before": before?.stored, "after": after?.stored,
      "finished_at": Date().milliseconds,
      "response_size": response?.size, "response_kept": response?.body.count,
      "response_headers": response?.headers.stored, "response_encoding": deflated == nil ? nil : "deflate",
      "response_body": deflated ?? response?.body,
    ]
    return try feed.write(.journal) { database in
      try database.execute(
        sql: """
          UPDATE journal SET outcome = :outcome, status = coalesce(:status, status),
            duration = coalesce(:duration, duration), message = coalesce(:message, message),
            requests = coalesce(:requests, requests), value_before = coalesce(:before, value_before),
            value_after = coalesce(:after, value_after), finished_at = :finished_at,
            response_size = :response_size, response_kept = :response_kept, response_headers = :response_headers,
            response_encoding = :response_encoding, response_body = :response_body
          WHERE id = :id
          """, arguments: arguments)
      guard database.changesCount > 0 else { throw StoreError.notFound("Journal entry \(id)") }
      try database.execute(sql: "UPDATE journal SET \(Self.sizes()) WHERE id = ?", arguments: [id.stored])
      return try Self.entry(id, in: database)
    }
  }

  /// Adds to an entry what a person has to say about it.
  public func annotate(_ id: String, note: String?) throws(StoreError) {
    try change(id, "note = ?", [note?.stored])
  }

  /// Finds out whether an entry could be written now: room, permission and no lock in the way.
  public func ping() throws(StoreError) {
    try file.write { _ = try ChangeFeed.raise("probe", in: $0) }
  }

  /// Writes to the journal, of this process and others, from now on.
  public var changes: AsyncStream<StoreChange> {
    let all = feed.stream()
    return AsyncStream { continuation in
      let forwarding = Task {
        for await change in all where change.topic == .journal { continuation.yield(change) }
        continuation.finish()
      }
      continuation.onTermination = { _ in forwarding.cancel() }
    }
  }

  static func entry(_ id: String, in database: Database) throws -> JournalEntry {
    let entry = try JournalEntry.fetchOne(database, sql: "SELECT * FROM journal WHERE id = ?", arguments: [id.stored])
    guard let entry else { throw StoreError.notFound("Journal entry \(id)") }
    return entry
  }

  private func change(_ id: String, _ assignment: String, _ values: [(any DatabaseValueConvertible)?])
    throws(StoreError)
  {
    try feed.write(.journal) { database in
      try database.execute(
        sql: "UPDATE journal SET \(assignment) WHERE id = ?", arguments: StatementArguments(values + [id.stored]))
      guard database.changesCount > 0 else { throw StoreError.notFound("Journal entry \(id)") }
    }
  }

  private static func sizes(requests: String = "length(CAST(requests AS BLOB))") -> String {
    """
    detail_size = length(CAST(input AS BLOB)) + \(requests) + coalesce(length(CAST(value_before AS BLOB)), 0) \
    + coalesce(length(CAST(value_after AS BLOB)), 0)
    """
  }
}
