import Foundation
import GRDB

/// One run as the journal has it: who asked what of whom, what was sent, and what came of it.
public struct JournalEntry: Hashable, Sendable, Identifiable {
  /// A ULID: entries sort by it in the order they began.
  public let id: String
  public let time: Date
  public let actor: String
  /// The SSH client's address.
  public let origin: String?
  public let connectionID: String?
  public let connection: String
  public let connectionKind: String
  public let module: String
  public let target: String
  /// JSON text of the form's values.
  public let values: String
  public let summary: String
  /// Whether it changes something at Customer.io.
  public let changes: Bool
  public let outcome: Outcome
  public let status: Int?
  /// Seconds.
  public let duration: Double?
  public let message: String?
  public let requests: [JournalRequest]
  public let before: String?
  public let after: String?
  public let processID: Int32
  public let processStart: String
  /// When the first byte was let go; nil where nothing has left this machine.
  public let sentAt: Date?
  public let finishedAt: Date?
  public let note: String?
  public let hasResponse: Bool
  /// The answer; lists leave it out.
  public let response: JournalResponse?
  /// Whether a list left out large values, requests, before and after: `find` has them.
  public let isAbridged: Bool
}

extension JournalEntry: FetchableRecord {
  /// Bytes of values, requests, before and after up to which a list carries them.
  static let listedDetailLimit = 16_384

  static let listedColumns = """
    id, time, actor, origin, connection_id, connection, connection_kind, module, target, summary, changes, outcome, \
    status, duration, message, note, process_id, process_start, sent_at, finished_at, response_size, \
    detail_size > \(listedDetailLimit) AS abridged, \
    CASE WHEN detail_size <= \(listedDetailLimit) THEN input ELSE '{}' END AS input, \
    CASE WHEN detail_size <= \(listedDetailLimit) THEN requests ELSE '[]' END AS requests, \
    CASE WHEN detail_size <= \(listedDetailLimit) THEN value_before END AS value_before, \
    CASE WHEN detail_size <= \(listedDetailLimit) THEN value_after END AS value_after
    """

  public init(row: Row) throws {
    id = try row.text("id")
    time = try row.time("time")
    actor = try row.text("actor")
    origin = try row.optionalText("origin")
    connectionID = try row.optionalText("connection_id")
    connection = try row.text("connection")
    connectionKind = try row.text("connection_kind")
    module = try row.text("module")
    target = try row.text("target")
    values = try row.text("input")
    summary = try row.text("summary")
    changes = try row.value("changes")
    // An outcome this version does not know is not one it may call done.
    outcome = Outcome(rawValue: try row.text("outcome")) ?? .unknown
    status = try row.value("status")
    duration = try row.value("duration")
    message = try row.optionalText("message")
    requests = [JournalRequest](storedText: try row.text("requests"))
    before = try row.optionalText("value_before")
    after = try row.optionalText("value_after")
    processID = try row.value("process_id")
    processStart = try row.text("process_start")
    sentAt = try row.optionalTime("sent_at")
    finishedAt = try row.optionalTime("finished_at")
    note = try row.optionalText("note")
    hasResponse = try (row.value("response_size") as Int?) != nil
    response = row.hasColumn("response_body") ? try JournalResponse(row: row) : nil
    isAbridged = row.hasColumn("abridged") ? try row.value("abridged") : false
  }
}

extension JournalResponse {
  init?(row: Row) throws {
    let size: Int? = try row.value("response_size")
    let stored: Data? = try row.value("response_body")
    guard let size, let stored, let headers = try row.optionalText("response_headers") else { return nil }
    let kept: Int? = try row.value("response_kept")
    let isDeflated = try row.optionalText("response_encoding") == "deflate"
    guard let body = isDeflated ? Deflate.expand(stored, to: kept ?? 0) : stored else { return nil }
    self.init(headers: headers, body: body, size: size)
  }
}
