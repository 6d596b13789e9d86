/// A route that Customer.io offers, as its own documents describe it.
public struct Endpoint: Hashable, Sendable {
  public struct Parameter: Hashable, Sendable {
    public let name: String
    public let isMandatory: Bool

    public init(name: String, isMandatory: Bool) {
      self.name = name
      self.isMandatory = isMandatory
    }
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
  /// Whether it stands in the person's own table of routes.
  public var isOverride = false
  /// What an imported document says of its parameters and its body.
  public var details = EndpointDetails()

  public init(
    domain: Domain, group: String, method: HTTPMethod, path: String, summary: String, query: [Parameter],
    takesBody: Bool, rate: String, credential: Credential, reads: Bool
  ) {
    self.domain = domain
    self.group = group
    self.method = method
    self.path = path
    self.summary = summary
    self.query = query
    self.takesBody = takesBody
    self.rate = rate
    self.credential = credential
    self.reads = reads
  }

  /// The names of the path's variable parts, in order.
  public var pathParameters: [String] {
    path.split(separator: "/").compactMap { segment in
      segment.hasPrefix("{") && segment.hasSuffix("}") ? String(segment.dropFirst().dropLast()) : nil
    }
  }
}

extension Endpoint {
  /// One line of the catalogue: domain, group, method, path, summary, query, body, rate, credential, reads, and maybe
  /// details.
  public init?(line: Substring) {
    let columns = line.split(separator: "\t", omittingEmptySubsequences: false)
    guard [10, 11].contains(columns.count), let domain = Domain(rawValue: String(columns[0])),
      let method = HTTPMethod(rawValue: String(columns[2])), let credential = Credential(rawValue: String(columns[8]))
    else { return nil }
    self.init(
      domain: domain, group: String(columns[1]), method: method, path: String(columns[3]),
      summary: String(columns[4]),
      query: columns[5].split(separator: ",").map { name in
        Parameter(name: String(name.prefix { $0 != "*" }), isMandatory: name.hasSuffix("*"))
      },
      takesBody: columns[6] == "yes", rate: String(columns[7]), credential: credential, reads: columns[9] == "yes")
    if columns.count > 10, !columns[10].isEmpty {
      guard let details = EndpointDetails(json: String(columns[10])) else { return nil }
      self.details = details
    }
  }

  /// The line that ``init(line:)`` reads. Tabs and line breaks in it become spaces.
  public var line: String {
    let names = query.map { $0.name.filter { $0 != "," && $0 != "*" } + ($0.isMandatory ? "*" : "") }
    let columns =
      [
        domain.rawValue, group, method.name, path, summary, names.joined(separator: ","), takesBody ? "yes" : "no",
        rate,
        credential.rawValue, reads ? "yes" : "no",
      ] + (details.isEmpty ? [] : [details.json])
    return columns.map { column in
      String(column.map { $0 == "\t" || $0.isNewline ? " " : $0 })
    }.joined(separator: "\t")
  }

  /// The first line of a table of routes.
  public static let heading = "domain\tgroup\tmethod\tpath\tsummary\tquery\tbody\trate\tauth\treads\tdetails"

  /// Whether a line is the heading of a table, of this or an earlier version.
  public static func isHeading(_ line: some StringProtocol) -> Bool { line.hasPrefix("domain\tgroup\t") }
}
