import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// One domain's port: reads requests, has them answered, writes the answers.
final class Listener: Sendable {
  let port: Int
  private let connections: Connections
  private let task: Task<Void, Never>
  private let shutDown: @Sendable () async -> Void

  private init(
    port: Int, connections: Connections, task: Task<Void, Never>, shutDown: @escaping @Sendable () async -> Void
  ) {
    self.port = port
    self.connections = connections
    self.task = task
    self.shutDown = shutDown
  }

  /// Larger bodies are not read to the end.
  static let bodyLimit = 16 * 1024 * 1024

  /// - Parameter isOtherRegion: whether it is the Track host of the region where the account is not.
  static func start(
    _ domain: Domain, isOtherRegion: Bool = false, port: Int, core: Core, certificates: SandboxCertificates?
  ) async throws -> Listener {
    let connections = Connections()
    let place = Place(domain: domain, isOtherRegion: isOtherRegion)
    let responder: HTTPChannelHandler.Responder = { request, writer, channel in
      try await respond(to: request, writer, channel, at: place, core: core)
    }
    guard let certificates else {
      let configuration = HTTP1Channel.Configuration(additionalChannelHandlers: [ConnectionTracker(connections)])
      return try await listen(
        HTTP1Channel(responder: responder, configuration: configuration), place, port, connections)
    }
    let channel = try SecureChannel(
      certificates, connections: connections, wanted: { core.takeCertificate(for: domain) }, responder: responder)
    return try await listen(channel, place, port, connections)
  }

  private static func listen<Channel: ServerChildChannel>(
    _ channel: Channel, _ place: Place, _ port: Int, _ connections: Connections
  ) async throws -> Listener {
    let (ports, announce) = AsyncThrowingStream<Int, any Error>.makeStream()
    var logger = Logger(
      label: "sandbox.\(place.domain.rawValue)", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .critical
    let server = Server(
      childChannelSetup: channel,
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port), backlog: 1024),
      onServerRunning: { announce.yield($0.localAddress?.port ?? 0) },
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger)
    let task = Task {
      do {
        try await server.run()
        announce.finish()
      } catch {
        announce.finish(throwing: error)
      }
    }
    do {
      for try await bound in ports {
        return Listener(
          port: bound, connections: connections, task: task, shutDown: { try? await server.shutdownGracefully() })
      }
    } catch {
      switch (error as? IOError)?.errnoCode {
      case EADDRINUSE: throw SandboxError.cannotListen(port: port, reason: "port \(port) is in use by another program")
      case let code?: throw SandboxError.cannotListen(port: port, reason: String(cString: strerror(code)))
      case nil: throw SandboxError.cannotListen(port: port, reason: "\(error)")
      }
    }
    throw SandboxError.cannotListen(port: port, reason: "it was stopped")
  }

  /// Nothing is cancelled: what came in after a cancellation would be handled by nobody, and the connection it came
  /// over insists on that. With every connection closed, all that answers comes to its end.
  func stop() async {
    connections.closeAll()
    await shutDown()
    await task.value
  }

  private static let strictMode = HTTPField.Name("X-Strict-Mode")

  /// Which host a request came to.
  private struct Place: Sendable {
    let domain: Domain
    let isOtherRegion: Bool
  }

  private static func respond(
    to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, at place: Place, core: Core
  ) async throws {
    if request.headers[.expect]?.lowercased() == "100-continue" {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    let target = request.head.path ?? "/"
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    let path = halves.first.map(String.init) ?? "/"
    let query = halves.count > 1 ? String(halves[1]) : ""
    var body: ByteBuffer?
    do {
      body = try await request.body.collect(upTo: bodyLimit)
    } catch is NIOTooManyBytesError {
      body = nil
    }
    var call = Call(
      domain: place.domain, method: request.method.rawValue, rawPath: path, rawQuery: query,
      body: body ?? ByteBuffer(), time: Date().timeIntervalSince1970)
    call.isAtOtherRegion = place.isOtherRegion
    // What carries one request of many is no socket.
    call.httpVersion = channel is any SocketOptionProvider ? "1.1" : "2"
    call.acceptLanguage = request.headers[.acceptLanguage] ?? ""
    call.isStrict = place.domain == .pipelines && Self.strictMode.map { request.headers[$0] } == "1"
    guard body != nil else {
      let answer = core.refuseBody(call, headers: request.headers)
      try await ReplyWriter.write(Core.Reply(answer: answer, fault: nil), to: call, writer, channel)
      channel.close(promise: nil)
      return
    }
    if path.hasPrefix("/_sandbox/") {
      let answer = Admin.answer(call, core)
      try await ReplyWriter.write(Core.Reply(answer: answer, fault: nil), to: call, writer, channel)
      return
    }
    try await ReplyWriter.write(core.reply(to: call, headers: request.headers), to: call, writer, channel)
  }
}

/// The open connections of a listener, so that stopping can end them.
final class Connections: Sendable {
  private struct State {
    var channels: [ObjectIdentifier: any Channel] = [:]
    var isClosed = false
  }

  private let state = Mutex(State())

  /// One that comes after the end is closed as soon as it is set up.
  func add(_ channel: any Channel) {
    let isLate = state.withLock { state in
      state.channels[ObjectIdentifier(channel)] = channel
      return state.isClosed
    }
    if isLate { channel.eventLoop.execute { channel.close(mode: .all, promise: nil) } }
  }

  /// Knows of it until it is closed.
  func follow(_ channel: any Channel) {
    add(channel)
    channel.closeFuture.whenComplete { _ in self.remove(channel) }
  }

  func remove(_ channel: any Channel) { state.withLock { $0.channels[ObjectIdentifier(channel)] = nil } }

  func closeAll() {
    let channels = state.withLock { state in
      state.isClosed = true
      return Array(state.channels.values)
    }
    for channel in channels { channel.close(mode: .all, promise: nil) }
  }
}

private final class ConnectionTracker: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = Any

  private let connections: Connections

  init(_ connections: Connections) { self.connections = connections }

  func handlerAdded(context: ChannelHandlerContext) { connections.add(context.channel) }

  func channelInactive(context: ChannelHandlerContext) {
    connections.remove(context.channel)
    context.fireChannelInactive()
  }
}
