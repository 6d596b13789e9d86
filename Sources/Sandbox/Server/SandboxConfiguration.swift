import Foundation

/// How a sandbox is to be.
public struct SandboxConfiguration: Sendable {
  /// Whether the App API's limit of ten requests a second (and one broadcast run in ten seconds) is enforced.
  public enum Rates: String, Sendable {
    case documented, off
  }

  public enum Region: String, Sendable, Codable {
    case us, eu
  }

  /// What kind of certificate a sandbox with TLS shows.
  public enum Certificate: String, Sendable, CaseIterable {
    /// Signed by the sandbox's own authority, for 127.0.0.1 and localhost.
    case valid
    case expired
    case wrongName = "wrong_name"
    /// Signed by itself, so that trusting the authority does not help.
    case selfSigned = "self_signed"
  }

  /// 0: the system chooses one for each domain. N: N to N+3, for Track, App, Beta and Pipelines.
  public var port: Int
  /// How many people the seeded workspace has; 0 for an empty workspace.
  public var people: Int
  /// The same seed and `now` give the same workspace.
  public var seed: UInt64
  /// Where the state is kept; nil: in memory only. What the file says of people, seed and `now` holds.
  public var stateFile: String?
  /// What seeded times are relative to; nil: the clock.
  public var now: Date?
  public var rates: Rates
  /// Answered with 501 where they are not served; any other unknown path is a 404.
  public var knownRoutes: [Route]
  public var region: Region
  /// Whether the other region's Track host stands beside the account's own, at a fifth port (N+4): an EU account is sent
  /// on from it, a US account is refused there.
  public var servesOtherRegion: Bool
  /// HTTP/2 and HTTP/1.1 over TLS, as the client wishes.
  public var tls: Bool
  public var certificate: Certificate
  /// What goes wrong from the start on.
  public var faults: [SandboxFault]

  public init(
    port: Int = 0, people: Int = 1_000, seed: UInt64 = 1, stateFile: String? = nil, now: Date? = nil,
    rates: Rates = .documented, knownRoutes: [Route] = [], region: Region = .us, servesOtherRegion: Bool = false,
    tls: Bool = false, certificate: Certificate = .valid, faults: [SandboxFault] = []
  ) {
    self.port = port
    self.people = people
    self.seed = seed
    self.stateFile = stateFile
    self.now = now
    self.rates = rates
    self.knownRoutes = knownRoutes
    self.region = region
    self.servesOtherRegion = servesOtherRegion
    self.tls = tls
    self.certificate = certificate
    self.faults = faults
  }
}

/// Why a sandbox could not be started.
public enum SandboxError: Error, Equatable, CustomStringConvertible {
  case invalidPort(Int)
  case cannotListen(port: Int, reason: String)
  case stateUnreadable(path: String, reason: String)
  /// Another sandbox is serving this state.
  case stateInUse(path: String)

  public var description: String {
    switch self {
    case .invalidPort(let port): return "\(port) is no port: choose 0, or 1 to 65531 for all that follow it"
    case .cannotListen(let port, let reason): return "cannot listen on 127.0.0.1:\(port): \(reason)"
    case .stateUnreadable(let path, let reason): return "cannot use the state file \(path): \(reason)"
    case .stateInUse(let path): return "another sandbox is using the state file \(path)"
    }
  }
}
