import Testing

@testable import Sandbox

/// Faults as options name them, from the start on.
@Suite struct FaultOptionTests {
  @Test func aKindIsNarrowedByPairs() async throws {
    let faults = [try SandboxFault(parsing: "status,status=503,path=/v1/segments*,count=2,retry_after=7")]
    try await TestSandbox.run(faults: faults) { sandbox async throws in
      #expect(try await sandbox.app("GET", "/v1/campaigns").status == 200)
      for path in ["/v1/segments", "/v1/segments/1"] {
        let reply = try await sandbox.app("GET", path)
        #expect(reply.status == 503)
        #expect(reply.headers["retry-after"] == "7")
      }
      #expect(try await sandbox.app("GET", "/v1/segments").status == 200)
    }
  }

  @Test func aResetBringsTheFaultsOfTheStartBack() async throws {
    try await TestSandbox.run(faults: [try SandboxFault(parsing: "kind=html,count=1")]) { sandbox async throws in
      #expect(try await sandbox.app("GET", "/v1/segments").status == 502)
      #expect(try await sandbox.app("GET", "/v1/segments").status == 200)
      try await sandbox.control("POST", "reset")
      #expect(try await sandbox.app("GET", "/v1/segments").status == 502)
    }
  }

  @Test func aJSONObjectIsTakenAsTheAdminRouteTakesIt() async throws {
    let date = "Sun, 06 Nov 2094 08:49:37 GMT"
    let fault = try SandboxFault(parsing: #"{"kind":"rate_limit","retry_after":"\#(date)","domain":"app"}"#)
    try await TestSandbox.run(faults: [fault]) { sandbox async throws in
      #expect(try await sandbox.track("PUT", "/api/v1/customers/x", "{}").status == 200)
      #expect(try await sandbox.app("GET", "/v1/segments").headers["retry-after"] == date)
    }
  }

  @Test func aRateOfCallsFails() async throws {
    try await TestSandbox.run(faults: [try SandboxFault(parsing: "status,percent=30")]) { sandbox async throws in
      var failures = 0
      for _ in 0..<200 where try await sandbox.app("GET", "/v1/segments/1").status == 500 { failures += 1 }
      #expect((30...90).contains(failures))
      let hits = try await sandbox.control("GET", "faults").json[0]["hits"].int
      #expect(hits == failures)
    }
  }

  @Test func everyKindIsReadByItsName() throws {
    for kind in Fault.Kind.allCases {
      let text = kind == .redirect ? "redirect,location=http://127.0.0.1:1" : kind.rawValue
      #expect(try SandboxFault(parsing: text).fault.kind == kind)
    }
    let fault = try SandboxFault(parsing: "reset,applied=true,method=POST,domain=track,delay_ms=5").fault
    #expect(fault.applied == true)
    #expect(fault.method == "POST" && fault.domain == .track && fault.delayMilliseconds == 5)
  }

  @Test(arguments: [
    ("", "kind must be one of"), ("earthquake", "kind must be one of"), ("status,stauts=500", "stauts is none of"),
    ("status,500", "NAME=VALUE"), ("status,status=abc", "status must be a number from 200 to 599"),
    ("status,count=0", "count must be a number from 1"),
    ("status,percent=101", "percent must be a number from 0 to 100"),
    ("redirect", "needs a location"), ("certificate,path=/v1", "before method and path"),
    ("certificate,certificate=forged", "certificate must be one of expired, wrong_name, self_signed"),
    ("status,domain=moon", "domain must be one of track, app, beta, pipelines"), ("{", "no JSON object"),
    (#"{"kind":"status","x":1}"#, "x is none of"),
  ])
  func whatNamesNoFaultIsToldWhy(text: String, reason: String) {
    let error = #expect(throws: SandboxFault.Unreadable.self) { try SandboxFault(parsing: text) }
    #expect(error?.description.contains(reason) == true, "\(error?.description ?? "")")
  }
}
