import Foundation
import GRDB

/// One call of the history, whole: what was sent, secrets masked, and what came back.
public struct KeptExchange: Hashable, Sendable, Identifiable {
  public let summary: ExchangeSummary
  /// Lines of `Name: value`, in the order sent.
  public let requestHeaders: String
  public let requestBody: KeptBody
  /// Lines of `Name: value`, in the order received.
  public let responseHeaders: String
  public let responseBody: KeptBody

  public var id: String { summary.id }
}

/// A body, or its beginning.
public struct KeptBody: Hashable, Sendable {
  /// Bytes of a body that are kept; of a longer one, these first.
  public static let limit = 8 * 1024 * 1024

  public let data: Data
  /// Bytes that it had, of which ``data`` may hold fewer.
  public let size: Int

  public var isCut: Bool { data.count < size }

  public init(data: Data, size: Int) {
    self.data = data
    self.size = max(size, data.count)
  }
}

extension KeptExchange: FetchableRecord {
  public init(row: Row) throws {
    summary = try ExchangeSummary(row: row)
    requestHeaders = try row.text("request_headers")
    requestBody = try StoredBody(row: row, "request").body(size: summary.requestSize)
    responseHeaders = try row.optionalText("response_headers") ?? ""
    responseBody = try StoredBody(row: row, "response").body(size: summary.responseSize ?? 0)
  }
}

/// A body as the database has it: compressed with zlib where that gains something.
struct StoredBody {
  let bytes: Data?
  let isDeflated: Bool
  let kept: Int

  init(_ body: Data) {
    let beginning = body.prefix(KeptBody.limit)
    // The fastest level: a body is written while somebody waits for its answer.
    let deflated = Deflate.compress(beginning, level: 1)
    bytes = beginning.isEmpty ? nil : deflated ?? Data(beginning)
    isDeflated = deflated != nil
    kept = beginning.count
  }

  init(row: Row, _ part: String) throws {
    bytes = try row.value("\(part)_body")
    isDeflated = try row.optionalText("\(part)_encoding") == "deflate"
    kept = try (row.value("\(part)_kept") as Int?) ?? 0
  }

  /// What is damaged reads as nothing kept.
  var data: Data {
    guard let bytes else { return Data() }
    return isDeflated ? Deflate.expand(bytes, to: kept) ?? Data() : bytes
  }

  func body(size: Int) -> KeptBody { KeptBody(data: data, size: size) }

  var encoding: String? { isDeflated ? "deflate" : nil }
}
