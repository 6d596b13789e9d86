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

  public init(row: Row) {
    id = row["id"]
    time = Date(milliseconds: row["time"])
    actor = row["actor"]
    origin = row["origin"]
    connectionID = row["connection_id"]
    connection = row["connection"]
    connectionKind = row["connection_kind"]
    module = row["module"]
    target = row["target"]
    values = row["input"]
    summary = row["summary"]
    changes = row["changes"]
    // An outcome this version does not know is not one it may call done.
    outcome = Outcome(rawValue: row["outcome"]) ?? .unknown
    status = row["status"]
    duration = row["duration"]
    message = row["message"]
    requests = [JournalRequest](storedText: row["requests"])
    before = row["value_before"]
    after = row["value_after"]
    processID = row["process_id"]
    processStart = row["process_start"]
    sentAt = (row["sent_at"] as Int64?).map(Date.init(milliseconds:))
    finishedAt = (row["finished_at"] as Int64?).map(Date.init(milliseconds:))
    note = row["note"]
    hasResponse = (row["response_size"] as Int?) != nil
    response = row.hasColumn("response_body") ? JournalResponse(row: row) : nil
    isAbridged = row.hasColumn("abridged") ? row["abridged"] : false
  }
}

extension JournalResponse {
  init?(row: Row) {
    guard let size = row["response_size"] as Int?, let headers = row["response_headers"] as String?,
      let stored = row["response_body"] as Data?
    else { return nil }
    let kept: Int = row["response_kept"] ?? stored.count
    let isDeflated = (row["response_encoding"] as String?) == "deflate"
    guard let body = isDeflated ? Deflate.expand(stored, to: kept) : stored else { return nil }
    self.init(headers: headers, body: body, size: size)
  }
}
