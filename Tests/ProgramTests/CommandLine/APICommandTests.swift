import JSONText
import Testing

@Suite("The api command") struct APICommandTests {
  @Test("Prints the body as received in a pipe, and nothing else") func body() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("api", "GET", "/v1/api/customers", "--domain", "beta")
      #expect(run.status == 0, "\(run)")
      #expect(run.errors.isEmpty)
      #expect(try run.json["results"]?.arrayValue?.count == 5)
    }
  }

  @Test("As JSON it is the bundle") func bundle() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("api", "get", "/v1/segments", "--domain", "app", "--output", "json")
      #expect(run.status == 0, "\(run)")
      let bundle = try run.json
      #expect(bundle["status"] == 200)
      #expect(bundle["headers"]?["content-type"]?[0]?.stringValue?.hasPrefix("application/json") == true)
      #expect(bundle["body"]?["segments"]?.arrayValue?.isEmpty == false)
      #expect(bundle["timing"]?["total_ms"]?.doubleValue != nil)
      #expect(bundle["timing"]?.objectValue?.map(\.key) == ["connect_ms", "first_byte_ms", "total_ms"])
      #expect(bundle["attempts"] == 1)
    }
  }

  @Test("A query of the URL comes first, options are appended, headers are sent") func queryAndHeaders() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "api", "GET", "/v1/segments?a=1", "--domain", "app", "--query", "b=x y", "--query", "c=", "--header",
        "X-Trace: -7")
      #expect(run.status == 0, "\(run)")
      let request = try #require(try await bench.requests().first)
      #expect(request["query"] == "a=1&b=x%20y&c=")
      #expect(request["headers"]?["x-trace"] == "-7" || request["headers"]?["X-Trace"] == "-7")
    }
  }

  @Test("--include prints the status and the headers first") func include() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("api", "GET", "/v1/segments", "--domain", "app", "--include")
      #expect(run.output.hasPrefix("HTTP 200\n"))
      #expect(run.output.lowercased().contains("content-type: application/json"))
      #expect(run.output.contains("\n\n{"))
    }
  }

  @Test("Refusals keep their answer on standard output and say why on standard error") func refusal() async throws {
    try await Bench.use { bench in
      let run = try await bench.run("api", "GET", "/v1/customers", "--domain", "app")
      #expect(run.status == 5, "\(run)")
      #expect(!run.output.isEmpty)
      #expect(run.errors.hasPrefix("cio-console: "))
      #expect(run.errors.split(separator: "\n").count == 1)
      #expect(try await bench.journal().last?["outcome"] == "refused")
    }
  }

  @Test("Wrong keys are exit 3") func wrongKey() async throws {
    try await Bench.use(changing: { $0["CIO_CONSOLE_APP_API_KEY"] = "canary-4711" }) { bench in
      let run = try await bench.run("api", "GET", "/v1/segments", "--domain", "app")
      #expect(run.status == 3, "\(run)")
      #expect(!"\(run)".contains("canary-4711"))
    }
  }

  @Test("A host that can't be reached is exit 6") func unreachable() async throws {
    try await Bench.use(changing: { $0["CIO_CONSOLE_TRACK_URL"] = "http://127.0.0.1:1" }) { bench in
      let run = try await bench.run("event", "track", "--customer-id", "a", "--event-name", "x", "--event-id", "")
      #expect(run.status == 6, "\(run)")
      #expect(try await bench.journal().last?["outcome"] == "failed")
    }
  }

  @Test("A 500 is exit 5") func serverError() async throws {
    try await Bench.use { bench in
      try await bench.misbehave(["kind": "status", "status": 500, "domain": "track"])
      let run = try await bench.run("api", "POST", "/api/v1/customers/a/events", "--domain", "track", "--body", "{}")
      #expect(run.status == 5, "\(run)")
    }
  }
}
