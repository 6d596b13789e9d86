import Testing

@testable import Sandbox

@Suite struct AppContentTests {
  @Test(arguments: [
    ("/v1/campaigns", "campaigns"), ("/v1/broadcasts", "broadcasts"), ("/v1/newsletters", "newsletters"),
    ("/v1/transactional", "messages"), ("/v1/segments", "segments"), ("/v1/exports", "exports"),
    ("/v1/object_types", "types"), ("/v1/collections", "collections"), ("/v1/snippets", "snippets"),
    ("/v1/subscription_topics", "topics"), ("/v1/subscription_channels", "channels"),
    ("/v1/sender_identities", "sender_identities"), ("/v1/reporting_webhooks", "reporting_webhooks"),
    ("/v1/workspaces", "workspaces"), ("/v1/messages", "messages"), ("/v1/activities", "activities"),
    ("/v1/broadcasts/6/triggers", "triggers"), ("/v1/campaigns/3/actions", "actions"),
    ("/v1/campaigns/1/messages", "messages"), ("/v1/newsletters/1/contents", "contents"),
    ("/v1/newsletters/1/test_groups", "test_groups"), ("/v1/transactional/1/contents", "contents"),
    ("/v1/campaigns/1/metrics/links", "links"),
  ])
  func aListHoldsSomething(path: String, name: String) async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.app("GET", path)
      #expect(reply.status == 200)
      #expect(reply.json[name].count > 0)
    }
  }

  @Test(arguments: [
    ("/v1/campaigns/1", "campaign"), ("/v1/broadcasts/6", "broadcast"), ("/v1/newsletters/1", "newsletter"),
    ("/v1/transactional/1", "message"), ("/v1/segments/1", "segment"), ("/v1/exports/1", "export"),
    ("/v1/imports/1", "import"), ("/v1/collections/1", "collection"), ("/v1/sender_identities/1", "sender_identity"),
    ("/v1/campaigns/3/actions/33", "action"), ("/v1/broadcasts/6/actions/61", "action"),
    ("/v1/newsletters/1/contents/101", "content"), ("/v1/transactional/1/contents/201", "content"),
    ("/v1/campaigns/1/metrics", "metric"), ("/v1/segments/3/used_by", "used_by"),
  ])
  func anEntryIsReadByItsNumber(path: String, name: String) async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await sandbox.app("GET", path).json[name].keys.count > 0)
      let pieces = path.split(separator: "/").map { Int($0) == nil ? String($0) : "999" }
      let missing = try await sandbox.app("GET", "/" + pieces.joined(separator: "/"))
      #expect(missing.status == 404)
      #expect(missing.json["errors"][0]["status"] == "404")
    }
  }

  @Test func manualSegmentsAreMadeAndDeleted() async throws {
    try await TestSandbox.run { sandbox in
      let made = try await sandbox.app("POST", "/v1/segments", #"{"segment":{"name":"Mine","description":"d"}}"#)
      #expect(made.json["segment"]["type"] == "manual")
      let id = made.json["segment"]["id"].int ?? 0
      #expect(try await sandbox.app("DELETE", "/v1/segments/\(id)").status == 204)
      #expect(try await sandbox.app("GET", "/v1/segments/\(id)").status == 404)
      #expect(try await sandbox.app("DELETE", "/v1/segments/4").status == 400)
      #expect(try await sandbox.app("POST", "/v1/segments", #"{"segment":{}}"#).status == 422)
    }
  }

  @Test func anActionAndItsTranslationAreChanged() async throws {
    try await TestSandbox.run { sandbox in
      let path = "/v1/campaigns/1/actions/11"
      let changed = try await sandbox.app("PUT", path, #"{"subject":"New","id":99}"#)
      #expect(changed.json["action"]["subject"] == "New")
      #expect(changed.json["action"]["id"] == 11)
      #expect(try await sandbox.app("GET", "\(path)/language/de").status == 404)
      #expect(try await sandbox.app("PUT", "\(path)/language/de", #"{"subject":"Neu"}"#).status == 200)
      #expect(try await sandbox.app("GET", "\(path)/language/de").json["action"]["subject"] == "Neu")
      #expect(try await sandbox.app("PUT", "/v1/campaigns/2/actions/11", "{}").status == 404)
    }
  }

  @Test func aNewsletterIsMadeSentAndDeleted() async throws {
    try await TestSandbox.run { sandbox in
      let made = try await sandbox.app("POST", "/v1/newsletters", #"{"name":"Hi","recipient_segment_ids":[7]}"#)
      let id = made.json["newsletter"]["id"].int ?? 0
      #expect(try await sandbox.app("POST", "/v1/newsletters/\(id)/send").status == 200)
      #expect(try await sandbox.app("POST", "/v1/newsletters/\(id)/send").status == 422)
      let messages = try await sandbox.app("GET", "/v1/newsletters/\(id)/messages").json["messages"]
      #expect(messages.array.contains { $0["recipient"] == "ada@example.com" })
      #expect(
        try await sandbox.app("POST", "/v1/newsletters/\(id)/language", #"{"language":"fr","subject":"Salut"}"#).status
          == 200)
      #expect(try await sandbox.app("GET", "/v1/newsletters/\(id)/language/fr").json["content"]["subject"] == "Salut")
      #expect(try await sandbox.app("DELETE", "/v1/newsletters/\(id)/language/fr").status == 204)
      #expect(try await sandbox.app("DELETE", "/v1/newsletters/\(id)").status == 204)
    }
  }

  @Test func collectionsAndSnippetsAreChanged() async throws {
    try await TestSandbox.run { sandbox in
      let made = try await sandbox.app("POST", "/v1/collections", #"{"name":"c","data":[{"a":1.10},{"b":2}]}"#)
      let id = made.json["collection"]["id"].int ?? 0
      #expect(made.json["collection"]["rows"] == 2)
      #expect(try await sandbox.app("GET", "/v1/collections/\(id)/content").text == #"[{"a":1.10},{"b":2}]"#)
      let replaced = try await sandbox.app("PUT", "/v1/collections/\(id)/content", #"[{"z":1}]"#)
      #expect(replaced.json["collection"]["schema"][0] == "z")
      #expect(try await sandbox.app("DELETE", "/v1/collections/\(id)").status == 204)
      #expect(try await sandbox.app("POST", "/v1/collections", "{}").status == 400)
      #expect(
        try await sandbox.app("PUT", "/v1/snippets", #"{"name":"a b","value":"v"}"#).json["snippet"]["value"] == "v")
      #expect(try await sandbox.app("POST", "/v1/snippets", #"{"name":"a b","value":"v"}"#).status == 422)
      #expect(try await sandbox.app("DELETE", "/v1/snippets/a%20b").status == 204)
      let used = try await sandbox.app("DELETE", "/v1/snippets/footer")
      #expect(used.status == 400)
      #expect(used.json["errors"][0]["detail"].string?.hasPrefix("unable to delete snippet in use") == true)
    }
  }

  @Test func webhooksAndSuppressionsAreChanged() async throws {
    try await TestSandbox.run { sandbox in
      let body = #"{"name":"n","endpoint":"https://x.example.com","events":["email_sent"]}"#
      let id = try await sandbox.app("POST", "/v1/reporting_webhooks", body).json["id"].int ?? 0
      #expect(try await sandbox.app("GET", "/v1/reporting_webhooks/\(id)").json["name"] == "n")
      #expect(try await sandbox.app("PUT", "/v1/reporting_webhooks/\(id)", #"{"name":"n"}"#).status == 400)
      #expect(try await sandbox.app("DELETE", "/v1/reporting_webhooks/\(id)").status == 200)
      #expect(try await sandbox.app("GET", "/v1/reporting_webhooks/\(id)").status == 404)
      #expect(try await sandbox.app("POST", "/v1/esp/suppression/bounces/x%40example.com").status == 200)
      let found = try await sandbox.app("GET", "/v1/esp/search_suppression/x%40example.com").json
      #expect(found["category"] == "bounces")
      #expect(found["suppressions"].count == 1)
      #expect(try await sandbox.app("DELETE", "/v1/esp/suppression/bounces/x%40example.com").status == 204)
      #expect(try await sandbox.app("GET", "/v1/esp/suppression/spam_reports").json["category"] == "spam")
      #expect(try await sandbox.app("GET", "/v1/esp/suppression/sneezes").status == 400)
    }
  }

  @Test func objectsAreSearched() async throws {
    try await TestSandbox.run { sandbox async throws in
      let body =
        #"{"object_type_id":"1","filter":{"object_attribute":{"field":"employees","operator":"eq","value":120}}}"#
      #expect(try await sandbox.app("POST", "/v1/objects", body).json["ids"][0] == "acme")
      #expect(try await sandbox.app("POST", "/v1/objects", #"{"object_type_id":"1"}"#).json["ids"].count == 3)
      #expect(try await sandbox.app("POST", "/v1/objects", "{}").status == 400)
    }
  }

  @Test func aKnownRouteThatIsNotServedSaysSo() async throws {
    let routes = [Route(domain: .app, method: "GET", path: "/v1/assets/files/{id}")]
    try await TestSandbox.run(people: 0, knownRoutes: routes) { sandbox async throws in
      #expect(try await sandbox.app("GET", "/v1/assets/files/7").status == 501)
      let beta = sandbox.server.addresses.betaURL
      #expect(try await sandbox.send("GET", beta + "/v1/api/assets/files/7", headers: [sandbox.bearer]).status == 501)
      #expect(try await sandbox.app("POST", "/v1/assets/files/7").status == 404)
      #expect(try await sandbox.track("GET", "/v1/assets/files/7").status == 404)
    }
  }
}
