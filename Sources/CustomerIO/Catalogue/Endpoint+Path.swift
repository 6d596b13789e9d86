/// A route's variable parts in a path as it is typed.
extension Endpoint {
  /// What stands in a path for each variable part, decoded; empty where the part is still in its braces.
  ///
  /// ```swift
  /// endpoint.pathValues(in: "/v1/segments/7/membership")      // ["segment_id": "7"]
  /// ```
  ///
  /// - Returns: nil where the path is none of this route's. The former paths of the Beta API are.
  public func pathValues(in path: String) -> [String: String]? {
    guard let pieces = pieces(of: path) else { return nil }
    var values: [String: String] = [:]
    for piece in pieces {
      guard let name = piece.name else { continue }
      let isOpen = piece.text == "{\(name)}"
      values[name] = isOpen ? "" : PercentEncoding.decode(piece.text) ?? String(piece.text)
    }
    return values
  }

  /// The path with another value in one variable part, encoded as it must be; everything else stays as it is typed.
  ///
  /// A value with a variable of the form `{{name}}` keeps that as it is. An empty value puts the braces back.
  public func path(_ path: String, setting name: String, to value: String) -> String {
    guard let piece = pieces(of: path)?.first(where: { $0.name == name }) else { return path }
    let written = value.isEmpty ? "{\(name)}" : Self.encoded(value)
    return "\(path[..<piece.text.startIndex])\(written)\(path[piece.text.endIndex...])"
  }

  /// The names of the variable parts that the path has not filled in yet.
  public func openParameters(in path: String) -> [String] {
    guard let values = pathValues(in: path) else { return [] }
    return pathParameters.filter { values[$0]?.isEmpty ?? false }
  }

  private struct Piece {
    var text: Substring
    /// Of the variable part that it stands for.
    var name: String?
  }

  /// The segments of the path beside those of the route; nil where they don't fit.
  private func pieces(of path: String) -> [Piece]? {
    var segments = path.prefix { $0 != "?" }.split(separator: "/", omittingEmptySubsequences: false)
    let parts = self.path.split(separator: "/", omittingEmptySubsequences: false)
    if domain == .app, segments.count == parts.count + 1, segments.count > 3, segments[1] == "v1", segments[2] == "api"
    {
      segments.remove(at: 2)
    }
    guard segments.count == parts.count else { return nil }
    var pieces: [Piece] = []
    for (part, segment) in zip(parts, segments) {
      if part.hasPrefix("{"), part.hasSuffix("}") {
        guard !segment.isEmpty else { return nil }
        pieces.append(Piece(text: segment, name: String(part.dropFirst().dropLast())))
      } else {
        guard part == segment else { return nil }
        pieces.append(Piece(text: segment, name: nil))
      }
    }
    return pieces
  }

  private static func encoded(_ value: String) -> String {
    var result = ""
    var rest = value[...]
    while let open = rest.firstRange(of: "{{"), let close = rest[open.upperBound...].firstRange(of: "}}") {
      result += PercentEncoding.component(rest[..<open.lowerBound])
      result += rest[open.lowerBound..<close.upperBound]
      rest = rest[close.upperBound...]
    }
    return result + PercentEncoding.component(rest)
  }
}

extension Endpoint {
  /// Whether `start` and the answer's `next` lead through further pages.
  public var isPaged: Bool { method == .get || method == .post ? query.contains { $0.name == "start" } : false }
}

extension Endpoint.Credential {
  /// The key that signs the call, as the dialog names it.
  public var title: String {
    switch self {
    case .basic: "Site ID and Secret API Key"
    case .bearer: "App API Key"
    case .basicKey: "Pipelines Write Key"
    case .none: "no key"
    }
  }
}

extension Endpoint {
  /// The rate in words: `10 in 1 s`.
  public var rateTitle: String {
    let parts = rate.split(separator: "/")
    guard parts.count == 2 else { return rate }
    return "\(parts[0]) in \(parts[1].first?.isNumber == true ? parts[1].replacing("s", with: " s") : "1 s")"
  }
}
