import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix

extension Fault {
  private struct Interrupted: Error {}

  /// Puts an answer on the wire in the way that this fault asks for.
  func write(
    _ head: HTTPResponse, _ body: ByteBuffer, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    switch kind {
    case .delay:
      try await pause(delayMilliseconds ?? 1_000, channel)
      try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
    case .drip: try await drip(head, body, writer, channel)
    case .cut:
      var body = body
      var outlet = try await writer.writeHead(head)
      if let half = body.readSlice(length: body.readableBytes / 2) { try await outlet.write(half) }
      try await end(channel)
    case .wrongLength:
      var head = head
      head.headerFields[.contentLength] = String(body.readableBytes + 16)
      var outlet = try await writer.writeHead(head)
      try await outlet.write(body)
      try await end(channel)
    case .endless: try await writeWithoutEnd(head, writer)
    case .reset:
      // Lingering for no time makes the close a reset.
      if let options = channel as? any SocketOptionProvider {
        try await options.setSoLinger(linger(l_onoff: 1, l_linger: 0)).get()
      }
      try await end(channel)
    case .hang:
      // The other side's end of the connection is to end it. One request of HTTP/2 has no such option, and needs none.
      if channel is any SocketOptionProvider {
        try await channel.setOption(.allowRemoteHalfClosure, value: false).get()
      }
      try await channel.closeFuture.get()
      throw Interrupted()
    case .status, .rateLimit, .malformed, .html, .redirect, .bigHeader, .certificate:
      if let delayMilliseconds { try await pause(delayMilliseconds, channel) }
      try await writer.write(response: head, body: ResponseBody(byteBuffer: body))
    }
  }

  /// Waits, but not beyond the end of the connection.
  private func pause(_ milliseconds: Int, _ channel: any Channel) async throws {
    let timer = channel.eventLoop.scheduleTask(in: .milliseconds(Int64(milliseconds))) {}
    channel.closeFuture.whenComplete { _ in timer.cancel() }
    try await timer.futureResult.get()
  }

  private func drip(
    _ head: HTTPResponse, _ body: ByteBuffer, _ writer: consuming ResponseWriter, _ channel: any Channel
  ) async throws {
    var body = body
    var outlet = try await writer.writeHead(head)
    while let byte = body.readSlice(length: 1) {
      try await outlet.write(byte)
      try await pause(delayMilliseconds ?? 20, channel)
    }
    try await outlet.finish(nil)
  }

  private func writeWithoutEnd(_ head: HTTPResponse, _ writer: consuming ResponseWriter) async throws {
    var head = head
    head.headerFields[.contentLength] = nil
    var outlet = try await writer.writeHead(head)
    try await outlet.write(ByteBuffer(string: "{\"results\":[\n"))
    let chunk = ByteBuffer(
      string: String(repeating: "{\"id\":\"endless\",\"email\":null,\"cio_id\":\"0\"},\n", count: 400))
    while !Task.isCancelled { try await outlet.write(chunk) }
    throw Interrupted()
  }

  private func end(_ channel: any Channel) async throws {
    try? await channel.close(mode: .all).get()
    throw Interrupted()
  }
}
