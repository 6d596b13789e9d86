import Foundation
import NIOCore
import NIOPosix

/// The other side of the benchmark: reads requests as cheaply as can be and answers each with `{}`, as the Track API
/// does.
enum Sink {
  /// Prints its address and serves until it is told to stop.
  static func serve() async throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let server = try await ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 256)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture { try channel.pipeline.syncOperations.addHandler(Answerer()) }
      }
      .bind(host: "127.0.0.1", port: 0).get()
    print("http://127.0.0.1:\(server.localAddress?.port ?? 0)")
    fflush(nil)
    try await server.closeFuture.get()
  }

  private final class Answerer: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let answer = ByteBuffer(
      string: "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: 3\r\n\r\n{}\n")
    private static let lengthName = Array("content-length:".utf8)

    private var pending = ByteBuffer()
    /// Bytes of the body that are still to come.
    private var due = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      var part = unwrapInboundIn(data)
      pending.writeBuffer(&part)
      var answers = 0
      while takeRequest() { answers += 1 }
      for _ in 0..<answers { context.write(wrapOutboundOut(Self.answer), promise: nil) }
      if answers > 0 { context.flush() }
      if pending.readableBytes == 0 { pending.clear() }
    }

    /// Takes one whole request off the front.
    private func takeRequest() -> Bool {
      let view = pending.readableBytesView
      var end: Int?
      var index = view.startIndex
      while index + 3 < view.endIndex {
        if view[index] == 13, view[index + 1] == 10, view[index + 2] == 13, view[index + 3] == 10 {
          end = index
          break
        }
        index += 1
      }
      guard let end else { return false }
      let total = end + 4 - view.startIndex + contentLength(view[view.startIndex..<end])
      guard pending.readableBytes >= total else { return false }
      pending.moveReaderIndex(forwardBy: total)
      return true
    }

    private func contentLength(_ head: ByteBufferView) -> Int {
      var index = head.startIndex
      let name = Self.lengthName
      while index + name.count < head.endIndex {
        if head[index] == 10, (0..<name.count).allSatisfy({ head[index + 1 + $0] | 0x20 == name[$0] | 0x20 }) {
          var value = 0
          var place = index + 1 + name.count
          while place < head.endIndex, head[place] != 13 {
            if (48...57).contains(head[place]) { value = value * 10 + Int(head[place] - 48) }
            place += 1
          }
          return value
        }
        index += 1
      }
      return 0
    }
  }
}
