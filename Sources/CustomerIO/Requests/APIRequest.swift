import Foundation

/// A method of HTTP that Customer.io's routes use.
public enum HTTPMethod: String, CaseIterable, Hashable, Sendable, Codable {
  case get = "GET"
  case post = "POST"
  case put = "PUT"
  case patch = "PATCH"
  case delete = "DELETE"

  public var name: String { rawValue }
}

/// A name with a value, where order and repetition count: headers and query strings.
public struct NameValue: Hashable, Sendable, Codable {
  public var name: String
  public var value: String

  public init(name: String, value: String) {
    self.name = name
    self.value = value
  }

  public init(_ name: String, _ value: String) {
    self.init(name: name, value: value)
  }
}

/// One call to Customer.io, before a connection's address and credentials are added. Made by the builders of the
/// Track and App APIs, or by ``raw(domain:method:path:query:headers:body:)`` for any route.
public struct APIRequest: Hashable, Sendable {
  public var domain: Domain
  public var method: HTTPMethod
  /// Percent-encoded, begins with "/", without a query.
  public var path: String
  /// The query as it was written in a URL, percent-encoded; sent before ``query``.
  public var writtenQuery: String?
  /// Names and values as they are meant; encoded when the request is prepared.
  public var query: [NameValue]
  /// Beside the ones the client adds itself.
  public var headers: [NameValue]
  public var body: Data?
  /// Whether doing it twice is the same as doing it once, so that it may be tried again.
  public var repeatable: Bool
  /// Whether it changes anything at Customer.io.
  public var changes: Bool
  /// Whether the route is signed; a few routes of the Track API are open.
  public var needsCredentials: Bool

  public init(
    domain: Domain, method: HTTPMethod, path: String, query: [NameValue] = [], headers: [NameValue] = [],
    body: Data? = nil, repeatable: Bool, changes: Bool, needsCredentials: Bool = true
  ) {
    self.domain = domain
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
    self.repeatable = repeatable
    self.changes = changes
    self.needsCredentials = needsCredentials
  }

  /// Path and query as they stand in the request line.
  public var target: String {
    var parts: [String] = []
    if let writtenQuery, !writtenQuery.isEmpty { parts.append(writtenQuery) }
    for pair in query {
      parts.append("\(PercentEncoding.component(pair.name))=\(PercentEncoding.component(pair.value))")
    }
    return parts.isEmpty ? path : "\(path)?\(parts.joined(separator: "&"))"
  }
}
