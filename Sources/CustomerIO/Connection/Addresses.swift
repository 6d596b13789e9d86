/// The web addresses of a connection, one a domain: scheme, host and port, without a slash at the end.
public struct Addresses: Hashable, Sendable, Codable {
  public var track: String
  public var app: String
  public var beta: String
  public var pipelines: String

  public init(track: String, app: String, beta: String, pipelines: String) {
    self.track = track
    self.app = app
    self.beta = beta
    self.pipelines = pipelines
  }

  /// No address at all: what custom addresses are filled into, so that none is Customer.io's unless somebody says so.
  public static let none = Addresses(track: "", app: "", beta: "", pipelines: "")

  /// Customer.io's own addresses.
  public init(region: Region) {
    switch region {
    case .us:
      self.init(
        track: "https://track.customer.io", app: "https://api.customer.io",
        beta: "https://beta-api.customer.io", pipelines: "https://cdp.customer.io")
    case .eu:
      self.init(
        track: "https://track-eu.customer.io", app: "https://api-eu.customer.io",
        beta: "https://beta-api-eu.customer.io", pipelines: "https://cdp-eu.customer.io")
    }
  }

  public subscript(domain: Domain) -> String {
    get {
      switch domain {
      case .track: track
      case .app: app
      case .beta: beta
      case .pipelines: pipelines
      }
    }
    set {
      switch domain {
      case .track: track = newValue
      case .app: app = newValue
      case .beta: beta = newValue
      case .pipelines: pipelines = newValue
      }
    }
  }

  /// Whether every one of them stays on this machine.
  public var isLoopback: Bool {
    Domain.allCases.allSatisfy { Self.isLoopback(self[$0]) }
  }

  /// Whether the address stays on this machine: `localhost`, 127.0.0.0/8 or `[::1]`.
  public static func isLoopback(_ address: String) -> Bool {
    guard let origin = try? Origin(address) else { return false }
    return origin.isLoopback
  }

  /// The address as it is kept: lower-case host, no slash at the end. Throws where it can't be used: anything that is
  /// not a plain `https://host[:port]`, and `http` to another machine unless the connection allows it.
  public static func normalized(_ address: String, allowsPlainHTTP: Bool = false) throws(AddressError) -> String {
    let origin = try Origin(address)
    guard origin.scheme == .https || origin.isLoopback || allowsPlainHTTP else {
      throw AddressError.plainHTTP(host: origin.host)
    }
    return origin.text
  }

  /// All four as they are kept; see ``normalized(_:allowsPlainHTTP:)``.
  public func validated(allowsPlainHTTP: Bool = false) throws(AddressError) -> Addresses {
    var result = self
    for domain in Domain.allCases {
      result[domain] = try Self.normalized(self[domain], allowsPlainHTTP: allowsPlainHTTP)
    }
    return result
  }
}

/// Why an address can't be used, in words for the field it was typed into.
public enum AddressError: Error, Hashable, Sendable, CustomStringConvertible {
  case empty
  case scheme(String)
  case host
  case port
  case path
  case credentials
  case plainHTTP(host: String)

  public var description: String {
    switch self {
    case .empty: "An address is needed, such as https://track.customer.io"
    case .scheme(let scheme) where scheme.isEmpty: "Begin the address with https://"
    case .scheme(let scheme): "\(scheme) is not a web address: begin it with https://"
    case .host: "The host name of this address can't be used"
    case .port: "The port must be a number from 1 to 65535"
    case .path: "Only scheme, host and port belong here: leave out the path, query and fragment"
    case .credentials: "Leave out the user name and password: keys have fields of their own"
    case .plainHTTP(let host): "Keys would travel to \(host) unencrypted: use https"
    }
  }
}
