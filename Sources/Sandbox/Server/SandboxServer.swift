import Logging
import NIOCore
import NIOPosix

/// A local Customer.io over real HTTP, on loopback only: Track, App, Beta and Pipelines API, each on a port of its own,
/// over one workspace. It shares no code with the client.
public final class SandboxServer: Sendable {
  public let addresses: Addresses
  public let credentials: SandboxCredentials
  /// The certificates of a sandbox with TLS, as PEM; nil without.
  public let certificates: SandboxCertificates?

  /// The Track host of the region where the account is not; nil unless the configuration asks for it.
  public let otherRegionTrackURL: String?

  private let core: Core
  private let listeners: [Listener]

  private init(
    addresses: Addresses, otherRegionTrackURL: String?, core: Core, listeners: [Listener],
    certificates: SandboxCertificates?
  ) {
    self.addresses = addresses
    self.otherRegionTrackURL = otherRegionTrackURL
    self.core = core
    self.listeners = listeners
    self.certificates = certificates
    credentials = core.credentials
  }

  /// Starts all four domains; when this returns they accept connections.
  public static func start(_ configuration: SandboxConfiguration = SandboxConfiguration()) async throws
    -> SandboxServer
  {
    let highest = configuration.servesOtherRegion ? 65_531 : 65_532
    guard (0...highest).contains(configuration.port) else {
      throw SandboxError.invalidPort(configuration.port)
    }
    let certificates = configuration.tls ? try SandboxCertificates(usual: configuration.certificate) : nil
    let core = try Core(configuration)
    var listeners: [Listener] = []
    do {
      for (offset, domain) in Domain.allCases.enumerated() {
        let port = configuration.port == 0 ? 0 : configuration.port + offset
        listeners.append(try await Listener.start(domain, port: port, core: core, certificates: certificates))
      }
      if configuration.servesOtherRegion {
        let port = configuration.port == 0 ? 0 : configuration.port + listeners.count
        listeners.append(
          try await Listener.start(.track, isOtherRegion: true, port: port, core: core, certificates: certificates))
      }
    } catch {
      for listener in listeners { await listener.stop() }
      core.close()
      throw error
    }
    let scheme = configuration.tls ? "https" : "http"
    let urls = listeners.map { "\(scheme)://127.0.0.1:\($0.port)" }
    let addresses = Addresses(trackURL: urls[0], appURL: urls[1], betaURL: urls[2], pipelinesURL: urls[3])
    core.open(at: addresses)
    return SandboxServer(
      addresses: addresses, otherRegionTrackURL: urls.count > 4 ? urls[4] : nil, core: core, listeners: listeners,
      certificates: certificates)
  }

  /// Stops listening, ends all connections and lets go of the state file.
  public func stop() async {
    for listener in listeners { await listener.stop() }
    core.close()
  }

  /// The line that says it is ready: one JSON object, without a line break.
  public var readyLine: String {
    var line: JSONObject = [
      "track_url": .string(addresses.trackURL), "app_url": .string(addresses.appURL),
      "beta_url": .string(addresses.betaURL), "pipelines_url": .string(addresses.pipelinesURL),
      "site_id": .string(credentials.siteID), "api_key": .string(credentials.apiKey),
      "app_api_key": .string(credentials.appAPIKey), "pipelines_key": .string(credentials.pipelinesKey),
    ]
    if let otherRegionTrackURL {
      line.append(core.configuration.region == .eu ? "us_track_url" : "eu_track_url", .string(otherRegionTrackURL))
    }
    return JSON.object(line).compactText
  }
}
