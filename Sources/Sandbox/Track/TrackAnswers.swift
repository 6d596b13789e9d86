/// The Track API's answers, byte for byte.
enum TrackAnswer {
  static let accepted = Answer.pretty(200, [:])
  static let unauthorized = refused(401, "Unauthorized request")
  static let notFound = refused(404, "not found")

  /// One message under `meta.error`.
  static func refused(_ status: Int, _ message: String) -> Answer {
    .pretty(status, ["meta": ["error": .string(message)]])
  }

  /// All violations of a request in one list, under `meta.errors`.
  static func invalid(_ messages: [String]) -> Answer {
    .pretty(400, ["meta": ["errors": .array(messages.map { .string($0) })]])
  }

  static func notJSON(_ failure: JSONParser.Failure) -> Answer {
    refused(400, "invalid JSON: \(failure.message) at byte \(failure.offset)")
  }
}

/// The limits that the Track API states, in bytes of UTF-8 where not said otherwise.
enum TrackLimits {
  static let identifier = 150
  static let attributes = 300
  static let attributeName = 150
  static let attributeValue = 1_000
  static let eventName = 100
  static let eventNameCharacters = 500
  static let eventData = 100_000
  static let segmentIDs = 1_000
  static let body = 1_000_000
  static let entity = 32 * 1024
  static let batch = 500 * 1024
}
