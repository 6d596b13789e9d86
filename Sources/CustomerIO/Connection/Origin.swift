/// Scheme, host and port of an address: what decides whether two addresses are the same place.
struct Origin: Hashable, Sendable {
  enum Scheme: String, Sendable {
    case http
    case https

    var defaultPort: Int { self == .http ? 80 : 443 }
  }

  let scheme: Scheme
  /// Lower case; an IPv6 address keeps its brackets.
  let host: String
  let port: Int

  /// As it is written in a URL, the scheme's own port left out.
  var text: String { "\(scheme.rawValue)://\(authority)" }

  /// As it stands in a Host header.
  var authority: String { port == scheme.defaultPort ? host : "\(host):\(port)" }

  init(_ address: String) throws(AddressError) {
    let (origin, rest) = try Self.split(address)
    guard rest.isEmpty || rest == "/" else { throw .path }
    self = origin
  }

  private init(scheme: Scheme, host: String, port: Int) {
    self.scheme = scheme
    self.host = host
    self.port = port
  }

  /// Takes an absolute URL apart into its origin and what follows it.
  static func split(_ url: String) throws(AddressError) -> (origin: Origin, rest: String) {
    guard !url.isEmpty else { throw .empty }
    guard let separator = url.firstRange(of: "://") else { throw .scheme("") }
    let schemeText = url[..<separator.lowerBound].lowercased()
    guard let scheme = Scheme(rawValue: schemeText) else { throw .scheme(schemeText) }
    let afterScheme = url[separator.upperBound...]
    let end = afterScheme.firstIndex { "/?#\\".contains($0) } ?? afterScheme.endIndex
    let authority = afterScheme[..<end]
    guard !authority.contains("@") else { throw .credentials }
    let (host, portText) = try splitAuthority(authority)
    var port = scheme.defaultPort
    if let portText {
      guard let number = Int(portText), (1...65535).contains(number), portText.utf8.allSatisfy(isDigit) else {
        throw .port
      }
      port = number
    }
    return (Origin(scheme: scheme, host: host, port: port), String(afterScheme[end...]))
  }

  private static func splitAuthority(_ authority: Substring) throws(AddressError) -> (String, Substring?) {
    if authority.first == "[" {
      guard let close = authority.firstIndex(of: "]") else { throw .host }
      let inside = authority[authority.index(after: authority.startIndex)..<close]
      let isAddress = !inside.isEmpty && inside.utf8.allSatisfy { isHexDigit($0) || $0 == 0x3A || $0 == 0x2E }
      let after = authority[authority.index(after: close)...]
      guard isAddress, after.isEmpty || after.first == ":" else { throw .host }
      return ("[\(inside.lowercased())]", after.isEmpty ? nil : after.dropFirst())
    }
    let colon = authority.firstIndex(of: ":")
    let host = authority[..<(colon ?? authority.endIndex)]
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    let isName = labels.allSatisfy { label in
      !label.isEmpty && label.utf8.count <= 63 && label.utf8.allSatisfy(isHostByte)
    }
    guard !host.isEmpty, host.utf8.count <= 253, isName else { throw .host }
    return (host.lowercased(), colon.map { authority[authority.index(after: $0)...] })
  }

  /// Whether it stays on this machine.
  var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127"
      && parts.allSatisfy { part in part.utf8.allSatisfy(Self.isDigit) && UInt8(part) != nil }
  }

  /// Whether it is Customer.io itself, reached over TLS.
  var isCustomerIO: Bool {
    scheme == .https && port == 443 && (host == "customer.io" || host.hasSuffix(".customer.io"))
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
  }

  private static func isHostByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x61...0x7A).contains(byte | 0x20) || byte == 0x2D || byte == 0x5F
  }
}
