import Foundation

/// The answer a run got, kept for its history.
public struct JournalResponse: Hashable, Sendable {
  /// Bytes of a body that are kept.
  public static let keptBodyLimit = 8 * 1024 * 1024

  /// JSON text of the headers.
  public var headers: String
  /// The body as received, or its beginning.
  public var body: Data
  /// Bytes received, of which `body` may hold fewer.
  public var size: Int

  public var isCut: Bool { body.count < size }

  /// `size` is what was received, where `body` is no longer all of it.
  public init(headers: String, body: Data, size: Int? = nil) {
    self.headers = headers
    self.body = body.prefix(Self.keptBodyLimit)
    self.size = max(size ?? body.count, body.count)
  }
}
