import Foundation
import GRDB

/// One call of the history as a list shows it, without headers and bodies.
public struct ExchangeSummary: Hashable, Sendable, Identifiable {
  /// A ULID: exchanges sort by it in the order they began.
  public let id: String
  public let time: Date
  /// The run of the journal that it belongs to.
  public let runID: String?
  public let actor: String
  public let connectionID: String?
  /// The connection's name at the time.
  public let connection: String
  public let domain: String
  public let method: String
  public let url: String
  /// Path and query as in the request line.
  public let target: String
  public let changes: Bool
  /// Nil where no whole answer came, or has not come yet.
  public let status: Int?
  /// Seconds; nil while it is under way, and for ever where its process ended first.
  public let duration: Double?
  public let timing: ExchangeTiming
  public let attempts: Int
  /// Why no answer came, or what the answer complained of.
  public let message: String?
  /// Bytes of the request's body.
  public let requestSize: Int
  /// Bytes received as the answer's body.
  public let responseSize: Int?

  public var isFinished: Bool { duration != nil }
}

extension ExchangeSummary: FetchableRecord {
  public init(row: Row) throws {
    id = try row.text("id")
    time = try row.time("time")
    runID = try row.optionalText("run_id")
    actor = try row.text("actor")
    connectionID = try row.optionalText("connection_id")
    connection = try row.text("connection")
    domain = try row.text("domain")
    method = try row.text("method")
    url = try row.text("url")
    target = try row.text("target")
    changes = try row.value("changes")
    status = try row.value("status")
    duration = try row.value("duration")
    timing = ExchangeTiming(
      connect: try row.value("connect_time"), firstByte: try row.value("first_byte_time"),
      total: try row.value("total_time"))
    attempts = try row.value("attempts")
    message = try row.optionalText("message")
    requestSize = try row.value("request_size")
    responseSize = try row.value("response_size")
  }
}
