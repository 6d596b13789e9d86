import Foundation
import Testing

@testable import Sandbox

@Suite struct StateTests {
  private func withFile(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "sandbox-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder.appending(path: "state").path)
  }

  private func change(_ sandbox: TestSandbox) async throws {
    try await sandbox.track("PUT", "/api/v1/customers/n%2Few", #"{"a":1.10,"email":"n@example.com"}"#)
    try await sandbox.track("POST", "/api/v1/customers/ada/events", #"{"name":"x","id":"01HB4HBDKTFWYZCK01DMRSWRFD"}"#)
    try await sandbox.track(
      "POST", "/api/v1/segments/12/add_customers?id_type=email", #"{"ids":["grace@example.com"]}"#)
    try await sandbox.track("DELETE", "/api/v1/customers/zoe.m")
    try await sandbox.track(
      "POST", "/api/v1/merge_customers", #"{"primary":{"id":"ada"},"secondary":{"id":"ada-old"}}"#)
    try await sandbox.track("POST", "/api/v1/events", #"{"name":"anonymous","anonymous_id":"v"}"#)
    try await sandbox.app("POST", "/v1/segments", #"{"segment":{"name":"kept"}}"#)
    try await sandbox.app(
      "POST", "/v1/send/email", #"{"transactional_message_id":1,"to":"ada@example.com","identifiers":{"id":"ada"}}"#)
  }

  @Test func aStoppedSandboxGoesOnWhereItWas() async throws {
    try await withFile { file in
      var before = ""
      try await TestSandbox.run(state: file) { sandbox in
        try await change(sandbox)
        before = try await settled(sandbox)
      }
      try await TestSandbox.run(people: 7, state: file, seed: 99) { sandbox in
        #expect(try await settled(sandbox) == before)
        try await sandbox.track(
          "POST", "/api/v1/customers/ada/events", #"{"name":"x","id":"01HB4HBDKTFWYZCK01DMRSWRFD"}"#)
        #expect(try await sandbox.control("GET", "state").text == before)
      }
    }
  }

  /// The state once the last message has got where it goes.
  private func settled(_ sandbox: TestSandbox) async throws -> String {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      let metrics = try await sandbox.app("GET", "/v1/transactional/1/messages?limit=1").json["messages"][0]["metrics"]
      if metrics["delivered"].exists { break }
    }
    return try await sandbox.control("GET", "state").text
  }

  @Test func aLineThatWasCutOffIsLeftOut() async throws {
    try await withFile { file in
      try await TestSandbox.run(state: file) { sandbox in
        try await sandbox.track("PUT", "/api/v1/customers/one", "{}")
        try await sandbox.track("PUT", "/api/v1/customers/two", "{}")
      }
      let whole = try Data(contentsOf: URL(filePath: file))
      try whole.dropLast(9).write(to: URL(filePath: file))
      try await TestSandbox.run(state: file) { sandbox in
        #expect(try await sandbox.app("GET", "/v1/customers/one/attributes").status == 200)
        #expect(try await sandbox.app("GET", "/v1/customers/two/attributes").status == 404)
        try await sandbox.track("PUT", "/api/v1/customers/three", "{}")
      }
      try await TestSandbox.run(state: file) { sandbox async throws in
        #expect(try await sandbox.app("GET", "/v1/customers/one/attributes").status == 200)
        #expect(try await sandbox.app("GET", "/v1/customers/three/attributes").status == 200)
      }
    }
  }

  @Test func aChangeIsOnDiskBeforeItIsAnswered() async throws {
    try await withFile { file in
      try await TestSandbox.run(state: file) { sandbox in
        for number in 0..<20 {
          try await sandbox.track("PUT", "/api/v1/customers/p\(number)", "{}")
          let text = try String(contentsOfFile: file, encoding: .utf8)
          #expect(text.hasSuffix("\n"))
          #expect(text.contains("/api/v1/customers/p\(number)\""))
        }
        let permissions = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        #expect(permissions == 0o600)
      }
    }
  }

  @Test func oneStateServesOneSandboxAtATime() async throws {
    try await withFile { file in
      try await TestSandbox.run(state: file) { _ in
        await #expect(throws: SandboxError.stateInUse(path: file)) {
          try await SandboxServer.start(SandboxConfiguration(stateFile: file))
        }
      }
      try await TestSandbox.run(state: file) { _ in }
      try Data("something else\n".utf8).write(to: URL(filePath: file))
      await #expect(throws: SandboxError.self) { try await SandboxServer.start(SandboxConfiguration(stateFile: file)) }
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "something else\n")
    }
  }

  @Test func aResetIsKept() async throws {
    try await withFile { file in
      try await TestSandbox.run(state: file) { sandbox in
        try await sandbox.track("PUT", "/api/v1/customers/one", "{}")
        try await sandbox.control("POST", "reset")
      }
      try await TestSandbox.run(state: file) { sandbox async throws in
        #expect(try await sandbox.app("GET", "/v1/customers/one/attributes").status == 404)
      }
    }
  }

  @Test func manyCallsBecomeASnapshotThatIsGoneOnFrom() async throws {
    try await withFile { file in
      func size() throws -> Int {
        try FileManager.default.attributesOfItem(atPath: file)[.size] as? Int ?? 0
      }
      var before = ""
      try await TestSandbox.run(state: file) { sandbox in
        try await change(sandbox)
        let members = (0..<290).map { "\"a\($0)\":\"\(String(repeating: "x", count: 990))\"" }
        let body = "{\(members.joined(separator: ","))}"
        while try size() <= StateLog.longestTail { try await sandbox.track("PUT", "/api/v1/customers/big", body) }
        before = try await settled(sandbox)
      }
      let long = try size()
      try await TestSandbox.run(state: file) { sandbox in
        #expect(try size() < long / 4)
        #expect(try await sandbox.control("GET", "state").text == before)
        try await sandbox.track("PUT", "/api/v1/customers/after", #"{"a":1}"#)
        before = try await sandbox.control("GET", "state").text
      }
      try await TestSandbox.run(state: file) { sandbox in
        #expect(try await sandbox.control("GET", "state").text == before)
        try await sandbox.track(
          "POST", "/api/v1/customers/ada/events", #"{"name":"x","id":"01HB4HBDKTFWYZCK01DMRSWRFD"}"#)
        #expect(try await sandbox.control("GET", "state").text == before)
      }
    }
  }
}
