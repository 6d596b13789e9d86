import Foundation
import Glibc
import Testing

@testable import CustomerIO

@Suite("On the wire")
struct TransportTests {
  @Test("what is sent is what the preview showed, with the key in its place")
  func preview() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("200 OK") }
    }
    let client = CustomerIOClient.scripted(server.address)
    let request = try APIRequest.raw(
      domain: .track, method: .post, path: "/api/v1/customers/..%2Fa%20b%00%C3%A9/events?x=%41&y",
      query: [NameValue("z", "1 2")],
      headers: [NameValue("X-Twice", "1"), NameValue("X-Twice", "2")], body: Data(#"{"a":1.10}"#.utf8))
    let shown = try client.prepare(request)
    let exchange = try await client.send(request)
    let sent = try #require(server.requests.first)
    let target = shown.url.dropFirst(server.address.count)
    #expect(sent.hasPrefix("POST \(target) HTTP/1.1\r\n"))
    let head = try #require(sent.range(of: "\r\n\r\n"))
    let lines = sent[..<head.lowerBound].split(separator: "\r\n").dropFirst().map(String.init)
    let basic = "Basic " + Data("site-1:canary-track".utf8).base64EncodedString()
    let expected = shown.headers.map { "\($0.name): \($0.name == "Authorization" ? basic : $0.value)" }
    #expect(lines.map { $0.lowercased() } == expected.map { $0.lowercased() })
    #expect(sent[head.upperBound...] == #"{"a":1.10}"#)
    #expect(exchange.request == shown)
    #expect(exchange.status == 200 && exchange.attempts.count == 1)
  }

  @Test("headers come back in order, repeated ones too, and the body as it came")
  func answer() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        connection.answer("418 Teapot", headers: ["Set-Cookie: a", "X: y", "Set-Cookie: b"], body: "{ \"a\":\t1.0 }\n")
      }
    }
    let exchange = try await CustomerIOClient.scripted(server.address).send(.segments())
    #expect(exchange.status == 418)
    #expect(exchange.headers.map(\.name) == ["Content-Length", "Set-Cookie", "X", "Set-Cookie"])
    #expect(try exchange.body.data() == Data("{ \"a\":\t1.0 }\n".utf8))
  }

  @Test("a connection is used again, and only the first call tells the time it took to connect")
  func reuse() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("200 OK") }
    }
    let client = CustomerIOClient.scripted(server.address)
    let first = try await client.send(.segments())
    let second = try await client.send(.segments())
    #expect(first.timing.connect != nil && second.timing.connect == nil)
    let phases = [first.timing.connect, first.timing.firstByte, first.timing.total].compactMap(\.self)
    #expect(phases.count == 3 && phases == phases.sorted())
  }

  @Test("a compressed answer is unpacked")
  func gzip() async throws {
    let packed = [UInt8](
      try #require(Data(base64Encoded: "H4sIAAAAAAAC/6tWKkmtKFGyUlByVEjOzy0oSi0uTk1RSMwrLk8tUqoFAH5oh1QfAAAA")))
    let server = try ScriptedServer { connection in
      while let request = connection.readRequest() {
        #expect(request.lowercased().contains("accept-encoding: gzip"))
        connection.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: \(packed.count)\r\n\r\n")
        connection.write(packed)
      }
    }
    let exchange = try await CustomerIOClient.scripted(server.address).send(.segments())
    #expect(String(decoding: try exchange.body.data(), as: UTF8.self).hasPrefix(#"{"text": "A"#))
  }

  @Test("a large answer goes to a file that only its owner can read, and that has no name to be left behind by")
  func largeAnswer() async throws {
    let size = 3_000_000
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil {
        connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(size)\r\n\r\n")
        connection.write((0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      }
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "answers-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    let transport = Transport(configuration: .init(memoryLimit: 100_000, temporaryDirectory: folder))
    do {
      let exchange = try await CustomerIOClient.scripted(server.address, transport: transport).send(.segments())
      guard case .file(let url, size: size) = exchange.body else {
        Issue.record("the answer is not in a file of its size")
        return
      }
      var facts = stat()
      #expect(stat(url.path, &facts) == 0)
      #expect(facts.st_mode & 0o777 == 0o600 && facts.st_size == size)
      // Without a name it is left behind by nobody, however the process ends.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
      let data = try exchange.body.data()
      #expect(data.count == size && data.enumerated().allSatisfy { $1 == UInt8(truncatingIfNeeded: $0 &* 31) })
    }
    await transport.shutdown()
  }

  @Test("the environment sets the limit of an answer, in bytes or with a unit; what is no size changes nothing")
  func limit() {
    for (text, bytes) in [("500", 500), ("64K", 65_536), ("512m", 512 << 20), ("2G", 2 << 30)] {
      #expect(Transport.Configuration(environment: ["CIO_CONSOLE_ANSWER_LIMIT": text]).answerLimit == bytes)
    }
    for text in ["", "0", "-1", "many", "G", "9223372036854775807G"] {
      #expect(Transport.Configuration(environment: ["CIO_CONSOLE_ANSWER_LIMIT": text]).answerLimit == 1 << 30)
    }
    #expect(Transport.Configuration(environment: [:]).memoryLimit == 8 << 20)
  }

  @Test("progress tells how much of the answer has come")
  func progress() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("200 OK", body: String(repeating: "x", count: 500)) }
    }
    let (stream, continuation) = AsyncStream.makeStream(of: CallProgress.self)
    _ = try await CustomerIOClient.scripted(server.address).send(.segments()) { continuation.yield($0) }
    continuation.finish()
    let steps = await stream.reduce(into: [CallProgress]()) { $0.append($1) }
    #expect(steps.first == .sending(attempt: 1))
    #expect(steps.contains(.waitingForAnswer))
    #expect(steps.last == .receiving(bytes: 500, total: 500))
  }

  @Test("a transport that was shut down serves again")
  func shutdown() async throws {
    let server = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("200 OK") }
    }
    let transport = Transport()
    let client = CustomerIOClient.scripted(server.address, transport: transport)
    _ = try await client.send(.segments())
    await transport.shutdown()
    #expect(try await client.send(.segments()).timing.connect != nil)
    await transport.shutdown()
  }
}
