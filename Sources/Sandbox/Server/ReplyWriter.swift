import Foundation
import HTTPTypes
import HummingbirdCore
import NIOCore
import Synchronization

/// Puts an answer on the wire, whole or in the way that a fault asks for.
enum ReplyWriter {
  static func write(
    _ reply: Core.Reply, to call: Call, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    let head = head(of: reply.answer, call)
    let body = call.method == "HEAD" ? ByteBuffer() : ByteBuffer(bytes: reply.answer.body)
    guard let fault = reply.fault else {
      try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
      return
    }
    try await fault.write(head, body, writer, channel)
  }

  private static func head(of answer: Answer, _ call: Call) -> HTTPResponse {
    var fields = HTTPFields()
    if let type = answer.contentType { fields[.contentType] = type }
    if answer.status != 204 { fields[.contentLength] = String(answer.body.count) }
    fields[.date] = DateLine.current(call.time)
    if call.domain == .track {
      fields[.accessControlAllowOrigin] = "*"
      fields[.cacheControl] = "no-cache, no-store, must-revalidate, max-age=0"
    }
    for (name, value) in answer.headers {
      if let name = HTTPField.Name(name) { fields[name] = value }
    }
    return HTTPResponse(status: HTTPResponse.Status(code: answer.status), headerFields: fields)
  }
}

/// The Date header, made once a second.
enum DateLine {
  private static let last = Mutex<(second: Int, text: String)>((0, ""))

  static func current(_ time: Double) -> String {
    let second = Int(time)
    return last.withLock { last in
      if last.second != second { last = (second, format(second)) }
      return last.text
    }
  }

  private static func format(_ second: Int) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_US_POSIX")
    formatter.timeZone = TimeZone(identifier: "UTC")
    formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
    return formatter.string(from: Date(timeIntervalSince1970: Double(second)))
  }
}
