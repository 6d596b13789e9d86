/// A route that Customer.io offers, as its own documents describe it.
public struct Endpoint: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let isMandatory: Bool
  }

  /// What signs the call.
  public enum Credential: String, Hashable, Sendable {
    /// Site ID and Track API key.
    case basic
    /// The App API key.
    case bearer
    /// The write key of a Pipelines source.
    case basicKey = "basic-key"
    /// Open to all.
    case none
  }

  public let domain: Domain
  /// What belongs together, e.g. "People".
  public let group: String
  public let method: HTTPMethod
  /// With its variable parts in braces, e.g. "/v1/segments/{segment_id}".
  public let path: String
  public let summary: String
  /// Of the query string.
  public let query: [Parameter]
  public let takesBody: Bool
  /// As documented, e.g. "10/s".
  public let rate: String
  public let credential: Credential
  /// Whether it changes nothing.
  public let reads: Bool

  /// The names of the path's variable parts, in order.
  public var pathParameters: [String] {
    path.split(separator: "/").compactMap { segment in
      segment.hasPrefix("{") && segment.hasSuffix("}") ? String(segment.dropFirst().dropLast()) : nil
    }
  }
}

extension Endpoint {
  /// One line of the catalogue: domain, group, method, path, summary, query, body, rate, credential, reads.
  init?(line: Substring) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard columns.count == 10, let domain = Domain(rawValue: String(columns[0])),
      let method = HTTPMethod(rawValue: String(columns[2])), let credential = Credential(rawValue: String(columns[8]))
    else { return nil }
    self.init(
      domain: domain, group: String(columns[1]), method: method, path: String(columns[3]),
      summary: String(columns[4]),
      query: columns[5].split(separator: ",").map { name in
        Parameter(name: String(name.prefix { $0 != "*" }), isMandatory: name.hasSuffix("*"))
      },
      takesBody: columns[6] == "yes", rate: String(columns[7]), credential: credential, reads: columns[9] == "yes")
  }
}
