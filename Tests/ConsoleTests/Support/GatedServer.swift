import Foundation
import Glibc
import Synchronization

/// A server on a loopback port that answers every request with the same body, in parts: the first at once, each of the others when
/// the test lets it go.
final class GatedServer: Sendable {
  let port: Int
  private let listener: Int32
  private let gate = DispatchSemaphore(value: 0)
  private let open = Mutex<Set<Int32>>([])

  var address: String { "http://127.0.0.1:\(port)" }

  /// What the console takes for a connection to this server.
  var environment: [String: String] {
    [
      "CIO_CONSOLE_SITE_ID": "site", "CIO_CONSOLE_API_KEY": "track-key", "CIO_CONSOLE_APP_API_KEY": "app-key",
      "CIO_CONSOLE_TRACK_URL": address, "CIO_CONSOLE_APP_URL": address, "CIO_CONSOLE_BETA_URL": address,
      "CIO_CONSOLE_PIPELINES_URL": address, "CIO_CONSOLE_KIND": "sandbox",
    ]
  }

  /// - Parameter breaksOff: the connection is closed before the last part, which is announced all the same.
  init(_ parts: [[UInt8]], headers: [String] = [], breaksOff: Bool = false) throws {
    (listener, port) = try Self.listen()
    let length = parts.reduce(0) { $0 + $1.count }
    let head = ["HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: \(length)"] + headers
    let shown = breaksOff ? Array(parts.dropLast()) : parts
    Thread.detachNewThread { [weak self, listener] in
      while true {
        let client = accept(listener, nil, nil)
        guard client >= 0, let self else { break }
        self.open.withLock { _ = $0.insert(client) }
        Thread.detachNewThread {
          self.serve(client, Array(head.joined(separator: "\r\n").utf8) + Array("\r\n\r\n".utf8), shown)
          self.open.withLock { _ = $0.remove(client) }
          close(client)
        }
      }
    }
  }

  deinit { stop() }

  /// Lets the next part go, or the end.
  func release() { gate.signal() }

  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    open.withLock { for client in $0 { shutdown(client, Int32(SHUT_RDWR)) } }
    for _ in 0..<16 { gate.signal() }
  }

  private func serve(_ client: Int32, _ head: [UInt8], _ parts: [[UInt8]]) {
    var request: [UInt8] = []
    while !request.suffix(4).elementsEqual(Array("\r\n\r\n".utf8)) {
      var byte: UInt8 = 0
      guard recv(client, &byte, 1, 0) == 1 else { return }
      request.append(byte)
    }
    guard Self.write(head, to: client) else { return }
    for (number, part) in parts.enumerated() {
      if number > 0 { gate.wait() }
      guard Self.write(part, to: client) else { return }
    }
    gate.wait()
  }

  private static func write(_ bytes: [UInt8], to client: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  private static func listen() throws -> (Int32, Int) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(descriptor, address, length) == 0 && Glibc.listen(descriptor, 16) == 0
          && getsockname(descriptor, address, &length) == 0
      }
    }
    guard descriptor >= 0, isBound else { throw POSIXError(.EADDRNOTAVAIL) }
    return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
  }
}
