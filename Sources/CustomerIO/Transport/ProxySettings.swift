import AsyncHTTPClient

/// Which requests go through a proxy, as `HTTPS_PROXY` and `NO_PROXY` say. What stays on this machine never does.
public struct ProxySettings: Sendable, CustomStringConvertible {
  /// Where the proxy is; its credentials are never shown.
  struct Proxy: Hashable, Sendable {
    var host: String
    var port: Int
    var isSOCKS: Bool
    var user: String?
    var password: String?
  }

  public static let none = ProxySettings(proxy: nil, exceptions: [])

  private let proxy: Proxy?
  /// Host names with or without a leading dot, addresses, each with a port or without; `*` for all.
  private let exceptions: [String]
  /// Set, and not readable as a proxy's address.
  public let isMalformed: Bool

  private init(proxy: Proxy?, exceptions: [String], isMalformed: Bool = false) {
    self.proxy = proxy
    self.exceptions = exceptions
    self.isMalformed = isMalformed
  }

  /// Reads `HTTPS_PROXY` (else `ALL_PROXY`) and `NO_PROXY`, in capitals or small letters.
  public init(environment: [String: String]) {
    func value(_ name: String) -> String? {
      (environment[name.lowercased()] ?? environment[name]).flatMap { $0.isEmpty ? nil : $0 }
    }
    let exceptions = (value("NO_PROXY") ?? "").split { $0 == "," || $0.isWhitespace }.map { $0.lowercased() }
    let text = value("HTTPS_PROXY") ?? value("ALL_PROXY")
    let proxy = text.flatMap(Proxy.init)
    self.init(proxy: proxy, exceptions: exceptions, isMalformed: text != nil && proxy == nil)
  }

  public var description: String {
    proxy.map { "proxy \($0.host):\($0.port)" } ?? "no proxy"
  }

  func proxy(for origin: Origin) -> Proxy? {
    guard let proxy, !origin.isLoopback, !exceptions.contains(where: { matches($0, origin) }) else { return nil }
    return proxy
  }

  private func matches(_ exception: String, _ origin: Origin) -> Bool {
    if exception == "*" { return true }
    var name = exception[...]
    if let colon = name.lastIndex(of: ":"), !name.hasSuffix("]"), let port = Int(name[name.index(after: colon)...]) {
      guard port == origin.port else { return false }
      name = name[..<colon]
    }
    if name.hasPrefix("*.") { name = name.dropFirst() }
    if name.hasPrefix(".") { name = name.dropFirst() }
    return !name.isEmpty && (origin.host == name || origin.host.hasSuffix("." + name))
  }
}

extension ProxySettings.Proxy {
  /// `http://[user:password@]host[:port]`, `socks5://host[:port]`, or no scheme at all.
  init?(_ text: String) {
    var rest = text[...]
    var scheme = "http"
    if let separator = rest.firstRange(of: "://") {
      scheme = rest[..<separator.lowerBound].lowercased()
      rest = rest[separator.upperBound...]
    }
    guard ["http", "socks5", "socks5h", "socks"].contains(scheme) else { return nil }
    isSOCKS = scheme != "http"
    rest = rest.prefix { !"/?#".contains($0) }
    if let at = rest.lastIndex(of: "@") {
      let pair = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      user = pair.first.flatMap { PercentEncoding.decode($0) }
      password = pair.count > 1 ? PercentEncoding.decode(pair[1]) : ""
      rest = rest[rest.index(after: at)...]
    }
    let defaultPort = isSOCKS ? "1080" : "8080"
    let hasPort = rest.last != "]" && rest.contains(":")
    guard let origin = try? Origin("http://" + rest + (hasPort ? "" : ":" + defaultPort)) else { return nil }
    host = origin.host
    port = origin.port
  }

  var clientProxy: HTTPClient.Configuration.Proxy {
    let host = host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host
    if isSOCKS { return .socksServer(host: host, port: port) }
    let authorization = user.map { HTTPClient.Authorization.basic(username: $0, password: password ?? "") }
    return .server(host: host, port: port, authorization: authorization)
  }
}
