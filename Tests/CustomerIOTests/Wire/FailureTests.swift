import Foundation
import Testing

@testable import CustomerIO

/// What the other side does wrong, each with the words that people get for it.
@Suite("The other side misbehaves")
struct FailureTests {
  private func fail(
    timeouts: Timeouts = Timeouts(connect: .seconds(20), firstByte: .seconds(20), total: .seconds(60)),
    transport: Transport = .shared, request: APIRequest = .segments(),
    _ script: @escaping @Sendable (ScriptedServer.Connection) -> Void
  ) async throws -> APIError {
    let server = try ScriptedServer(script: script)
    let client = CustomerIOClient.scripted(server.address, transport: transport, timeouts: timeouts)
    let error = try #require(await failure { try await client.send(request) })
    var dumped = "\(error)"
    dump(error, to: &dumped)
    #expect(!Credentials.canaryTexts.contains { dumped.contains($0) })
    #expect(!error.advice.isEmpty)
    return error
  }

  @Test("a port that refuses: nothing was sent")
  func refusedPort() async throws {
    let client = CustomerIOClient.scripted("http://127.0.0.1:\(try ScriptedServer.closedPort())")
    let error = try #require(await failure { try await client.send(.segments()) })
    #expect(error.kind == .network && !error.bytesSent)
    #expect(error.summary.contains("refuses connections"))
    #expect(error.field == .appAddress)
  }

  @Test("a name that nobody knows")
  func unknownHost() async throws {
    let client = CustomerIOClient.scripted("https://no-such-host.invalid", transport: Transport())
    let error = try #require(await failure { try await client.send(.segments()) })
    #expect(error.kind == .network && !error.bytesSent)
    #expect(error.summary.contains("no-such-host.invalid is not known"))
  }

  @Test("silence ends at the first-byte time-out, and may have been done")
  func silence() async throws {
    let timeouts = Timeouts(connect: .seconds(20), firstByte: .milliseconds(50), total: .seconds(60))
    let error = try await fail(timeouts: timeouts, request: try .identify("a")) { connection in
      _ = connection.readRequest()
      connection.waitForClose()
    }
    #expect(error.kind == .timedOut && error.bytesSent)
    #expect(error.summary.contains("sent nothing"))
    #expect(error.advice.hasPrefix("It may have been done all the same"))
  }

  @Test("an answer that never ends stops at the whole time-out")
  func drip() async throws {
    let timeouts = Timeouts(connect: .seconds(20), firstByte: .seconds(20), total: .milliseconds(200))
    let error = try await fail(timeouts: timeouts) { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
      connection.waitForClose()
    }
    #expect(error.kind == .timedOut)
    #expect(error.summary.contains("only 1 bytes of the answer"))
  }

  @Test("half an answer")
  func half() async throws {
    let error = try await fail { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
    }
    #expect(error.kind == .network && error.bytesSent)
    #expect(error.summary.contains("in the middle of its answer"))
  }

  @Test("a connection closed before any answer, and one that is reset")
  func closed() async throws {
    let closed = try await fail { connection in _ = connection.readRequest() }
    #expect(closed.kind == .network && closed.bytesSent)
    #expect(closed.summary.contains("before it answered"))
    let reset = try await fail { connection in
      _ = connection.readRequest()
      connection.reset()
    }
    #expect(reset.kind == .network && reset.summary.contains("before it answered"))
  }

  @Test("a header of a megabyte")
  func hugeHeader() async throws {
    let error = try await fail { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nX: " + String(repeating: "x", count: 1 << 20) + "\r\n\r\n")
      connection.waitForClose()
    }
    #expect(error.kind == .tooLarge)
    #expect(error.summary.contains("headers of more than 80 KB"))
  }

  @Test("a body over the limit, announced or not")
  func hugeBody() async throws {
    let transport = Transport(configuration: .init(memoryLimit: 10_000, answerLimit: 200_000))
    let announced = try await fail(transport: transport) { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000000\r\n\r\n")
      connection.waitForClose()
    }
    #expect(announced.kind == .tooLarge && announced.summary.contains("more than 195 KB"))
    let endless = try await fail(transport: transport) { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
      while connection.write([UInt8](repeating: 0x20, count: 65536)) {}
    }
    #expect(endless.kind == .tooLarge)
    await transport.shutdown()
  }

  @Test("something that isn't HTTP")
  func noHTTP() async throws {
    let error = try await fail { connection in
      _ = connection.readRequest()
      connection.write("SSH-2.0-OpenSSH_9.2\r\n\r\n")
      connection.waitForClose()
    }
    #expect(error.kind == .unreadable && error.summary.contains("did not answer in HTTP"))
  }

  @Test("compression that is broken")
  func brokenCompression() async throws {
    let error = try await fail { connection in
      _ = connection.readRequest()
      connection.answer("200 OK", headers: ["Content-Encoding: gzip"], body: "this is no gzip at all")
      connection.waitForClose()
    }
    #expect(error.kind == .unreadable, "\(error)")
  }

