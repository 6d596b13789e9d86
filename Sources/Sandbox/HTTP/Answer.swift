/// What the sandbox answers to one request.
struct Answer: Sendable {
  var status: Int
  var contentType: String?
  var body: [UInt8]
  var headers: [(name: String, value: String)] = []

  init(status: Int, contentType: String? = "application/json; charset=utf-8", body: [UInt8] = []) {
    self.status = status
    self.contentType = contentType
    self.body = body
  }

  /// An answer without a body.
  static func empty(_ status: Int) -> Answer { Answer(status: status, contentType: nil) }

  /// JSON as the Track API writes it: two spaces a level, a newline at the end.
  static func pretty(_ status: Int, _ value: JSON) -> Answer {
    Answer(status: status, body: JSONWriter.pretty(value))
  }

  /// JSON as the App API writes it.
  static func compact(_ status: Int, _ value: JSON) -> Answer {
    Answer(status: status, body: JSONWriter.compact(value))
  }

  static func ok(_ value: JSON) -> Answer { compact(200, value) }

  func header(_ name: String, _ value: String) -> Answer {
    var answer = self
    answer.headers.append((name, value))
    return answer
  }
}
