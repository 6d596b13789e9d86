import AsyncHTTPClient
import Foundation
import NIOCore
import NIOPosix
import Testing

@testable import Sandbox

@Suite struct FaultTests {
  private func fault(_ sandbox: TestSandbox, _ body: String) async throws {
    let reply = try await sandbox.control("POST", "faults", body)
    #expect(reply.status == 200, "\(reply.text)")
  }

  @Test func aStatusIsAnsweredForSoManyCallsAndNothingIsApplied() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"status","status":503,"count":2,"domain":"track","method":"PUT"}"#)
      #expect(try await sandbox.app("GET", "/v1/segments").status == 200)
      #expect(try await sandbox.track("PUT", "/api/v1/customers/new", "{}").status == 503)
      #expect(try await sandbox.track("PUT", "/api/v1/customers/new", "{}").status == 503)
      #expect(try await sandbox.app("GET", "/v1/customers/new/attributes").status == 404)
      #expect(try await sandbox.track("PUT", "/api/v1/customers/new", "{}").status == 200)
      #expect(try await sandbox.control("GET", "faults").text == "[]")
      let statuses = try await sandbox.control("GET", "requests").json.array.map { $0["status"].int }
      #expect(statuses == [200, 503, 503, 404, 200])
    }
  }

  @Test func aRateLimitComesWithAndWithoutAWait() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"rate_limit","retry_after":7,"count":1}"#)
      try await fault(sandbox, #"{"kind":"rate_limit","count":1}"#)
      let first = try await sandbox.app("GET", "/v1/segments")
      #expect(first.status == 429)
      #expect(first.headers["retry-after"] == "7")
      #expect(
        first.json["errors"][0]["detail"].string?.hasPrefix("rate limited to 10 requests per 1s (reference ") == true)
      let second = try await sandbox.app("GET", "/v1/segments")
      #expect(second.status == 429)
      #expect(second.headers["retry-after"] == nil)
    }
  }

  @Test func bodiesThatAreNoJSON() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"malformed","count":1}"#)
      let malformed = try await sandbox.app("GET", "/v1/segments")
      #expect(malformed.status == 200)
      #expect(!malformed.json.exists)
      try await fault(sandbox, #"{"kind":"html","count":1}"#)
      let page = try await sandbox.app("GET", "/v1/segments")
      #expect(page.status == 502)
      #expect(page.headers["content-type"] == "text/html; charset=utf-8")
      try await fault(sandbox, #"{"kind":"big_header","count":1}"#)
      await #expect(throws: (any Error).self) {
        let reply = try await sandbox.app("GET", "/v1/segments")
        #expect((reply.headers["x-padding"]?.count ?? 0) >= 100_000)
        throw CancellationError()
      }
    }
  }

  @Test(arguments: ["cut", "wrong_length"])
  func anAnswerThatIsCutOffWasApplied(kind: String) async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"\#(kind)","count":1}"#)
      await #expect(throws: (any Error).self) { try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":1}"#) }
      #expect(try await sandbox.attributes("new")["a"] == "1")
    }
  }

  @Test func aResetConnectionAppliesNothingUnlessAsked() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"reset","count":1,"method":"POST"}"#)
      await #expect(throws: (any Error).self) {
        try await sandbox.track("POST", "/api/v1/customers/new/events", #"{"name":"x"}"#)
      }
      #expect(try await sandbox.app("GET", "/v1/customers/new/attributes").status == 404)
      try await fault(sandbox, #"{"kind":"reset","count":1,"method":"POST","applied":true}"#)
      await #expect(throws: (any Error).self) {
        try await sandbox.track("POST", "/api/v1/customers/new/events", #"{"name":"x"}"#)
      }
      #expect(try await sandbox.app("GET", "/v1/customers/new/attributes").status == 200)
      #expect(try await sandbox.control("GET", "requests").json[0]["status"] == 0)
    }
  }

  @Test func aDripIsSlowAndWhole() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"drip","delay_ms":1,"count":1}"#)
      #expect(try await sandbox.app("GET", "/v1/segments/1").json["segment"]["name"] == "VIP")
      try await fault(sandbox, #"{"kind":"delay","delay_ms":5,"count":1}"#)
      #expect(try await sandbox.app("GET", "/v1/segments/1").status == 200)
    }
  }

  @Test func anEndlessAnswerGoesOnUntilTheCallerLeaves() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"endless","count":1}"#)
      var request = HTTPClientRequest(url: sandbox.server.addresses.appURL + "/v1/segments")
      request.headers.add(name: "Authorization", value: sandbox.bearer.1)
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
      var size = 0
      for try await chunk in response.body {
        size += chunk.readableBytes
        if size > 1_000_000 { break }
      }
      #expect(size > 1_000_000)
    }
  }

  @Test(arguments: [#"{"kind":"delay","delay_ms":3600000}"#, #"{"kind":"drip","delay_ms":3600000}"#])
  func aSlowCallDoesNotKeepTheSandboxFromStopping(body: String) async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, body)
      let call = Task { try await sandbox.app("GET", "/v1/segments").status }
      while try await sandbox.control("GET", "requests").json.count == 0 { await Task.yield() }
      await sandbox.server.stop()
      await #expect(throws: (any Error).self) { try await call.value }
    }
  }

  @Test func aHangingCallIsNeverAnsweredAndDoesNotKeepTheSandboxFromStopping() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"hang","path":"/v1/segments"}"#)
      let (arrivals, arrived) = AsyncStream<Void>.makeStream()
      let call = Task {
        arrived.yield()
        return try await sandbox.app("GET", "/v1/segments").status
      }
      for await _ in arrivals { break }
      while try await sandbox.control("GET", "requests").json.count == 0 { await Task.yield() }
      await sandbox.server.stop()
      await #expect(throws: (any Error).self) { try await call.value }
    }
  }

  @Test func aRedirectKeepsPathAndQuery() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"redirect","location":"http://127.0.0.1:1","count":1}"#)
      var request = HTTPClientRequest(url: sandbox.server.addresses.appURL + "/v1/customers?email=a%40b")
      request.headers.add(name: "Authorization", value: sandbox.bearer.1)
      var configuration = HTTPClient.Configuration()
      configuration.redirectConfiguration = .disallow
      let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
      let response = try await client.execute(request, timeout: .seconds(30))
      #expect(response.status.code == 307)
      #expect(response.headers.first(name: "Location") == "http://127.0.0.1:1/v1/customers?email=a%40b")
      try await client.shutdown()
    }
  }

  @Test func faultsAreChosenByPathAndTakenAway() async throws {
    try await TestSandbox.run { sandbox in
      try await fault(sandbox, #"{"kind":"status","status":500,"path":"/v1/segments/{segment_id}"}"#)
      try await fault(sandbox, #"{"kind":"status","status":501,"path":"/v1/camp*"}"#)
      #expect(try await sandbox.app("GET", "/v1/segments").status == 200)
      #expect(try await sandbox.app("GET", "/v1/segments/1").status == 500)
      #expect(try await sandbox.app("GET", "/v1/campaigns").status == 501)
      let list = try await sandbox.control("GET", "faults").json
      #expect(list.array.map { $0["hits"].int } == [1, 1])
      try await sandbox.control("DELETE", "faults")
      #expect(try await sandbox.app("GET", "/v1/segments/1").status == 200)
      for body in [
        "{}", #"{"kind":"earthquake"}"#, #"{"kind":"status","domain":"moon"}"#, #"{"kind":"redirect"}"#,
        #"{"kind":"status","status":99}"#,
      ] {
        #expect(try await sandbox.control("POST", "faults", body).status == 400)
      }
    }
  }
}
