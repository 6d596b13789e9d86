import Foundation
import JSONText
import Testing

@Suite("The sandbox and the demo") struct SandboxCommandTests {
  @Test("The sandbox says where it is, serves, and ends well when told to", arguments: [SIGINT, SIGTERM])
  func sandbox(_ signal: Int32) async throws {
    try await Bench.use(connects: false) { bench in
      let state = bench.home.appending(path: "state.json").path
      let child = try bench.program.child([
        "sandbox", "--port", "0", "--people", "20", "--seed", "7", "--state", state, "--now", "2026-03-01", "--output",
        "json",
      ]).start()
      let ready = try JSONValue(parsing: await child.line())
      #expect(
        ready.objectValue?.map(\.key) == [
          "track_url", "app_url", "beta_url", "pipelines_url", "site_id", "api_key", "app_api_key", "pipelines_key",
        ])
      var environment = bench.program.environment
      environment["CIO_CONSOLE_SITE_ID"] = ready["site_id"]?.stringValue
      environment["CIO_CONSOLE_API_KEY"] = ready["api_key"]?.stringValue
      environment["CIO_CONSOLE_APP_API_KEY"] = ready["app_api_key"]?.stringValue
      environment["CIO_CONSOLE_TRACK_URL"] = ready["track_url"]?.stringValue
      environment["CIO_CONSOLE_APP_URL"] = ready["app_url"]?.stringValue
      environment["CIO_CONSOLE_BETA_URL"] = ready["beta_url"]?.stringValue
      let run = try await CommandLineProgram(environment: environment)
        .run(["customer", "upsert", "--customer-id", "kept", "--verify"])
      #expect(run.status == 0, "\(run)")
      child.signal(signal)
      #expect(await child.waitForEnd() == 0)
      #expect(FileManager.default.fileExists(atPath: state))
    }
  }

  @Test("Faults, TLS and a region are options") func options() async throws {
    try await Bench.use(connects: false) { bench in
      let authority = bench.home.appending(path: "ca.pem").path
      let child = try bench.program.child([
        "sandbox", "--people", "5", "--tls", authority, "--region", "eu", "--fault", "status,status=503,path=/api/v1/*",
        "--fault", "certificate,certificate=expired,domain=app", "--output", "json",
      ]).start()
      let ready = try JSONValue(parsing: await child.line())
      #expect(ready["track_url"]?.stringValue?.hasPrefix("https://127.0.0.1:") == true)
      #expect(ready["us_track_url"]?.stringValue?.hasPrefix("https://127.0.0.1:") == true)
      var environment = bench.program.environment
      environment["CIO_CONSOLE_CA_FILE"] = authority
      environment["CIO_CONSOLE_SITE_ID"] = ready["site_id"]?.stringValue
      environment["CIO_CONSOLE_API_KEY"] = ready["api_key"]?.stringValue
      environment["CIO_CONSOLE_APP_API_KEY"] = ready["app_api_key"]?.stringValue
      environment["CIO_CONSOLE_TRACK_URL"] = ready["track_url"]?.stringValue
      environment["CIO_CONSOLE_APP_URL"] = ready["app_url"]?.stringValue
      let program = CommandLineProgram(environment: environment)
      let broken = try await program.run(["customer", "upsert", "--customer-id", "x"])
      #expect(broken.status == 5 && "\(broken)".contains("503"), "\(broken)")
      let expired = try await program.run(["segment", "list"])
      #expect(expired.status == 6 && "\(expired)".contains("expired"), "\(expired)")
      let body = #"{"type":"person","action":"identify","identifiers":{"id":"x"}}"#
      let fine = try await program.run(["api", "POST", "/api/v2/entity", "--domain", "track", "--body", body])
      #expect(fine.status == 0, "\(fine)")
      child.signal(SIGTERM)
      #expect(await child.waitForEnd() == 0)
    }
  }

  @Test(
    "A sandbox that can't be as asked says so and ends",
    arguments: [
      ["--fault", "earthquake"], ["--fault", "status,stauts=3"], ["--fault", "certificate"], ["--region", "moon"],
      ["--tls", "/no/such/folder/ca.pem"], ["--rates", "some"], ["--port", "65536"],
    ])
  func refusedOptions(_ options: [String]) async throws {
    try await Bench.use(connects: false) { bench in
      let run = try await bench.program.run(["sandbox", "--people", "5"] + options)
      #expect(run.status == 2 && "\(run)".contains(options[0]), "\(run)")
    }
  }

  @Test("A demo needs nothing, keeps its state between runs, and begins anew when told to")
  func demo() async throws {
    try await Bench.use(connects: false) { bench in
      let first = try await bench.run("--demo", "customer", "upsert", "--customer-id", "mine", "--attribute", "a=b")
      #expect(first.status == 0, "\(first)")
      #expect(try first.json["connection"] == "demo")
      let shown = try await bench.run("customer", "show", "mine", "--demo")
      #expect(try shown.json["attributes"]?["a"] == "b", "\(shown)")
      #expect(try await bench.run("journal", "list").json == [])
      #expect(try await bench.run("journal", "list", "--demo").json.arrayValue?.count == 1)

      #expect(try await bench.run("demo", "reset").status == 2)
      let reset = try await bench.run("demo", "reset", "--yes")
      #expect(reset.status == 0, "\(reset)")
      #expect(try await bench.run("customer", "show", "mine", "--demo").status == 5)
      #expect(try await bench.run("journal", "list", "--demo").json == [])
    }
  }

  @Test("A demo wins over the environment's connection") func demoWins() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("--demo", "event", "track", "--customer-id", "ada", "--event-name", "x")
      #expect(run.status == 0, "\(run)")
      #expect(try await bench.requests().isEmpty)
    }
  }

  @Test("Many demos at once share one sandbox") func demosShare() async throws {
    try await Bench.use(connects: false) { bench in
      let statuses = try await withThrowingTaskGroup(of: Int32.self) { group in
        for number in 0..<6 {
          group.addTask { try await bench.run("--demo", "customer", "upsert", "--customer-id", "p\(number)").status }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(statuses == [0, 0, 0, 0, 0, 0])
      for number in 0..<6 {
        #expect(try await bench.run("--demo", "customer", "show", "p\(number)").status == 0)
      }
    }
  }

  @Test("What the demo writes is for its owner only") func privateFiles() async throws {
    try await Bench.use(connects: false) { bench in
      try await bench.run("--demo", "customer", "upsert", "--customer-id", "mine")
      let files = try #require(FileManager.default.enumerator(atPath: bench.home.path))
      var count = 0
      while let name = files.nextObject() as? String {
        let attributes = try FileManager.default.attributesOfItem(atPath: bench.home.path + "/" + name)
        let mode = try #require(attributes[.posixPermissions] as? Int)
        #expect(mode & 0o077 == 0, "\(name) \(String(mode, radix: 8))")
        count += 1
      }
      #expect(count > 4)
    }
  }
}
