import NIOCore

/// One request as it reached the sandbox, with what the routes need of it taken apart. The same value is what the
/// state log keeps and replays, so nothing here depends on the connection.
struct Call: Sendable {
  var domain: Domain
  var method: String
  /// The path as received, percent-encoding kept, without the query.
  var rawPath: String
  /// The query as received, without the question mark.
  var rawQuery: String
  var body: ByteBuffer
  /// When the request was received, in Unix seconds.
  var time: Double
  /// The address that was asked, e.g. `http://127.0.0.1:4010`, for answers that hold links.
  var address = ""
  var acceptLanguage = ""
  /// Whether the Pipelines API is to say what it drops.
  var isStrict = false
  /// Whether it came to the Track host of the region where the account is not.
  var isAtOtherRegion = false
  /// "1.1" or "2".
  var httpVersion = "1.1"

  let segments: [String]
  /// What stands in the place of each `{name}` of the matched route.
  var parameters: [(name: String, value: String)] = []
  /// The body as JSON: absent when there is no body, a failure when it is not JSON.
  let json: Result<JSON, JSONParser.Failure>?

  init(
    domain: Domain, method: String, rawPath: String, rawQuery: String, body: ByteBuffer, time: Double
  ) {
    self.domain = domain
    self.method = method
    self.rawPath = rawPath
    self.rawQuery = rawQuery
    self.body = body
    self.time = time
    segments = PercentEncoding.segments(of: rawPath[...])
    json = body.readableBytes == 0 ? nil : body.withUnsafeReadableBytes { Call.parse($0) }
  }

  private static func parse(_ bytes: UnsafeRawBufferPointer) -> Result<JSON, JSONParser.Failure> {
    do throws(JSONParser.Failure) { return .success(try JSONParser.parse(bytes)) } catch { return .failure(error) }
  }

  /// Unix seconds, whole.
  var now: Int { Int(time) }

  /// The decoded text of a path parameter.
  subscript(parameter: String) -> String {
    parameters.first { $0.name == parameter }?.value ?? ""
  }

  func query(_ name: String) -> String? {
    guard !rawQuery.isEmpty else { return nil }
    return PercentEncoding.query(rawQuery[...]).first { $0.name == name }?.value
  }

  var bodyText: String { String(buffer: body) }
}
