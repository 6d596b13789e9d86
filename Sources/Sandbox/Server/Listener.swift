import Foundation
import HTTPTypes
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// One domain's port: reads requests, has them answered, writes the answers.
final class Listener: Sendable {
  let port: Int
  private let connections: Connections
  private let task: Task<Void, Never>

  private init(port: Int, connections: Connections, task: Task<Void, Never>) {
    self.port = port
    self.connections = connections
    self.task = task
  }

  /// Larger bodies are not read to the end.
  static let bodyLimit = 16 * 1024 * 1024

  static func start(
    _ domain: Domain, port: Int, core: Core, certificates: SandboxCertificates?
  ) async throws -> Listener {
    let connections = Connections()
    let http1 = HTTPServerBuilder.http1(
      configuration: HTTP1Channel.Configuration(additionalChannelHandlers: [ConnectionTracker(connections)]))
    let builder =
      try certificates.map { try HTTPServerBuilder.tls(http1, tlsConfiguration: $0.tlsConfiguration()) } ?? http1
    let (ports, announce) = AsyncThrowingStream<Int, any Error>.makeStream()
    var logger = Logger(label: "sandbox.\(domain.rawValue)", factory: { StreamLogHandler.standardError(label: $0) })
    logger.logLevel = .critical
    let server = try builder.buildServer(
      configuration: ServerConfiguration(address: .hostname("127.0.0.1", port: port), backlog: 1024),
      eventLoopGroup: MultiThreadedEventLoopGroup.singleton, logger: logger
    ) { request, writer, channel in
      try await respond(to: request, writer, channel, domain: domain, core: core)
    } onServerRunning: { channel in
      announce.yield(channel.localAddress?.port ?? 0)
    }
    let task = Task {
      do {
        try await server.run()
        announce.finish()
      } catch {
        announce.finish(throwing: error)
      }
    }
    do {
      for try await bound in ports { return Listener(port: bound, connections: connections, task: task) }
    } catch {
      throw SandboxError.cannotListen(port: port, reason: "\(error)")
    }
    throw SandboxError.cannotListen(port: port, reason: "it was stopped")
  }

  func stop() async {
    task.cancel()
    connections.closeAll()
    await task.value
  }

  private static func respond(
    to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel, domain: Domain, core: Core
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
      domain: domain, method: request.method.rawValue, rawPath: path, rawQuery: query, body: body ?? ByteBuffer(),
      time: Date().timeIntervalSince1970)
    call.acceptLanguage = request.headers[.acceptLanguage] ?? ""
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
  private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])

  func add(_ channel: any Channel) { channels.withLock { $0[ObjectIdentifier(channel)] = channel } }

  func remove(_ channel: any Channel) { channels.withLock { $0[ObjectIdentifier(channel)] = nil } }

  func closeAll() {
    for channel in channels.withLock({ Array($0.values) }) { channel.close(mode: .all, promise: nil) }
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
