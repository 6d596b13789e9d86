/// Every route Customer.io documents, read from the embedded table at first use: the one source for the explorer,
/// read-only mode and the command line.
public enum EndpointCatalogue {
  public static let all: [Endpoint] = String(decoding: PackageResources.endpoints_tsv, as: UTF8.self)
    .split(whereSeparator: \.isNewline).dropFirst().compactMap(Endpoint.init(line:))

  /// The routes that hold every word, in the catalogue's order; all of them where there are no words.
  public static func search(_ words: String) -> [Endpoint] { search(words, in: all) }

  /// As ``search(_:)``, in other routes than the built-in ones.
  public static func search(_ words: String, in all: [Endpoint]) -> [Endpoint] {
    let words = words.lowercased().split(whereSeparator: \.isWhitespace)
    guard !words.isEmpty else { return all }
    return all.filter { endpoint in
      let text = [
        endpoint.domain.rawValue, endpoint.domain.title, endpoint.group, endpoint.method.name, endpoint.path,
        endpoint.summary,
      ].joined(separator: " ").lowercased()
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// The route that a path belongs to; a query at its end is left aside. The Beta API is the App API under its former
  /// paths.
  ///
  /// - Parameter routes: those that are looked through; what only the built-in ones may decide is asked of them.
  public static func match(
    domain: Domain, method: HTTPMethod, path: String, in routes: [Endpoint] = all
  ) -> Endpoint? {
    let path = path.prefix { $0 != "?" }
    if let found = find(domain: domain, method: method, path: path, in: routes) { return found }
    let formerPrefix = "/v1/api/"
    guard domain == .beta, path.hasPrefix(formerPrefix) else { return nil }
    return find(domain: .app, method: method, path: "/v1/" + path.dropFirst(formerPrefix.count), in: routes)
  }

  /// As ``match(domain:method:path:)``, whatever the domain; the first one in the catalogue's order.
  public static func match(_ method: HTTPMethod, _ path: String) -> Endpoint? {
    for domain in [Domain.app, .track, .pipelines, .beta] {
      if let endpoint = match(domain: domain, method: method, path: path) { return endpoint }
    }
    return nil
  }

  private static func find(
    domain: Domain, method: HTTPMethod, path: some StringProtocol, in routes: [Endpoint]
  ) -> Endpoint? {
    let segments = path.split(separator: "/", omittingEmptySubsequences: false)
    var best: (endpoint: Endpoint, literals: Int)?
    for endpoint in routes where endpoint.domain == domain && endpoint.method == method {
      guard let literals = literalCount(of: endpoint.path, matching: segments) else { continue }
      if literals > best?.literals ?? -1 { best = (endpoint, literals) }
    }
    return best?.endpoint
  }

  /// How many segments are equal word for word, where all the others stand for variable parts; else nil.
  private static func literalCount<S: StringProtocol>(of template: String, matching segments: [S]) -> Int? {
    let parts = template.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == segments.count else { return nil }
    var literals = 0
    for (part, segment) in zip(parts, segments) {
      if part.hasPrefix("{") {
        guard !segment.isEmpty else { return nil }
      } else {
        guard part == segment else { return nil }
        literals += 1
      }
    }
    return literals
  }
}
