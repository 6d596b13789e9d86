import JSONText

/// What Customer.io says of an account's place; getting it proves Site ID and Track API key.
public struct RegionAnswer: Hashable, Sendable {
  /// nil for a region that this program doesn't know.
  public let region: Region?
  /// The Track address that Customer.io names.
  public let trackAddress: String?
  /// The workspace's number.
  public let environmentID: Int?
  public let raw: JSONValue

  init?(_ json: JSONValue) {
    guard json.objectValue != nil, json.text("region") != nil || json.text("url") != nil else { return nil }
    region = json.text("region").flatMap { Region(rawValue: $0.lowercased()) }
    trackAddress = json.text("url")
    environmentID = json.integer("environment_id")
    raw = json
  }

  /// Where this account is reached.
  public var addresses: Addresses? { region.map(Addresses.init(region:)) }
}

extension CustomerIOClient {
  /// Asks this connection's own Track address; the test of a connection.
  public func region(progress: (@Sendable (CallProgress) -> Void)? = nil) async throws(APIError) -> RegionAnswer {
    try await fetch(AppQuery(.region(), read: RegionAnswer.init), progress: progress)
  }

  /// Finds out where an account is: asks at the US address, and at the EU one where the first refuses the key.
  public static func detectRegion(
    _ credentials: Credentials, transport: Transport = .shared, limits: RateLimiter = .shared,
    timeouts: Timeouts = .default, progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> RegionAnswer {
    try await detectRegion(
      credentials, at: Region.allCases.map(Addresses.init(region:)), transport: transport, limits: limits,
      timeouts: timeouts, progress: progress)
  }

  /// Asks at one address after the other until one accepts the key.
  public static func detectRegion(
    _ credentials: Credentials, at candidates: [Addresses], transport: Transport = .shared,
    limits: RateLimiter = .shared, timeouts: Timeouts = .default, progress: (@Sendable (CallProgress) -> Void)? = nil
  ) async throws(APIError) -> RegionAnswer {
    var refusal: APIError?
    for addresses in candidates {
      let client = CustomerIOClient(
        addresses: addresses, credentials: credentials, transport: transport, limits: limits, timeouts: timeouts)
      do {
        return try await client.region(progress: progress)
      } catch {
        guard error.kind == .credentials else { throw error }
        refusal = error
      }
    }
    throw refusal ?? APIError(kind: .invalidRequest, domain: .track, detail: "there is no address to ask at")
  }
}
