import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import Synchronization

/// Carries requests over HTTP. One for the process holds one event loop and one pool of connections; neither exists
/// before the first request.
public final class Transport: Sendable {
  /// What holds for every request.
  public struct Configuration: Sendable {
    /// A PEM file with certificate authorities that are trusted beside the system's.
    public var certificateAuthorityFile: String?
    public var proxy: ProxySettings
    /// Larger answers go to a file, in bytes.
    public var memoryLimit: Int
    /// Answers over this size are refused, in bytes.
    public var answerLimit: Int
    public var temporaryDirectory: URL

    public init(
      certificateAuthorityFile: String? = nil, proxy: ProxySettings = .none, memoryLimit: Int = 8 << 20,
      answerLimit: Int = 1 << 30, temporaryDirectory: URL = FileManager.default.temporaryDirectory
    ) {
      self.certificateAuthorityFile = certificateAuthorityFile
      self.proxy = proxy
      self.memoryLimit = memoryLimit
      self.answerLimit = answerLimit
      self.temporaryDirectory = temporaryDirectory
    }

    /// As the environment says: `CIO_CONSOLE_CA_FILE`, `CIO_CONSOLE_ANSWER_LIMIT`, `HTTPS_PROXY`, `NO_PROXY`.
    public init(environment: [String: String]) {
      let file = environment["CIO_CONSOLE_CA_FILE"] ?? ""
      self.init(certificateAuthorityFile: file.isEmpty ? nil : file, proxy: ProxySettings(environment: environment))
      if let limit = environment["CIO_CONSOLE_ANSWER_LIMIT"].flatMap(Self.bytes) { answerLimit = limit }
    }

    /// "500", "64K", "512M", "2G"; nil where it is no size.
    static func bytes(_ text: String) -> Int? {
      let shifts: [Character: Int] = ["K": 10, "M": 20, "G": 30]
      let shift = text.uppercased().last.flatMap { shifts[$0] }
      guard let number = Int(shift == nil ? text : String(text.dropLast())), number > 0 else { return nil }
      let (bytes, overflow) = number.multipliedReportingOverflow(by: 1 << (shift ?? 0))
      return overflow ? nil : bytes
    }
  }

  /// The process's own, configured by the environment.
  public static let shared = Transport(configuration: Configuration(environment: ProcessInfo.processInfo.environment))

  public let configuration: Configuration
  private let state = Mutex(State())
  let connections = ConnectionLog()
  let gate = ConnectionGate(width: Transport.connectionsPerHost)
  private static let connectionsPerHost = 32

  public init(configuration: Configuration = Configuration()) {
    self.configuration = configuration
  }

  deinit {
    let clients = state.withLock { $0.takeAll() }
    guard !clients.isEmpty else { return }
    Task.detached { for client in clients { try? await client.shutdown() } }
  }

  /// Closes all connections; a later request opens new ones.
  public func shutdown() async {
    let clients = state.withLock { $0.takeAll() }
    for client in clients { try? await client.shutdown() }
  }

  private struct PoolKey: Hashable {
    let proxy: ProxySettings.Proxy?
    let connect: Duration
  }

  private struct State {
    var group: MultiThreadedEventLoopGroup?
    var clients: [PoolKey: HTTPClient] = [:]

    mutating func takeAll() -> [HTTPClient] {
      defer { clients = [:] }
      return Array(clients.values)
    }
  }

  /// Why a certificate is not trusted; nil where that can't be found out, such as behind a proxy.
  func certificateFlaw(of origin: Origin) async -> CertificateFlaw? {
    guard configuration.proxy.proxy(for: origin) == nil, let group = state.withLock({ $0.group }) else { return nil }
    let certificates = await CertificateProbe.certificates(of: origin, on: group)
    return CertificateFlaw(certificates, host: origin.host, now: Date())
  }

  func client(for origin: Origin, connect: Duration) throws -> HTTPClient {
    let key = PoolKey(proxy: configuration.proxy.proxy(for: origin), connect: connect)
    return try state.withLock { state in
      if let client = state.clients[key] { return client }
      // One loop is enough for what a person and a job send, and keeps each call's steps on one thread.
      let group = state.group ?? MultiThreadedEventLoopGroup(numberOfThreads: 1)
      state.group = group
      let client = HTTPClient(
        eventLoopGroupProvider: .shared(group), configuration: try httpConfiguration(proxy: key.proxy, connect: connect)
      )
      state.clients[key] = client
      return client
    }
  }

  private func httpConfiguration(proxy: ProxySettings.Proxy?, connect: Duration) throws -> HTTPClient.Configuration {
    var tls = TLSConfiguration.makeClientConfiguration()
    if let file = configuration.certificateAuthorityFile {
      // Read here, so that a file that can't be used is told apart from a server that can't be trusted.
      let authorities = try NIOSSLCertificate.fromPEMFile(file)
      guard !authorities.isEmpty else { throw CertificateFileError(path: file) }
      tls.additionalTrustRoots = [.certificates(authorities)]
    }
    var pool = HTTPClient.Configuration.ConnectionPool(idleTimeout: .seconds(60))
    pool.concurrentHTTP1ConnectionsPerHostSoftLimit = Self.connectionsPerHost
    // Trying again is decided above, where it is shown.
    pool.retryConnectionEstablishment = false
    let log = connections
    var result = HTTPClient.Configuration(
      tlsConfiguration: tls, redirectConfiguration: .disallow,
      timeout: .init(connect: TimeAmount(connect)), connectionPool: pool, proxy: proxy?.clientProxy,
      decompression: .enabled(limit: .none))
    result.http1_1ConnectionDebugInitializer = { channel in log.follow(channel) }
    result.http2ConnectionDebugInitializer = { channel in log.follow(channel) }
    return result
  }
}

/// A file of certificate authorities that holds none.
struct CertificateFileError: Error {
  let path: String
}

extension TimeAmount {
  init(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    self = .nanoseconds(min(seconds, 1_000_000_000) * 1_000_000_000 + attoseconds / 1_000_000_000)
  }
}
