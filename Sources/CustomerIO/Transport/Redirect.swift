/// What to do with an answer that points elsewhere: the same call again at the connection's own hosts or Customer.io's,
/// and nowhere else, because keys and people's data would go along.
enum Redirect {
  case follow(SignedRequest)
  case refuse(String)

  static let limit = 5

  /// nil where the answer is not a redirect that repeats the call.
  init?(_ answer: TransportAnswer, from request: SignedRequest) {
    guard [301, 302, 307, 308].contains(answer.status), let location = answer.header("location"), !location.isEmpty
    else { return nil }
    guard let (origin, target) = Self.resolve(location, against: request) else {
      self = .refuse("to an address that can't be read")
      return
    }
    guard request.mayGo(to: origin) else {
      self = .refuse("to \(origin.text), which is none of this connection's hosts: not followed")
      return
    }
    var next = request
    next.origin = origin
    next.target = target
    next.headers = request.headers.map { $0.name == "Host" ? NameValue("Host", origin.authority) : $0 }
    self = .follow(next)
  }

  private static func resolve(_ location: String, against request: SignedRequest) -> (Origin, String)? {
    guard !location.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || $0 == 0x5C }),
      PercentEncoding.isWellFormed(location)
    else { return nil }
    let location = location.prefix { $0 != "#" }
    if location.hasPrefix("/") && !location.hasPrefix("//") { return (request.origin, encoded(location)) }
    let absolute = location.hasPrefix("//") ? request.origin.scheme.rawValue + ":" + location : String(location)
    guard let (origin, rest) = try? Origin.split(absolute) else { return nil }
    if rest.isEmpty { return (origin, "/") }
    return (origin, encoded(rest.hasPrefix("/") ? rest[...] : "/" + rest))
  }

  private static func encoded(_ target: some StringProtocol) -> String {
    PercentEncoding.lenient(target, isQuery: true)
  }
}