  @Test("gzip that lies about its size, and gzip that breaks off")
  func lyingCompression() async throws {
    var packed = try Self.packed(String(repeating: "[1] ", count: 50_000))
    let whole = packed
    packed[packed.count - 1] ^= 0x40
    for bytes in [packed, Array(whole.dropLast(40))] {
      let error = try await fail { connection in
        _ = connection.readRequest()
        connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(bytes.count)\r\n\r\n")
        connection.write(bytes)
        connection.waitForClose()
      }
      #expect(error.kind == .unreadable && error.summary.contains("its compression is broken"), "\(error)")
    }
  }

  @Test("gzip that unpacks to more than may come ends at the limit")
  func decompressionBomb() async throws {
    let packed = try Self.packed(String(repeating: " ", count: 20_000_000))
    #expect(packed.count < 50_000)
    let transport = Transport(configuration: .init(memoryLimit: 10_000, answerLimit: 200_000))
    let error = try await fail(transport: transport) { connection in
      _ = connection.readRequest()
      connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
      connection.write(packed)
      connection.waitForClose()
    }
    #expect(error.kind == .tooLarge, "\(error)")
    await transport.shutdown()
  }

  private static func packed(_ text: String) throws -> [UInt8] {
    let file = FileManager.default.temporaryDirectory.appending(path: "plain-\(UUID())")
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-c", file.path]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return Array(data)
  }

  @Test("redirects elsewhere are not followed, and nothing is sent there")
  func foreignRedirect() async throws {
    let other = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("200 OK") }
    }
    let address = other.address
    let error = try await fail { connection in
      while connection.readRequest() != nil { connection.answer("307 Moved", headers: ["Location: \(address)/x"]) }
    }
    #expect(error.kind == .redirected && error.status == 307)
    #expect(error.summary.contains("none of this connection's hosts"))
    #expect(other.requests.isEmpty)
  }

  @Test("a circle of redirects ends")
  func redirectLoop() async throws {
    let error = try await fail { connection in
      while connection.readRequest() != nil { connection.answer("302 Found", headers: ["Location: /again"]) }
    }
    #expect(error.kind == .redirected && error.summary.contains("more than 5 redirects"))
  }

  @Test("a redirect within the connection repeats method, body and key")
  func ownRedirect() async throws {
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        if request.hasPrefix("PUT /api/v1/customers/a ") {
          connection.answer("308 Moved", headers: ["Location: /eu/a"])
        } else {
          connection.answer("200 OK")
        }
      }
    }
    let exchange = try await CustomerIOClient.scripted(server.address).send(try .identify("a", attributes: ["x": 1]))
    #expect(exchange.status == 200)
    let second = try #require(server.requests.last)
    #expect(second.hasPrefix("PUT /eu/a ") && second.contains("Basic ") && second.hasSuffix(#"{"x":1}"#))
  }

  @Test("cancelling ends a call at once")
  func cancelling() async throws {
    let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
    let server = try ScriptedServer { connection in
      _ = connection.readRequest()
      arrived.yield()
      connection.waitForClose()
    }
    let patience = Timeouts(connect: .seconds(600), firstByte: .seconds(600), total: .seconds(600))
    let client = CustomerIOClient.scripted(server.address, timeouts: patience)
    let task = Task { await failure { try await client.send(.segments()) } }
    for await _ in arrivals { break }
    task.cancel()
    let error = try #require(await task.value)
    #expect(error.kind == .cancelled && error.bytesSent)
    #expect(error.advice.contains("nothing was changed"))
  }

  @Test("a call that is cancelled before it began sends nothing")
  func cancelledEarly() async throws {
    let server = try ScriptedServer { connection in _ = connection.readRequest() }
    let client = CustomerIOClient.scripted(server.address)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return await failure { try await client.send(.segments()) }
    }
    let error = try #require(await task.value)
    #expect(error.kind == .cancelled && !error.bytesSent && error.advice == "Nothing was sent.")
    #expect(server.requests.isEmpty)
  }

  @Test("a proxy that wants a password, and one that refuses")
  func proxies() async throws {
    for (status, words) in [
      ("407 Proxy Authentication Required", "wants a user name"), ("403 Forbidden", "refused to connect"),
    ] {
      let proxy = try ScriptedServer { connection in
        _ = connection.readRequest()
        connection.answer(status, body: "")
        connection.waitForClose()
      }
      let settings = ProxySettings(environment: ["HTTPS_PROXY": "http://user:canary@127.0.0.1:\(proxy.port)"])
      let transport = Transport(configuration: .init(proxy: settings))
      let client = CustomerIOClient.scripted("https://track.example", transport: transport)
      let error = try #require(await failure { try await client.send(.segments()) })
      #expect(error.kind == .network && error.summary.contains(words), "\(error)")
      #expect(!"\(error)".contains("canary") && !error.bytesSent)
      let request = try #require(proxy.requests.first)
      #expect(request.hasPrefix("CONNECT track.example:443 HTTP/1.1"))
      #expect(request.lowercased().contains("proxy-authorization: basic"))
      #expect(!request.contains("Bearer"))
      await transport.shutdown()
    }
  }
}
