import Testing

@testable import Sandbox

@Suite struct AppPeopleTests {
  @Test func peopleAreFoundByAddress() async throws {
    try await TestSandbox.run { sandbox in
      let found = try await sandbox.app("GET", "/v1/customers?email=ADA%40example.com").json["results"]
      #expect(found.array.map { $0["id"].string } == ["ada", "ada-old"])
      #expect(found[0].keys == ["id", "email", "cio_id"])
      #expect(try await sandbox.app("GET", "/v1/customers?email=nobody%40example.com").json["results"].count == 0)
    }
  }

  @Test func theBetaExampleFindsFiveAndTheAppAsksForAnAddress() async throws {
    try await TestSandbox.run { sandbox in
      let beta = sandbox.server.addresses.betaURL
      let reply = try await sandbox.send("GET", beta + "/v1/api/customers", headers: [sandbox.bearer])
      #expect(reply.status == 200)
      #expect(reply.json["results"].count == 5)
      #expect(reply.json["results"][0]["id"] == "ada")
      #expect(try await sandbox.send("GET", beta + "/v1/api/segments", headers: [sandbox.bearer]).status == 200)
      #expect(try await sandbox.send("GET", beta + "/v1/segments", headers: [sandbox.bearer]).status == 404)
      let app = try await sandbox.app("GET", "/v1/customers")
      #expect(app.status == 400)
      #expect(app.json["errors"][0]["status"] == "400")
      #expect(app.json["errors"][0]["detail"].string?.contains("(reference ") == true)
    }
  }

  @Test func keysAreCheckedDomainByDomain() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let url = sandbox.server.addresses.appURL
      for headers in [[], [sandbox.basic], [("Authorization", "Bearer wrong")]] {
        let reply = try await sandbox.send("GET", url + "/v1/segments", headers: headers)
        #expect(reply.status == 401)
        #expect(reply.json["errors"][0]["status"] == "401")
      }
      #expect(try await sandbox.send("GET", url + "/v1/info/ip_addresses").json["ip_addresses"].count > 0)
    }
  }

  @Test func attributesComeBackAsText() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"n":1.10,"t":true,"o":{"a":[1]},"s":"x"}"#)
      let customer = try await sandbox.app("GET", "/v1/customers/new/attributes").json["customer"]
      #expect(customer["attributes"]["n"] == "1.10")
      #expect(customer["attributes"]["t"] == "true")
      #expect(customer["attributes"]["o"] == #"{"a":[1]}"#)
      #expect(customer["identifiers"]["email"].isNull)
      #expect(customer["timestamps"]["n"].int != nil)
      #expect(customer["unsubscribed"].bool == false)
    }
  }

  @Test func attributesOfManyAreReadAtOnce() async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.app("POST", "/v1/customers/attributes", #"{"ids":["ada","nobody","zoe.m"]}"#)
      #expect(reply.json["customers"].array.map { $0["customer"]["id"].string } == ["ada", "zoe.m"])
      let many = (0...100).map { "\"p\($0)\"" }.joined(separator: ",")
      #expect(try await sandbox.app("POST", "/v1/customers/attributes", "{\"ids\":[\(many)]}").status == 400)
      #expect(try await sandbox.app("POST", "/v1/customers/attributes", "{\"ids\":[]}").status == 400)
    }
  }

  @Test(arguments: [
    (#"{"attribute":{"field":"city","operator":"eq","value":"Zürich"}}"#, "ada"),
    (#"{"attribute":{"field":"id","operator":"eq","value":"hedy"}}"#, "hedy"),
    (#"{"attribute":{"field":"email","operator":"eq","value":"alan@example.net"}}"#, "alan.t"),
    (#"{"and":[{"segment":{"id":4}},{"not":{"attribute":{"field":"onboarded","operator":"exists"}}}]}"#, "katherine"),
    (#"{"or":[{"attribute":{"field":"mood","operator":"exists"}},{"segment":{"id":999}}]}"#, "zoe.m"),
  ])
  func peopleAreSearchedByFilter(filter: String, first: String) async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.app("POST", "/v1/customers", #"{"filter":\#(filter)}"#)
      #expect(reply.status == 200)
      #expect(reply.json["ids"][0].string == first)
      #expect(reply.json["identifiers"][0]["id"].string == first)
    }
  }

  @Test(arguments: [
    "{}", "[]", #"{"filter":{}}"#, #"{"filter":{"and":[]}}"#,
    #"{"filter":{"attribute":{"field":"a","operator":"like"}}}"#,
    #"{"filter":{"attribute":{"field":"a","operator":"eq"}}}"#, #"{"filter":{"maybe":{}}}"#,
  ])
  func aFilterThatIsNoneIsRefused(body: String) async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let reply = try await sandbox.app("POST", "/v1/customers", body)
      #expect(reply.status == 400)
      #expect(reply.json["errors"][0]["detail"].string != nil)
    }
  }

  @Test func aSearchIsPagedWithoutLossOrRepetition() async throws {
    try await TestSandbox.run(people: 300) { sandbox in
      let body = #"{"filter":{"attribute":{"field":"plan","operator":"exists"}}}"#
      let whole = try await sandbox.app("POST", "/v1/customers?limit=1000", body).json["identifiers"].array.map {
        $0["cio_id"].string
      }
      var paged: [String?] = []
      var token = ""
      repeat {
        let page = try await sandbox.app("POST", "/v1/customers?limit=70&start=\(token)", body).json
        paged += page["identifiers"].array.map { $0["cio_id"].string }
        token = page["next"].string ?? ""
      } while !token.isEmpty
      #expect(paged == whole)
      #expect(try await sandbox.app("POST", "/v1/customers?start=nonsense!", body).status == 400)
      #expect(try await sandbox.app("POST", "/v1/customers?limit=0", body).status == 400)
    }
  }

  @Test func optOutsAreReadAndChanged() async throws {
    try await TestSandbox.run { sandbox in
      let body = #"{"optouts":[{"channel":"sms","from":"+15550100"},{"channel":"whatsapp","from":"+15550199"}]}"#
      #expect(try await sandbox.app("PUT", "/v1/customers/ada/optouts", body).json["optouts"].count == 2)
      #expect(try await sandbox.app("GET", "/v1/customers/ada/optouts").json["optouts"][1]["channel"] == "whatsapp")
      let all = try await sandbox.app("GET", "/v1/optouts?from=%2B15550199").json["optouts"]
      #expect(all.array.map { $0["customer_id"].string } == ["ada"])
      #expect(
        try await sandbox.app("PUT", "/v1/customers/ada/optouts", #"{"optouts":[{"channel":"fax"}]}"#).status == 422)
    }
  }

  @Test(arguments: [
    "attributes", "segments", "messages", "activities", "relationships", "subscription_preferences", "optouts",
  ])
  func anUnknownPersonIsNotFound(part: String) async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.app("GET", "/v1/customers/nobody/\(part)")
      #expect(reply.status == 404)
      #expect(reply.json["errors"][0]["status"] == "404")
      #expect(try await sandbox.app("GET", "/v1/customers/ada/\(part)?id_type=shoe").status == 400)
      #expect(try await sandbox.app("GET", "/v1/customers/ada%40example.com/\(part)?id_type=email").status == 200)
    }
  }
}
