import CustomerIO
import Store

/// How a command ended, as scripts see it.
public enum ExitStatus: Int32, Sendable {
  case done = 0
  /// Failed, or done in part.
  case failed = 1
  case usage = 2
  case authentication = 3
  /// Refused by this console: read-only, policy, an identifier that several people hold.
  case refusedHere = 4
  case refusedByAPI = 5
  case notReached = 6
  case interrupted = 130
}

/// What went wrong, in words for the person who asked, with what to do about it.
public struct ServiceError: Error, Sendable {
  public let message: String
  public let advice: String
  public let exitStatus: ExitStatus
  /// The field of the connection that would mend it.
  public let connectionField: FieldKey?
  public let apiError: APIError?
  /// The connection as somebody else saved it, where that stands in the way.
  public let changedElsewhere: Connection?

  public init(
    _ message: String, advice: String = "", exitStatus: ExitStatus, connectionField: FieldKey? = nil,
    apiError: APIError? = nil, changedElsewhere: Connection? = nil
  ) {
    self.message = message
    self.advice = advice
    self.exitStatus = exitStatus
    self.connectionField = connectionField
    self.apiError = apiError
    self.changedElsewhere = changedElsewhere
  }

  /// Both sentences, for one line.
  public var text: String { advice.isEmpty ? message : message + " " + advice }
}

extension ServiceError {
  public init(_ error: APIError) {
    self.init(
      error.summary, advice: error.advice, exitStatus: error.exitStatus,
      connectionField: error.field.map(FieldKey.init), apiError: error)
  }

  init(_ error: StoreError) {
    guard case .conflict(let record) = error else {
      self.init("\(error)", exitStatus: error.isUsage ? .usage : .failed)
      return
    }
    self.init(
      "\(error) Nothing was saved.", advice: "Open it again to see what changed.", exitStatus: .failed,
      changedElsewhere: Connection(record))
  }

  init(_ error: VaultError) {
    self.init("\(error)", exitStatus: error == .locked || error == .wrongPassphrase ? .authentication : .failed)
  }

  /// The same where what was asked for is not there: named, with the connection on which it was looked for.
  func naming(_ what: String, on connection: Connection, advice: String) -> ServiceError {
    guard let apiError, apiError.kind == .notFound else { return self }
    return ServiceError(
      "\(what) on the connection \(connection.name).", advice: advice, exitStatus: exitStatus, apiError: apiError)
  }

  static let readOnly = ServiceError(
    "This console is read-only: nothing was sent.", advice: "Start it without --read-only to change something.",
    exitStatus: .refusedHere)

  static func missingAppKey(of connection: Connection) -> ServiceError {
    ServiceError(
      "The connection \(connection.name) has no App API Key, and Customer.io shows people and segments only with one.",
      advice:
        "Edit the connection and fill in App API Key. Customer.io shows it under Integrations › API › App API keys.",
      exitStatus: .authentication, connectionField: .appAPIKey)
  }
}

extension APIError {
  public var exitStatus: ExitStatus {
    switch kind {
    case .credentials, .scope, .missingCredential: .authentication
    case .refused, .notFound, .rateLimited, .server, .redirected: .refusedByAPI
    case .network, .tls, .timedOut: .notReached
    case .cancelled: .interrupted
    case .tooLarge, .unreadable: .failed
    case .invalidRequest, .missingAddress: .usage
    }
  }
}

extension FieldKey {
  init(_ field: ConnectionField) {
    switch field {
    case .siteID: self = .siteID
    case .trackAPIKey: self = .apiKey
    case .appAPIKey: self = .appAPIKey
    case .pipelinesWriteKey: self = .pipelinesKey
    case .trackAddress: self = .trackURL
    case .appAddress: self = .appURL
    case .betaAddress: self = .betaURL
    case .pipelinesAddress: self = .pipelinesURL
    }
  }
}

extension StoreError {
  /// What was asked for can't be; nothing is wrong with the store.
  fileprivate var isUsage: Bool {
    switch self {
    case .nameTaken, .notFound, .ambiguous, .notSettled: true
    default: false
    }
  }
}
