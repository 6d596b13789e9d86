/// What a route needs to be called with.
enum Credential: Sendable {
  case none, basic, bearer, writeKey
}

typealias Handler = @Sendable (Call, inout Workspace) -> Answer

/// The routes of one domain, found by method and number of segments first.
struct RouteTable: Sendable {
  struct Entry: Sendable {
    let template: [Piece]
    var path: String { "/" + template.map(\.text).joined(separator: "/") }
    let credential: Credential
    /// Whether the call may change the workspace: such calls are kept in the state log.
    let changes: Bool
    /// At most one call in this many seconds for the same path, 0 for no such limit.
    let interval: Int
    /// Whether the App API's limit of ten requests a second holds.
    let limited: Bool
    let handler: Handler
  }

  enum Piece: Sendable {
    case literal(String)
    case parameter(String)

    var text: String {
      switch self {
      case .literal(let text): text
      case .parameter(let name): "{\(name)}"
      }
    }
  }

  private struct Key: Hashable {
    let method: String
    let count: Int
  }

  private var entries: [Key: [Entry]] = [:]

  /// Every route of the table, as it was added: `GET /v1/segments/{segment_id}`.
  var routes: [String] {
    entries.flatMap { key, entries in entries.map { "\(key.method) \($0.path)" } }
  }

  mutating func add(
    _ method: String, _ path: String, _ credential: Credential, changes: Bool? = nil, limited: Bool = false,
    interval: Int = 0, handler: @escaping Handler
  ) {
    let template = Self.pieces(of: path)
    let entry = Entry(
      template: template, credential: credential, changes: changes ?? (method != "GET"), interval: interval,
      limited: limited, handler: handler)
    entries[Key(method: method, count: template.count), default: []].append(entry)
  }

  /// The first route that fits, with the values of its parameters.
  func match(method: String, segments: [String]) -> (entry: Entry, parameters: [(name: String, value: String)])? {
    for entry in entries[Key(method: method, count: segments.count)] ?? [] {
      if let parameters = Self.match(entry.template, segments) { return (entry, parameters) }
    }
    return nil
  }

  static func pieces(of path: String) -> [Piece] {
    path.dropFirst().split(separator: "/", omittingEmptySubsequences: false).map { segment in
      segment.hasPrefix("{") ? .parameter(String(segment.dropFirst().dropLast())) : .literal(String(segment))
    }
  }

  static func match(_ template: [Piece], _ segments: [String]) -> [(name: String, value: String)]? {
    guard template.count == segments.count else { return nil }
    var parameters: [(name: String, value: String)] = []
    for (piece, segment) in zip(template, segments) {
      switch piece {
      case .literal(let text): guard text == segment else { return nil }
      case .parameter(let name): parameters.append((name, segment))
      }
    }
    return parameters
  }
}
