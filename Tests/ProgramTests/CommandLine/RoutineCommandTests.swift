import Foundation
import JSONText
import Testing

@Suite("Connections, people, segments, journal, routes") struct RoutineCommandTests {
  @Test("A connection is tested, saved, listed, edited, tested and removed") func connections() async throws {
    try await Bench.use(connects: false) { bench in
      let key = try bench.file("key", bench.sandbox.credentials.apiKey + "\n")
      let urls = bench.sandbox.addresses
      let added = try await bench.run(
        "connection", "add", "--connection-name", "local", "--site-id", bench.sandbox.credentials.siteID,
        "--api-key-file", key, "--app-api-key-file", "-", "--track-url", urls.trackURL, "--app-url", urls.appURL,
        "--beta-url", urls.betaURL, "--pipelines-url", urls.pipelinesURL, input: bench.sandbox.credentials.appAPIKey)
      #expect(added.status == 0, "\(added)")
      #expect(!"\(added)".contains(bench.sandbox.credentials.apiKey))
      let listed = try #require(try await bench.run("connection", "list").json[0])
      #expect(listed["name"] == "local")
      #expect(listed["kind"] == "sandbox")
      #expect(listed["region"] == "custom")
      #expect(listed["default"] == true)
      #expect(listed["app_api_key"] == true)

      let tested = try await bench.run("connection", "test", "local")
      #expect(tested.status == 0, "\(tested)")
      #expect(try tested.json["good"] == true)

      let edited = try await bench.run("connection", "edit", "local", "--connection-name", "acme", "--kind", "staging")
      #expect(edited.status == 0, "\(edited)")
      #expect(try edited.json["name"] == "acme")
      #expect(try edited.json["kind"] == "staging")
      let used = try await bench.run("customer", "upsert", "--customer-id", "x", "--connection", "acme")
      #expect(used.status == 0, "\(used)")

      #expect(try await bench.run("connection", "remove", "acme").status == 2)
      #expect(try await bench.run("connection", "remove", "acme", "--yes").status == 0)
      #expect(try await bench.run("connection", "list").json.arrayValue?.isEmpty == true)
    }
  }

  @Test("Refused keys are not saved") func refusedKeys() async throws {
    try await Bench.use(connects: false) { bench in
      let key = try bench.file("key", "canary-0815")
      let added = try await bench.run(
        "connection", "add", "--connection-name", "local", "--site-id", bench.sandbox.credentials.siteID,
        "--api-key-file", key, "--track-url", bench.sandbox.addresses.trackURL)
      #expect(added.status == 3, "\(added)")
      #expect(!"\(added)".contains("canary-0815"))
      #expect(try await bench.run("connection", "list").json == [])
    }
  }

  @Test("An unreachable host is saved only untested") func unreachable() async throws {
    try await Bench.use(connects: false) { bench in
      let key = try bench.file("key", "some-key")
      let arguments = [
        "connection", "add", "--connection-name", "far", "--site-id", "site", "--api-key-file", key, "--track-url",
        "http://127.0.0.1:1",
      ]
      let refused = try await bench.program.run(arguments)
      #expect(refused.status == 6, "\(refused)")
      #expect(refused.errors.contains("--no-test"))
      #expect(try await bench.run("connection", "list").json == [])
      let saved = try await bench.program.run(arguments + ["--no-test"])
      #expect(saved.status == 0, "\(saved)")
    }
  }

  @Test("Without a connection it says how to get one") func noConnection() async throws {
    try await Bench.use(connects: false) { bench in
      let run = try await bench.run("segment", "list")
      #expect(run.status == 2)
      #expect(run.errors.contains("connection add"))
      let unknown = try await bench.run("--connection", "nowhere", "segment", "list")
      #expect(unknown.status == 2)
      #expect(unknown.errors.contains("nowhere"))
    }
  }

  @Test("A person is shown with attributes, segments and activity") func customer() async throws {
    try await Bench.use { bench in
      try await bench.run(
        "customer", "upsert", "--customer-id", "-x", "--email", "x@example.com", "--attribute", "plan=pro")
      for reference in ["-x", "id:-x", "email:x@example.com", "x@example.com"] {
        let shown = try await bench.run("customer", "show", reference)
        #expect(shown.status == 0, "\(shown)")
        let person = try shown.json
        #expect(person["id"] == "-x")
        #expect(person["attributes"]?["plan"] == "pro")
        #expect(person["segments"]?.arrayValue != nil)
        #expect(person["activities"]?.arrayValue?.isEmpty == false)
      }
      let nobody = try await bench.run("customer", "show", "nobody-here")
      #expect(nobody.status == 5, "\(nobody)")
    }
  }

  @Test("Segments are listed and shown") func segments() async throws {
    try await Bench.use { bench in
      let list = try #require(try await bench.run("segment", "list").json.arrayValue)
      #expect(list.first { $0["id"] == 1 }?["type"] == "manual")
      let shown = try await bench.run("segment", "show", "1")
      #expect(shown.status == 0, "\(shown)")
      #expect(try shown.json["count"]?.intValue != nil)
      #expect(try await bench.run("segment", "show", "x").status == 2)
      #expect(try await bench.run("segment", "show", "987654").status == 5)
    }
  }

  @Test("The journal lists runs, newest last, and shows one whole") func journal() async throws {
    try await Bench.use { bench in
      try await bench.run("customer", "upsert", "--customer-id", "a", "--as", "Ada L")
      try await bench.run("customer", "upsert", "--customer-id", "b")
      let entries = try await bench.journal()
      #expect(entries.map { $0["target"] } == ["a", "b"])
      #expect(entries.map { $0["actor"] } == ["Ada L", "tester"])
      let first = try #require(entries.first)
      for key in ["id", "time", "actor", "connection", "module", "target", "outcome", "status"] {
        #expect(first[key] != nil, "\(key)")
      }
      let id = try #require(first["id"]?.stringValue)
      let shown = try await bench.run("journal", "show", id)
      #expect(try shown.json["requests"]?[0]?["method"] == "PUT")
      #expect(!shown.output.contains(bench.sandbox.credentials.apiKey))
      #expect(try await bench.run("journal", "show", "nothing").status == 2)
    }
  }

  @Test("Routes are listed and searched, without a connection") func endpoints() async throws {
    try await Bench.use(connects: false) { bench in
      let all = try #require(try await bench.run("endpoints").json.arrayValue)
      #expect(all.count == 211)
      let found = try #require(try await bench.run("endpoints", "track", "SEGMENTS").json.arrayValue)
      #expect(!found.isEmpty && found.count < all.count)
      for key in ["domain", "group", "method", "path", "summary", "reads"] { #expect(found[0][key] != nil, "\(key)") }
      let lines = try await bench.run("endpoints", "--output", "ndjson").output.split(separator: "\n")
      #expect(lines.count == 211)
      let csv = try await bench.run("endpoints", "segments", "--output", "csv")
      #expect(csv.output.hasPrefix("domain,group,method,path,summary,reads,"))
    }
  }
}
