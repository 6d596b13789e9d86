import Collections
import HTTPTypes
import NIOCore

/// The requests that came in, in order, for tests to look at. When there are too many the oldest go.
struct Recorder: Sendable {
  struct Entry: Sendable {
    var domain: Domain
    var method: String
    var path: String
    var query: String
    var headers: HTTPFields
    var body: ByteBuffer
    var status: Int
    var httpVersion: String

    var json: JSON {
      var fields = JSONObject()
      for field in headers {
        let name = field.name.canonicalName
        if let earlier = fields[name]?.string {
          fields[name] = .string(earlier + ", " + field.value)
        } else {
          fields.append(name, .string(field.value))
        }
      }
      return [
        "domain": .string(domain.rawValue), "method": .string(method), "path": .string(path), "query": .string(query),
        "headers": .object(fields), "body": .string(String(buffer: body)), "status": .integer(status),
        "http_version": .string(httpVersion),
      ]
    }
  }

  static let capacity = 100_000
  static let byteCapacity = 64 * 1024 * 1024

  private var entries: Deque<Entry> = []
  private var bytes = 0

  mutating func record(_ call: Call, headers: HTTPFields, status: Int) {
    entries.append(
      Entry(
        domain: call.domain, method: call.method, path: call.rawPath, query: call.rawQuery, headers: headers,
        body: call.body, status: status, httpVersion: call.httpVersion))
    bytes += call.body.readableBytes
    while entries.count > Self.capacity || (bytes > Self.byteCapacity && entries.count > 1) {
      bytes -= entries.removeFirst().body.readableBytes
    }
  }

  var all: [Entry] { Array(entries) }
}
