import CustomerIO

/// The connection that environment variables describe. It is never saved.
struct EnvironmentConnection: Sendable {
  var connection: Connection
  let credentials: Credentials

  /// The variables, as scripts set them.
  enum Variable: String, CaseIterable {
    case siteID = "CIO_CONSOLE_SITE_ID"
    case apiKey = "CIO_CONSOLE_API_KEY"
    case appAPIKey = "CIO_CONSOLE_APP_API_KEY"
    case pipelinesKey = "CIO_CONSOLE_PIPELINES_KEY"
    case region = "CIO_CONSOLE_REGION"
    case kind = "CIO_CONSOLE_KIND"
    case trackURL = "CIO_CONSOLE_TRACK_URL"
    case appURL = "CIO_CONSOLE_APP_URL"
    case betaURL = "CIO_CONSOLE_BETA_URL"
    case pipelinesURL = "CIO_CONSOLE_PIPELINES_URL"
  }

  /// Nil where no variable names a key. A value that can't be used is an error that names its variable, never its text.
  init?(environment: [String: String]) throws(ServiceError) {
    func value(_ variable: Variable) -> String? {
      environment[variable.rawValue].flatMap { $0.isEmpty ? nil : $0 }
    }
    let keys: [Variable] = [.siteID, .apiKey, .appAPIKey, .pipelinesKey]
    guard keys.contains(where: { value($0) != nil }) else { return nil }
    try Self.checkPair(value)
    let (region, addresses) = try Self.place(value)
    let kind = try Self.kind(value(.kind), addresses: addresses)
    connection = Connection(
      id: Connection.environmentName, name: Connection.environmentName, siteID: value(.siteID) ?? "", region: region,
      addresses: addresses, kind: kind, source: .environment, isDefault: false,
      hasAppAPIKey: value(.appAPIKey) != nil, hasPipelinesKey: value(.pipelinesKey) != nil, revision: 0)
    credentials = Credentials(
      siteID: value(.siteID) ?? "", trackAPIKey: value(.apiKey), appAPIKey: value(.appAPIKey),
      pipelinesWriteKey: value(.pipelinesKey))
  }

  /// The Track API takes a Site ID and a key together; half of the pair is an oversight.
  private static func checkPair(_ value: (Variable) -> String?) throws(ServiceError) {
    let isReadOnly = value(.appAPIKey) != nil || value(.pipelinesKey) != nil
    switch (value(.siteID), value(.apiKey)) {
    case (nil, .some): throw incomplete(.apiKey, without: .siteID)
    case (.some, nil) where !isReadOnly: throw incomplete(.siteID, without: .apiKey)
    default: return
    }
  }

  private static func incomplete(_ given: Variable, without missing: Variable) -> ServiceError {
    ServiceError(
      "\(given.rawValue) is set and \(missing.rawValue) is not.",
      advice: "Set \(missing.rawValue) too: the Track API takes both. Or unset \(given.rawValue).", exitStatus: .usage)
  }

  private static func place(
    _ value: (Variable) -> String?
  ) throws(ServiceError) -> (Connection.Region, Addresses) {
    let own: [(Variable, Domain)] = [
      (.trackURL, .track), (.appURL, .app), (.betaURL, .beta), (.pipelinesURL, .pipelines),
    ]
    let named = value(.region).map { $0.lowercased() }
    var ownAddresses = Addresses.none
    var hasOwn = false
    for (variable, domain) in own {
      guard let text = value(variable) else { continue }
      do {
        ownAddresses[domain] = try Addresses.normalized(text)
      } catch {
        throw ServiceError("\(variable.rawValue): \(error).", exitStatus: .usage)
      }
      hasOwn = true
    }
    if hasOwn { return (.custom, ownAddresses) }
    let addresses = Addresses(region: named == "eu" ? .eu : .us)
    switch named {
    case nil, "detect": return (.undetected, addresses)
    case "us": return (.us, addresses)
    case "eu": return (.eu, addresses)
    case "custom":
      throw ServiceError(
        "\(Variable.region.rawValue) is custom, and no address is given.",
        advice: "Set \(Variable.trackURL.rawValue) and its like.", exitStatus: .usage)
    default:
      throw ServiceError("\(Variable.region.rawValue) is neither us, eu, detect nor custom.", exitStatus: .usage)
    }
  }

  private static func kind(_ text: String?, addresses: Addresses) throws(ServiceError) -> ConnectionKind {
    guard let text else { return ConnectionKind(assumedFor: addresses) }
    guard let kind = ConnectionKind(rawValue: text.lowercased()) else {
      let kinds = ConnectionKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw ServiceError("\(Variable.kind.rawValue) is none of \(kinds).", exitStatus: .usage)
    }
    return kind
  }
}

extension ConnectionKind {
  /// Loopback addresses are a sandbox, everything else is production.
  init(assumedFor addresses: Addresses) {
    let given = Domain.allCases.map { addresses[$0] }.filter { !$0.isEmpty }
    self = !given.isEmpty && given.allSatisfy(Addresses.isLoopback) ? .sandbox : .production
  }
}
