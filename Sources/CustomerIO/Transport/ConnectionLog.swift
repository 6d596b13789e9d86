import NIOCore

/// Tells a request which connection it went out on, so that the time it took to connect can be told from the rest.
///
/// `@unchecked Sendable` is sound: a transport has one event loop, every connection lives on it, and all of this is read
/// and written there only.
final class ConnectionLog: @unchecked Sendable {
  final class Connection: @unchecked Sendable {
    let established = ContinuousClock.now
    var isUsed = false
  }

  private var lastWritten: Connection?

  /// Notes every write of a connection.
  func follow(_ channel: Channel) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      try channel.pipeline.syncOperations.addHandler(Marker(log: self), position: .first)
    }
  }

  /// The connection that was written to in this turn of the loop, where nobody used it before.
  func takeNewConnection() -> Connection? {
    defer { lastWritten = nil }
    guard let connection = lastWritten, !connection.isUsed else { return nil }
    connection.isUsed = true
    return connection
  }

  /// Notes writes, and joins the flushes of one turn of the loop: head and body of a request go out as one packet.
  private final class Marker: ChannelOutboundHandler {
    typealias OutboundIn = Never

    let log: ConnectionLog
    let connection = Connection()
    private var isFlushDue = false

    init(log: ConnectionLog) {
      self.log = log
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
      log.lastWritten = connection
      context.write(data, promise: promise)
    }

    func flush(context: ChannelHandlerContext) {
      guard !isFlushDue else { return }
      isFlushDue = true
      context.eventLoop.assumeIsolated().execute { self.flushNow(context) }
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
      flushNow(context)
      context.close(mode: mode, promise: promise)
    }

    private func flushNow(_ context: ChannelHandlerContext) {
      guard isFlushDue else { return }
      isFlushDue = false
      context.flush()
    }
  }
}
