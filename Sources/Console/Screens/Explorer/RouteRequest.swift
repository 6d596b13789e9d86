import CustomerIO
import JSONText
import Service

/// A call to a route of the catalogue as far as it is known before anything is filled in.
extension ModuleValues {
  /// Domain, method and path of the route, the parameters it cannot do without, and a body to begin with.
  init(_ endpoint: Endpoint) {
    self.init()
    self[.domain] = .text(endpoint.domain.rawValue)
    self[.method] = .text(endpoint.method.name)
    self[.url] = .text(endpoint.path)
    self[.query] = .pairs(endpoint.query.filter(\.isMandatory).map { Pair(name: $0.name, value: "", type: .string) })
    self[.headers] = .pairs([])
    self[.body] = .text(endpoint.prettySkeleton ?? "")
  }
}

extension Endpoint {
  /// The body to begin with, one member a line.
  var prettySkeleton: String? {
    guard let bodySkeleton, let json = try? JSONValue(parsing: bodySkeleton) else { return nil }
    return json.prettyText()
  }

  /// `reads · App API Key · 10 in 1 s`
  var facts: String {
    [reads ? "reads" : "changes", credential.title, rateTitle].filter { !$0.isEmpty }.joined(separator: " · ")
  }
}
