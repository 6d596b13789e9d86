/// What is known of the parameters and bodies of the routes, beside their names: from the embedded tables, read at first
/// use.
enum EndpointNotes {
  /// By parameter and route; the route `*` stands for any, `{path}` for a variable part of any path.
  static let parameters: [String: ParameterNote] = Dictionary(
    rows(of: PackageResources.parameters_tsv, columns: 4).map { row in
      (
        key(row[0], row[1]),
        ParameterNote(values: row[2].split(separator: ",").map(String.init), text: row[3])
      )
    }, uniquingKeysWith: { first, _ in first })

  /// Headers that calls are known to carry, in the table's order.
  static let headers: [(name: String, note: ParameterNote)] = rows(of: PackageResources.parameters_tsv, columns: 4)
    .filter { $0[1] == "{header}" }
    .map { ($0[0], ParameterNote(values: $0[2].split(separator: ",").map(String.init), text: $0[3])) }

  /// By domain, method and route.
  static let bodies: [String: String] = Dictionary(
    rows(of: PackageResources.bodies_tsv, columns: 4).map { (bodyKey($0[0], $0[1], $0[2]), $0[3]) },
    uniquingKeysWith: { first, _ in first })

  static func key(_ name: String, _ route: String) -> String { "\(name) \(route)" }
  static func bodyKey(_ domain: String, _ method: String, _ path: String) -> String { "\(domain) \(method) \(path)" }

  private static func rows(of resource: [UInt8], columns: Int) -> [[String]] {
    String(decoding: resource, as: UTF8.self).split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
      .filter { $0.count == columns }
  }
}

/// What a parameter means, and the values that it takes where those are known.
public struct ParameterNote: Hashable, Sendable {
  /// Empty where any value goes.
  public let values: [String]
  /// One sentence, without its full stop.
  public let text: String

  public init(values: [String], text: String) {
    self.values = values
    self.text = text
  }

  static let unknown = ParameterNote(values: [], text: "")
}

extension Endpoint {
  /// What is known of a parameter of the query string.
  public func note(onQuery name: String) -> ParameterNote {
    EndpointNotes.parameters[EndpointNotes.key(name, path)] ?? details.query[name]
      ?? EndpointNotes.parameters[EndpointNotes.key(name, "*")] ?? .unknown
  }

  /// What is known of a variable part of the path.
  public func note(onPath name: String) -> ParameterNote {
    details.path[name] ?? EndpointNotes.parameters[EndpointNotes.key(name, "{path}")] ?? .unknown
  }

  /// A JSON text to begin a body with: the members that the route needs, their values left to be filled in. Nil where
  /// the route takes no body, or its shape isn't known.
  public var bodySkeleton: String? {
    EndpointNotes.bodies[EndpointNotes.bodyKey(domain.rawValue, method.name, path)] ?? details.body
  }
}

/// Headers of a request that are worth offering. Those that sign and frame a call are not among them: the client sets
/// them.
public enum RequestHeaders {
  public static var known: [(name: String, note: ParameterNote)] { EndpointNotes.headers }

  /// What is known of a header, in whatever case it is written.
  public static func note(on name: String) -> ParameterNote {
    known.first { $0.name.lowercased() == name.lowercased() }?.note ?? .unknown
  }
}
