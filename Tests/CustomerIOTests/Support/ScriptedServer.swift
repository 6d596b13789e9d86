import Foundation
import Synchronization

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A server on a loopback port of the system's choice that does, connection by connection, exactly what a test says:
/// half answers, silence, redirects, floods.
final class ScriptedServer: Sendable {
  /// One connection of a client, with blocking reads and writes.
  struct Connection: Sendable {
    let descriptor: Int32
    let server: ScriptedServer

    /// One request's head and as much of the body as Content-Length says; nil when the client has gone.
    func readRequest() -> String? {
      var bytes: [UInt8] = []
      while true {
        let text = String(decoding: bytes, as: UTF8.self)
        if let end = text.range(of: "\r\n\r\n") {
          let head = text[..<end.lowerBound].lowercased()
          let length =
            head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
            .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) } ?? 0
          if text[end.upperBound...].utf8.count >= length {
            server.record(text)
            return text
          }
        }
        var buffer = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        guard count > 0 else { return nil }
        bytes += buffer[..<count]
      }
    }

    /// - Returns: false when the client has gone.
    @discardableResult
    func write(_ text: String) -> Bool { write(Array(text.utf8)) }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }

    func answer(_ status: String, headers: [String] = [], body: String = "{}\n") {
      let head = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
      write(head.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// Returns when the client closes the connection.
    func waitForClose() {
      var byte: UInt8 = 0
      while recv(descriptor, &byte, 1, 0) > 0 {}
    }

    /// Ends the connection the hard way, so that the client reads a reset.
    func reset() {
      var linger = linger(l_onoff: 1, l_linger: 0)
      setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<Glibc.linger>.size))
    }
  }

  let port: Int
  private let listener: Int32
  private let seen = Mutex<[String]>([])
  private let open = Mutex<Set<Int32>>([])

  var address: String { "http://127.0.0.1:\(port)" }
  /// The requests that were read, in order.
  var requests: [String] { seen.withLock { $0 } }

  /// - Parameter script: run for every connection on a thread of its own; the connection is closed when it returns.
  init(script: @escaping @Sendable (Connection) -> Void) throws {
    let (descriptor, port) = try Self.listen()
    listener = descriptor
    self.port = port
    Thread.detachNewThread { [weak self] in
      while true {
        let client = accept(descriptor, nil, nil)
        guard client >= 0, let self else { break }
        self.open.withLock { _ = $0.insert(client) }
        Thread.detachNewThread {
          script(Connection(descriptor: client, server: self))
          self.open.withLock { _ = $0.remove(client) }
          close(client)
        }
      }
    }
  }

  deinit { stop() }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    open.withLock { for descriptor in $0 { shutdown(descriptor, Int32(SHUT_RDWR)) } }
  }

  /// A port that nothing listens at.
  static func closedPort() throws -> Int {
    let (descriptor, port) = try listen()
    close(descriptor)
    return port
  }

  fileprivate func record(_ request: String) {
    seen.withLock { $0.append(request) }
  }

  private static func listen() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
    }
    guard descriptor >= 0, bound == 0, Glibc.listen(descriptor, 64) == 0 else { throw SocketError(code: errno) }
    withUnsafeMutablePointer(to: &address) { pointer in
      _ = pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}

struct SocketError: Error {
  let code: Int32
}
