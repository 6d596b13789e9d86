import Foundation

/// One HTTP request of a run. Neither address nor headers hold a secret: whoever makes it leaves them out.
public struct JournalRequest: Hashable, Sendable, Codable {
  /// Bytes of a body that are kept.
  public static let keptBodyLimit = 262_144

  public var method: String
  public var url: String
  /// JSON text of the headers, secrets left out.
  public var headers: String?
  public var body: String?
  /// Whether `body` is only the beginning.
  public var isBodyCut: Bool
  /// Nil while there is no answer.
  public var status: Int?
  public var sentAt: Date?
  /// Seconds from sending to the end of the answer.
  public var duration: Double?
  /// How often it was tried.
  public var attempts: Int

  public init(
    method: String, url: String, headers: String? = nil, body: String? = nil, status: Int? = nil,
    sentAt: Date? = nil, duration: Double? = nil, attempts: Int = 1
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    isBodyCut = (body?.utf8.count ?? 0) > Self.keptBodyLimit
    self.body = body.map { $0.prefix(bytes: Self.keptBodyLimit) }
    self.status = status
    self.sentAt = sentAt?.storedPrecision
    self.duration = duration
    self.attempts = attempts
  }
}

extension String {
  /// The longest beginning of whole characters that has at most that many bytes.
  func prefix(bytes limit: Int) -> String {
    guard utf8.count > limit else { return self }
    return String(self[..<self.index(roundedDown: utf8.index(startIndex, offsetBy: limit))])
  }

  private func index(roundedDown position: Index) -> Index {
    var position = position
    while position > startIndex, position.samePosition(in: unicodeScalars) == nil {
      position = utf8.index(before: position)
    }
    return position
  }
}

extension [JournalRequest] {
  var storedText: String {
    let data = try? JSONEncoder().encode(self)
    return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  init(storedText: String) {
    self = (try? JSONDecoder().decode([JournalRequest].self, from: Data(storedText.utf8))) ?? []
  }
}
