import Foundation
import JSONText
import Testing

@Suite("The dialogs on the command line") struct ModuleCommandTests {
  @Test("An event is tracked, told and journaled") func event() async throws {
    try await Bench.use { bench in
      let data = try bench.file("data.json", #"{"total": 12.50, "items": [1, 2]}"#)
      let run = try await bench.run(
        "event", "track", "--customer-id", "ada", "--event-name", "receipt", "--data", "@\(data)", "--timestamp", "-3d",
        "--reason", "OPS-7")
      #expect(run.status == 0, "\(run)")
      #expect(run.errors.isEmpty)
      let told = try run.json
      #expect(told["outcome"] == "done")
      #expect(told["status"] == 200)
      #expect(told["module"] == "track-event")
      let requests = try await bench.requests()
      #expect(requests.count == 1)
      let request = try #require(requests.first)
      #expect(request["method"] == "POST")
      #expect(request["path"] == "/api/v1/customers/ada/events")
      let body = try JSONValue(parsing: try #require(request["body"]?.stringValue))
      #expect(body["name"] == "receipt")
      #expect(body["data"]?.compactText == #"{"total":12.50,"items":[1,2]}"#)
      #expect(body["id"] == told["event_id"])
      let entry = try #require(try await bench.journal().last)
      #expect(entry["id"] == told["id"])
      #expect(entry["outcome"] == "done")
      #expect(entry["target"] == "ada")
      #expect(entry["actor"] == "tester")
      #expect(entry["connection"] == "environment")
      #expect(entry["reason"] == "OPS-7")
    }
  }

  @Test(
    "Each fault of the values names its option, and nothing is sent",
    arguments: [
      (["event", "track", "--customer-id", "ada"], "--event-name: Event Name is needed."),
      (["event", "track", "--event-name", "x"], "--customer-id: "),
      (
        ["event", "track", "--customer-id", "ada", "--event-name", "x", "--data", "[1]"], "--data: Needs a JSON object"
      ),
      (
        ["event", "track", "--customer-id", "ada", "--event-name", "x", "--data", "{"], "--data: Not valid JSON, line 1"
      ),
      (
        ["event", "track", "--customer-id", "ada", "--event-name", "x", "--timestamp", "soon"],
        "--timestamp: Not a time"
      ),
      (
        ["event", "track", "--customer-id", "ada", "--event-name", "x", "--data", "@/no/such"],
        "--data: /no/such can't be"
      ),
      (["customer", "upsert"], "--customer-id: "),
      (["customer", "upsert", "--customer-id", "ada", "--email", "nobody"], "--email: "),
      (["customer", "upsert", "--customer-id", "ada", "--attribute", "plan"], "--attribute: Write NAME=TEXT"),
      (["customer", "upsert", "--customer-id", "ada", "--attribute", "n:=x"], "--attribute: n holds no JSON"),
      (["segment", "add", "--segment-id", "x", "--customer-ids", "ada"], "--segment-id: "),
      (["segment", "add", "--segment-id", "1"], "--customer-ids: "),
      (
        ["segment", "add", "--segment-id", "1", "--customer-ids", "a", "--id-type", "name"], "--id-type: Choose one of"
      ),
      (["api", "GET", "/v1/x"], "--domain: "),
      (["api", "GET"], "URL: "),
      (["api", "FETCH", "/v1/x", "--domain", "app"], "METHOD: "),
      (["api", "GET", "https://example.com/", "--domain", "app"], "URL: "),
      (["api", "GET", "//example.com/", "--domain", "app"], "URL: "),
      (["api", "GET", "/a\\b", "--domain", "app"], "URL: "),
      (["api", "POST", "/v1/x", "--domain", "app", "--header", "Authorization: Bearer x"], "--header: "),
      (["api", "POST", "/v1/x", "--domain", "app", "--header", "X: a\r\nY: b"], "--header: "),
      (["api", "GET", "/v1/x", "--domain", "app", "--query", "limit"], "--query: Write NAME=VALUE."),
      (["customer", "delete", "--yes"], "--customer-id: "),
    ])
  func faults(_ arguments: [String], _ message: String) async throws {
    try await Bench.use { bench in
      let run = try await bench.program.run(arguments)
      #expect(run.status == 2, "\(run)")
      #expect(run.errors.contains(message), "\(run)")
      #expect(run.output.isEmpty)
      #expect(try await bench.requests().isEmpty)
    }
  }

  @Test("Attributes come as pairs, as JSON from standard input, or both") func attributes() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "customer", "upsert", "--customer-id", "ada", "--email", "ada@example.com", "--attributes", "-",
        "--attribute", "plan=pro=1", "--attribute", "seats:=3.0", "--attribute", "note=", "--update-only",
        input: #"{"big": 12345678901234567890}"#)
      #expect(run.status == 0, "\(run)")
      let request = try #require(try await bench.requests().first)
      #expect(request["method"] == "PUT")
      #expect(
        request["body"]
          == #"{"email":"ada@example.com","big":12345678901234567890,"plan":"pro=1","seats":3.0,"note":"","_update":true}"#
      )
    }
  }

  @Test("Every value may begin with a dash, and only some read files") func literalValues() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "event", "track", "--customer-id", "--yes", "--event-name", "@name", "--event-type", "-", "--reason", "-x")
      #expect(run.status == 0, "\(run)")
      let request = try #require(try await bench.requests().first)
      #expect(request["path"] == "/api/v1/customers/--yes/events")
      let body = try JSONValue(parsing: try #require(request["body"]?.stringValue))
      #expect(body["name"] == "@name")
      #expect(body["type"] == "-")
    }
  }

  @Test("IDs are given one by one, from a file, and never split at commas") func segment() async throws {
    try await Bench.use { bench in
      let ids = try bench.file("ids.txt", "eve\r\n\nfay,gil\n")
      let run = try await bench.run(
        "segment", "add", "--segment-id", "1", "--customer-ids", "ada,bob", "--customer-ids", "@\(ids)",
        "--customer-ids", "@@at")
      #expect(run.status == 0, "\(run)")
      let request = try #require(try await bench.requests().first)
      #expect(request["body"] == #"{"ids":["ada,bob","eve","fay,gil","@at"]}"#)
    }
  }

  @Test("Deleting asks; where nobody can be asked it is a usage error, and nothing at all is requested")
  func deleteAsks() async throws {
    try await Bench.use { bench in
      let refused = try await bench.run("customer", "delete", "--customer-id", "ada@example.com")
      #expect(refused.status == 2)
      #expect(refused.errors.contains("--yes"))
      #expect(try await bench.requests().isEmpty)
      let done = try await bench.run("customer", "delete", "--customer-id", "ada", "--yes")
      #expect(done.status == 0, "\(done)")
      #expect(try await bench.requests().map { $0["method"] } == ["DELETE"])
    }
  }

  @Test("A DELETE of any route asks as well") func apiDeleteAsks() async throws {
    try await Bench.use { bench in
      let refused = try await bench.run("api", "delete", "/v1/segments/2", "--domain", "app")
      #expect(refused.status == 2)
      #expect(try await bench.requests().isEmpty)
    }
  }

  @Test("A dry run prints the exact request with the key masked, sends nothing and journals nothing")
  func dryRun() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "--dry-run", "customer", "upsert", "--customer-id", "ada/b", "--attribute", "plan=pro", "--output", "json")
      #expect(run.status == 0, "\(run)")
      let request = try #require(try run.json[0])
      #expect(request["method"] == "PUT")
      #expect(request["url"] == .string("\(bench.sandbox.addresses.trackURL)/api/v1/customers/ada%2Fb"))
      #expect(request["body"] == ["plan": "pro"])
      #expect(request["headers"]?["authorization"]?[0]?.stringValue?.contains("•") == true)
      let text = try await bench.run("customer", "delete", "--customer-id", "ada", "--dry-run", "--output", "table")
      for domain in ["track", "app", "beta", "pipelines"] {
        let call = try await bench.run("api", "GET", "/v1/x", "--domain", domain, "--dry-run", "--output", "table")
        guard domain != "pipelines" else { continue }
        #expect(call.output.contains("•"), "\(call)")
        for key in [bench.sandbox.credentials.apiKey, bench.sandbox.credentials.appAPIKey] {
          let basic = Data("\(bench.sandbox.credentials.siteID):\(key)".utf8).base64EncodedString()
          for shown in [run, text, call].map(\.description) { #expect(!shown.contains(key) && !shown.contains(basic)) }
        }
      }
      #expect(text.output.hasPrefix("DELETE \(bench.sandbox.addresses.trackURL)/api/v1/customers/ada\n"))
      #expect(try await bench.requests().isEmpty)
      #expect(try await bench.journal().isEmpty)
    }
  }

  @Test("Read-only refuses what changes, and lets reads through") func readOnly() async throws {
    try await Bench.use { bench in
      let refused = try await bench.run("event", "track", "--customer-id", "a", "--event-name", "x", "--read-only")
      #expect(refused.status == 4, "\(refused)")
      let deletion = try await bench.run("--read-only", "customer", "delete", "--customer-id", "a", "--yes")
      #expect(deletion.status == 4)
      #expect(try await bench.requests().isEmpty)
      let read = try await bench.run("--read-only", "api", "GET", "/v1/segments", "--domain", "app")
      #expect(read.status == 0, "\(read)")
      let search = try await bench.run(
        "--read-only", "api", "POST", "/v1/customers", "--domain", "app", "--body",
        #"{"filter":{"attribute":{"field":"email","operator":"exists"}}}"#)
      #expect(search.status == 0, "\(search)")
    }
  }

  @Test("Verifying reads back what was applied") func verify() async throws {
    try await Bench.use { bench in
      let run = try await bench.run(
        "customer", "upsert", "--customer-id", "new-one", "--attribute", "plan=pro", "--verify")
      #expect(run.status == 0, "\(run)")
      #expect(try run.json["verified"]?["applied"] == true)
      let nothing = try await bench.run(
        "customer", "upsert", "--customer-id", "new-two", "--attribute", "plan=pro")
      #expect(try nothing.json["verified"] == nil)
      #expect(try await bench.requests().last?["method"] == "PUT")
    }
  }

  @Test("What Customer.io accepts for people that nobody knows is said, and reading back tells the truth")
  func nobody() async throws {
    try await Bench.use { bench in
      let added = try await bench.run("segment", "add", "--segment-id", "1", "--customer-ids", " nobody,ada ")
      #expect(added.status == 0, "\(added)")
      #expect(added.errors.contains("1 comma: one ID, or 2?"), "\(added)")
      #expect(added.errors.contains("identifiers that nobody has. --verify looks"), "\(added)")
      #expect(try await bench.requests().last?["body"] == .string(#"{"ids":["nobody,ada"]}"#))
      let verified = try await bench.run(
        "segment", "add", "--segment-id", "1", "--customer-ids", "ada", "--customer-ids", "nobody", "--verify")
      #expect(verified.status == 1, "\(verified)")
      #expect(verified.errors.contains("Of 2, 1 is in the segment; not nobody."), "\(verified)")
      let deleted = try await bench.run("customer", "delete", "--customer-id", "nobody", "--yes")
      #expect(deleted.status == 0)
      #expect(deleted.errors.contains("where nobody has this identifier"), "\(deleted)")
      let shown = try await bench.run("customer", "show", "nobody")
      #expect(shown.status == 5)
      #expect(shown.errors.contains("Nobody has the id nobody on the connection environment."), "\(shown)")
    }
  }
}
