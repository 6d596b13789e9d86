import Foundation
import Testing

@testable import Sandbox

@Suite struct TrackPeopleTests {
  @Test func acceptedCallsAnswerThreeBytes() async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.track("PUT", "/api/v1/customers/new", #"{"plan":"pro"}"#)
      #expect(reply.status == 200)
      #expect(reply.bytes == Array("{}\n".utf8))
      #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
      #expect(reply.headers["content-length"] == "3")
      #expect(reply.headers["access-control-allow-origin"] == "*")
    }
  }

  @Test func wrongCredentialsAnswerTheRealServersBytes() async throws {
    try await TestSandbox.run { sandbox in
      let expected = "{\n  \"meta\": {\n    \"error\": \"Unauthorized request\"\n  }\n}\n"
      for headers in [[], [("Authorization", "Basic bm86Ym9keQ==")], [sandbox.bearer]] {
        let reply = try await sandbox.send(
          "GET", sandbox.server.addresses.trackURL + "/api/v1/accounts/region", headers: headers)
        #expect(reply.status == 401)
        #expect(reply.text == expected)
      }
    }
  }

  @Test func credentialsInTheUrlSafeAlphabetAreTaken() {
    let credentials = SandboxCredentials()
    let encoded = Data("\(credentials.siteID):\(credentials.apiKey)".utf8).base64EncodedString()
    let safe = encoded.replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    #expect(credentials.admit("Basic \(safe)", for: .basic))
    #expect(credentials.admit("basic \(encoded)", for: .basic))
    #expect(!credentials.admit("Basic \(encoded)x", for: .basic))
    #expect(!credentials.admit(nil, for: .bearer))
  }

  @Test func regionTellsTheSandboxsOwnAddress() async throws {
    try await TestSandbox.run(region: .eu) { sandbox in
      let region = try await sandbox.track("GET", "/api/v1/accounts/region").json
      #expect(region["url"].string == sandbox.server.addresses.trackURL)
      #expect(region["region"] == "eu")
      #expect(region["environment_id"].int != nil)
    }
  }

  @Test func identifyCreatesThenUpdates() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"email":"new@example.com","plan":"pro","seats":3}"#)
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"plan":"basic"}"#)
      let person = try await sandbox.person("new")
      #expect(person["email"] == "new@example.com")
      #expect(person["attributes"]["plan"] == "basic")
      #expect(person["attributes"]["seats"] == 3)
      let activities = try await sandbox.app("GET", "/v1/customers/new/activities").json["activities"]
      #expect(activities.array.map { $0["type"].string } == ["attribute_change", "attribute_change", "profile_create"])
      #expect(activities[0]["data"]["plan"]["from"] == "pro")
      #expect(activities[0]["data"]["plan"]["to"] == "basic")
    }
  }

  @Test func nullAndTheEmptyStringRemoveAnAttribute() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":1,"b":2,"c":3}"#)
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":null,"b":""}"#)
      #expect(try await sandbox.person("new")["attributes"].keys == ["c"])
    }
  }

  @Test(arguments: [
    ("a%2Fb%20c%3F%23", "a/b c?#"), ("a%252Fb", "a%2Fb"), ("a+b", "a+b"), ("%F0%9F%A6%8A", "🦊"), ("100%25", "100%"),
    ("e%CC%81", "e\u{301}"),
  ])
  func aPathSegmentIsDecodedOnce(path: String, id: String) async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await sandbox.track("PUT", "/api/v1/customers/\(path)", "{}").status == 200)
      let person = try await sandbox.person("id:\(id)")
      #expect(person["id"].string.map { Array($0.utf8) } == Array(id.utf8))
      #expect(try await sandbox.app("GET", "/v1/customers/\(path)/attributes").status == 200)
    }
  }

  @Test func spellingsOfOneCharacterAreDifferentPeople() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/%C3%A9", #"{"how":"composed"}"#)
      try await sandbox.track("PUT", "/api/v1/customers/e%CC%81", #"{"how":"decomposed"}"#)
      #expect(try await sandbox.attributes("%C3%A9")["how"] == "composed")
      #expect(try await sandbox.attributes("e%CC%81")["how"] == "decomposed")
    }
  }

  @Test func allViolationsComeInOneList() async throws {
    try await TestSandbox.run { sandbox in
      let long = String(repeating: "x", count: 1001)
      let name = String(repeating: "n", count: 151)
      let reply = try await sandbox.track(
        "PUT", "/api/v1/customers/new", #"{"id":"other","token":"\#(long)","\#(name)":1}"#)
      #expect(reply.status == 400)
      #expect(
        reply.text == """
          {
            "meta": {
              "errors": [
                "id attribute and identifier are not the same value",
                "value for attribute 'token' cannot be longer than 1000 bytes",
                "attribute name cannot be longer than 150 bytes"
              ]
            }
          }

          """)
      #expect(try await sandbox.app("GET", "/v1/customers/new/attributes").status == 404)
    }
  }

  @Test(arguments: [
    ("/api/v1/customers/", "{}", "id attribute cannot be an empty string"),
    ("/api/v1/customers/new", #"{"id":7}"#, "id attribute must be a string value"),
    ("/api/v1/customers/new", #"{"id":""}"#, "id attribute cannot be an empty string"),
    ("/api/v1/customers/" + String(repeating: "x", count: 151), "{}", "id attribute cannot be longer than 150 bytes"),
  ])
  func identifyRefuses(path: String, body: String, message: String) async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let reply = try await sandbox.track("PUT", path, body)
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["errors"][0].string == message)
    }
  }

  @Test func moreThanThreeHundredAttributesAreRefused() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let members = (0...300).map { "\"a\($0)\":1" }.joined(separator: ",")
      let reply = try await sandbox.track("PUT", "/api/v1/customers/new", "{\(members)}")
      #expect(reply.status == 400)
      #expect(reply.json["meta"]["errors"][0] == "cannot identify more than 300 attributes in one request")
      let limit = String(repeating: "ü", count: 500)
      #expect(try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":"\#(limit)"}"#).status == 200)
      #expect(try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":"\#(limit)x"}"#).status == 400)
    }
  }

  @Test func whatIsNotJSONIsRefusedWithOneMessage() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      for body in ["{", "[1]", "nope", #"{"a":01}"#, #"{"a":1}x"#] {
        let reply = try await sandbox.track("PUT", "/api/v1/customers/new", body)
        #expect(reply.status == 400)
        #expect(reply.json["meta"]["error"].string != nil)
      }
      let huge = "{\"a\":\"" + String(repeating: "x", count: 1_000_001) + "\"}"
      #expect(try await sandbox.track("PUT", "/api/v1/customers/new", huge).status == 413)
    }
  }

  @Test func aNewIdTakesTheProfileThatHasOnlyTheAddress() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/only%40example.com", #"{"plan":"pro"}"#)
      let before = try await sandbox.person("email:only@example.com")["cio_id"]
      try await sandbox.track("PUT", "/api/v1/customers/only-1", #"{"email":"ONLY@example.com"}"#)
      let after = try await sandbox.person("id:only-1")
      #expect(after["cio_id"] == before)
      #expect(after["attributes"]["plan"] == "pro")
    }
  }

  @Test func anAddressOfSomebodyElseIsDroppedAndLogged() async throws {
    try await TestSandbox.run { sandbox in
      let reply = try await sandbox.track("PUT", "/api/v1/customers/new", #"{"email":"grace@example.com","plan":"x"}"#)
      #expect(reply.status == 200)
      let person = try await sandbox.person("new")
      #expect(person["email"].isNull)
      #expect(person["attributes"]["plan"] == "x")
      let failures = try await sandbox.app("GET", "/v1/customers/new/activities?type=failed_attribute_change").json
      #expect(failures["activities"][0]["data"]["email"]["to"] == "grace@example.com")
    }
  }

  @Test func updateOnlyCreatesNobody() async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await sandbox.track("PUT", "/api/v1/customers/nobody", #"{"_update":true,"a":1}"#).status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/nobody/attributes").status == 404)
      try await sandbox.track("PUT", "/api/v1/customers/ada", #"{"_update":true,"a":1}"#)
      #expect(try await sandbox.attributes("ada")["a"] == "1")
    }
  }

  @Test func anOlderTimestampDoesNotOverwrite() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":"new","_timestamp":2000}"#)
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"a":"old","_timestamp":1000}"#)
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"b":"later","_timestamp":1000}"#)
      #expect(try await sandbox.attributes("new")["a"] == "new")
      #expect(try await sandbox.attributes("new")["b"] == "later")
      #expect(try await !sandbox.attributes("new")["_timestamp"].exists)
    }
  }

  @Test func aPersonIsAddressedByItsCioId() async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await sandbox.track("PUT", "/api/v1/customers/cio_03000001", #"{"id":"ada-2","a":1}"#).status == 200)
      #expect(try await sandbox.person("id:ada-2")["cio_id"] == "03000001")
      #expect(try await sandbox.app("GET", "/v1/customers/ada/attributes").status == 404)
      #expect(try await sandbox.track("PUT", "/api/v1/customers/cio_0399ffff", #"{"a":1}"#).status == 200)
      let malformed = try await sandbox.track("PUT", "/api/v1/customers/cio_-%2F", #"{"a":1}"#)
      #expect(malformed.status == 400)
      #expect(malformed.json["meta"]["error"] == "invalid identifier")
      #expect(try await sandbox.app("GET", "/v1/customers/cio_03000001/attributes?id_type=cio_id").status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/03000001/attributes?id_type=cio_id").status == 200)
    }
  }

  @Test func deleteTakesAPersonAway() async throws {
    try await TestSandbox.run { sandbox in
      #expect(try await sandbox.track("DELETE", "/api/v1/customers/ada").text == "{}\n")
      #expect(try await sandbox.track("DELETE", "/api/v1/customers/ada").status == 200)
      #expect(try await sandbox.app("GET", "/v1/customers/ada/attributes").status == 404)
      let log = try await sandbox.app("GET", "/v1/activities?deleted=true&type=profile_delete&customer_id=ada").json
      #expect(log["activities"][0]["customer_id"] == "ada")
      try await sandbox.track("PUT", "/api/v1/customers/ada", #"{"a":1}"#)
      #expect(try await sandbox.attributes("ada")["plan"].exists == false)
    }
  }

  @Test func subscriptionPreferencesAreSetTopicByTopic() async throws {
    try await TestSandbox.run { sandbox in
      try await sandbox.track(
        "PUT", "/api/v1/customers/ada", #"{"cio_subscription_preferences.topics.topic_3":false}"#)
      let topics = try await sandbox.app("GET", "/v1/customers/ada/subscription_preferences").json["customer"]["topics"]
      #expect(topics.array.map { $0["subscribed"].bool } == [true, false, false])
    }
  }
}
