import Foundation

/// A request exactly as it will be sent, for previews, `--dry-run` and records. It never holds a secret: the
/// Authorization header stands in its place with its value masked, and the transport puts the real one there.
public struct PreparedRequest: Hashable, Sendable, CustomStringConvertible {
  public let method: HTTPMethod
  public let url: String
  /// In the order in which they are sent.
  public let headers: [NameValue]
  public let body: Data?

  public init(method: HTTPMethod, url: String, headers: [NameValue], body: Data?) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }

  /// The request as text: the line, the headers, an empty line, the body.
  public var description: String {
    let head = ["\(method.name) \(url)"] + headers.map { "\($0.name): \($0.value)" }
    guard let body, !body.isEmpty else { return head.joined(separator: "\n") }
    return head.joined(separator: "\n") + "\n\n" + String(decoding: body, as: UTF8.self)
  }

  /// The header's first value, its name in any case.
  public func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}
