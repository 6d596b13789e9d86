import CustomerIO
import Foundation
import Sandbox
import Service
import Store

/// The sandbox behind `--demo`: served by one process for all demos on a folder, and by a survivor when that one quits.
///
/// Nothing starts before ``addresses()`` is asked for the first time, or ``start()``.
actor DemoHost {
  private let folder: DemoFolder
  private var starting: Task<Result<CustomerIO.Addresses, ServiceError>, Never>?
  private var server: SandboxServer?

  init(_ location: StoreLocation) { folder = DemoFolder(location: location) }

  /// As the services take it.
  nonisolated var workspace: DemoWorkspace {
    DemoWorkspace(credentials: Self.credentials) { () async throws(ServiceError) in try await self.addresses() }
  }

  private static var credentials: Credentials {
    let own = SandboxCredentials()
    return Credentials(
      siteID: own.siteID, trackAPIKey: own.apiKey, appAPIKey: own.appAPIKey, pipelinesWriteKey: own.pipelinesKey)
  }

  /// Begins to serve, or to look who serves, without waiting for it.
  func start() {
    if starting == nil { starting = Task { await self.open() } }
  }

  /// Where the sandbox answers, once it does.
  func addresses() async throws(ServiceError) -> CustomerIO.Addresses {
    start()
    guard let result = await starting?.value else { throw Self.unanswered }
    return try result.get()
  }

  private func open() async -> Result<CustomerIO.Addresses, ServiceError> {
    do throws(ServiceError) {
      try folder.prepare()
      let deadline = ContinuousClock.now + Self.patience
      while ContinuousClock.now < deadline {
        if let lock = try folder.lock(waiting: false) { return .success(try await serve(holding: lock)) }
        // Who holds the lock may be starting; it may also quit, and leave serving to us.
        if let port = folder.port, DemoFolder.answers(port: port) {
          takeOverWhenFree()
          return .success(Self.addresses(at: port))
        }
        try? await Task.sleep(for: .milliseconds(20))
      }
      throw Self.unanswered
    } catch {
      return .failure(error)
    }
  }

  /// Waits in a thread of its own for the lock of the one that serves, and serves on at the same addresses.
  private func takeOverWhenFree() {
    let folder = folder
    Thread.detachNewThread {
      guard let lock = try? folder.lock(waiting: true) else { return }
      Task { try? await self.serve(holding: lock) }
    }
  }

  @discardableResult
  private func serve(holding lock: Int32) async throws(ServiceError) -> CustomerIO.Addresses {
    let start = ContinuousClock.now
    var port = folder.port ?? Self.anyPort
    while true {
      var configuration = SandboxConfiguration(port: port, stateFile: folder.stateFile)
      configuration.knownRoutes = SandboxRoutes.known
      do {
        server = try await SandboxServer.start(configuration)
        try folder.tell(port: port)
        return Self.addresses(at: port)
      } catch let error as SandboxError {
        let waited = ContinuousClock.now - start
        switch error {
        case .cannotListen where waited < Self.patience:
          // The one before may not have let go of its ports yet; a foreign program that has one of them won't.
          if folder.port == nil || waited > Self.patienceForPorts { port = Self.anyPort }
        case .stateInUse where waited < Self.patience: break
        default: throw failed(error, lock)
        }
        try? await Task.sleep(for: .milliseconds(20))
      } catch let error as ServiceError {
        close(lock)
        throw error
      } catch {
        throw failed(error, lock)
      }
    }
  }

  private func failed(_ error: any Error, _ lock: Int32) -> ServiceError {
    close(lock)
    return ServiceError("The demo's sandbox could not be started: \(error).", exitStatus: .failed)
  }

  /// Longer than any sandbox takes to start.
  private static let patience = Duration.seconds(15)

  private static let patienceForPorts = Duration.seconds(2)

  private static let unanswered = ServiceError(
    "Another demo holds the sandbox and does not answer.", advice: "End it, or try again.", exitStatus: .notReached)

  /// Four in a row are needed, so one is guessed below those that the system gives out by itself.
  private static var anyPort: Int { Int.random(in: 10_000...30_000) }

  private static func addresses(at port: Int) -> CustomerIO.Addresses {
    func address(_ offset: Int) -> String { "http://127.0.0.1:\(port + offset)" }
    return CustomerIO.Addresses(track: address(0), app: address(1), beta: address(2), pipelines: address(3))
  }
}

/// The routes that Customer.io has, for the sandbox to tell what it does not serve from what there is not.
enum SandboxRoutes {
  static var known: [Route] {
    EndpointCatalogue.all.compactMap { endpoint in
      Sandbox.Domain(rawValue: endpoint.domain.rawValue).map {
        Route(domain: $0, method: endpoint.method.name, path: endpoint.path)
      }
    }
  }
}
