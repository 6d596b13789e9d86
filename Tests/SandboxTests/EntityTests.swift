import Testing

@testable import Sandbox

@Suite struct EntityTests {
  private func person(_ rest: String, id: String = "new") -> String {
    #"{"type":"person","identifiers":{"id":"\#(id)"},\#(rest)}"#
  }

  @Test func everyPersonActionIsApplied() async throws {
    try await TestSandbox.run { sandbox in
      func entity(_ body: String) async throws {
        let reply = try await sandbox.track("POST", "/api/v2/entity", body)
        #expect(reply.text == "{}\n", "\(body)")
      }
      try await entity(
        person(
          #""action":"identify","attributes":{"plan":"pro","_update":false},"cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"},"relationship_attributes":{"role":"dev"}}]"#
        ))
      for action in ["event", "page", "screen"] {
        try await entity(person(#""action":"\#(action)","name":"n-\#(action)","attributes":{"x":1.50}"#))
      }
      try await entity(person(#""action":"add_device","device":{"token":"t1","platform":"ios"}"#))
      try await entity(
        person(
          #""action":"add_relationships","cio_relationships":[{"identifiers":{"object_type_id":"2","object_id":"swift-101"}}]"#
        ))
      var state = try await sandbox.state(of: "new")
      #expect(state["people"][0]["attributes"].keys == ["plan"])
      #expect(state["events"].array.map { $0["type"].string } == ["event", "page", "screen"])
      #expect(state["people"][0]["devices"][0]["id"] == "t1")
      let related = try await sandbox.app("GET", "/v1/customers/new/relationships").json["cio_relationships"]
      #expect(related.array.map { $0["identifiers"]["object_id"].string } == ["acme", "swift-101"])
      #expect(related[0]["attributes"]["role"] == "dev")
      try await entity(person(#""action":"delete_device","device":{"token":"t1"}"#))
      try await entity(
        person(
          #""action":"delete_relationships","cio_relationships":[{"identifiers":{"object_type_id":"1","object_id":"acme"}}]"#
        ))
      state = try await sandbox.state(of: "new")
      #expect(state["people"][0]["devices"].count == 0)
      #expect(try await sandbox.app("GET", "/v1/customers/new/relationships").json["cio_relationships"].count == 1)
      try await entity(#"{"type":"person","action":"merge","primary":{"id":"ada"},"secondary":{"id":"new"}}"#)
      #expect(try await sandbox.app("GET", "/v1/customers/new/attributes").status == 404)
      try await entity(person(#""action":"suppress""#, id: "ada"))
      #expect(try await sandbox.app("GET", "/v1/customers/ada/attributes").status == 404)
      try await entity(person(#""action":"unsuppress""#, id: "ada"))
      try await entity(person(#""action":"delete""#, id: "zoe.m"))
      #expect(try await sandbox.app("GET", "/v1/customers/zoe.m/attributes").status == 404)
    }
  }

  @Test func everyObjectActionIsApplied() async throws {
    try await TestSandbox.run { sandbox in
      func entity(_ action: String, _ rest: String = "") async throws {
        let body =
          #"{"type":"object","action":"\#(action)","identifiers":{"object_type_id":"3","object_id":"flat/1"}\#(rest)}"#
        #expect(try await sandbox.track("POST", "/api/v2/entity", body).text == "{}\n", "\(body)")
      }
      let path = "/v1/objects/3/flat%2F1"
      try await entity(
        "identify",
        #","attributes":{"rooms":3,"city":"Bern"},"cio_relationships":[{"identifiers":{"id":"ada"},"relationship_attributes":{"role":"tenant"}}]"#
      )
      #expect(try await sandbox.app("GET", "\(path)/attributes").json["object"]["attributes"]["rooms"] == "3")
      try await entity("identify", #","attributes":{"city":null}"#)
      #expect(try await sandbox.app("GET", "\(path)/attributes").json["object"]["attributes"].keys == ["rooms"])
      try await entity("add_relationships", #","cio_relationships":[{"identifiers":{"email":"grace@example.com"}}]"#)
      #expect(try await sandbox.app("GET", "\(path)/relationships").json["cio_relationships"].count == 2)
      try await entity("delete_relationships", #","cio_relationships":[{"identifiers":{"id":"ada"}}]"#)
      #expect(
        try await sandbox.app("GET", "\(path)/relationships").json["cio_relationships"][0]["identifiers"]["id"]
          == "u-10442")
      try await entity("identify_anonymous", #","anonymous_id":"v9""#)
      try await sandbox.track("PUT", "/api/v1/customers/visitor", #"{"anonymous_id":"v9"}"#)
      #expect(try await sandbox.app("GET", "/v1/customers/visitor/relationships").json["cio_relationships"].count == 1)
      try await entity("delete")
      #expect(try await sandbox.app("GET", "\(path)/attributes").status == 404)
      #expect(try await sandbox.app("GET", "/v1/customers/visitor/relationships").json["cio_relationships"].count == 0)
    }
  }

  @Test func aDeliveryEventMovesAMessageOn() async throws {
    try await TestSandbox.run { sandbox in
      let id = try await sandbox.app("GET", "/v1/customers/joan/messages").json["messages"][0]["id"].string ?? ""
      let body =
        #"{"type":"delivery","action":"event","identifiers":{"id":"\#(id)"},"name":"opened","attributes":{"device_token":"t"}}"#
      #expect(try await sandbox.track("POST", "/api/v2/entity", body).text == "{}\n")
      #expect(try await sandbox.app("GET", "/v1/messages/\(id)").json["message"]["metrics"]["opened"].exists)
    }
  }

  @Test func anAnonymousEventWaitsForItsPerson() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let body = #"{"type":"person","action":"event","identifiers":{"anonymous_id":"v1"},"name":"seen"}"#
      #expect(try await sandbox.track("POST", "/api/v2/entity", body).status == 200)
      #expect(try await sandbox.control("GET", "state").json["people"].count == 0)
      try await sandbox.track("PUT", "/api/v1/customers/new", #"{"anonymous_id":"v1"}"#)
      #expect(try await sandbox.state(of: "new")["events"][0]["name"] == "seen")
    }
  }

  @Test(arguments: [
    ("{}", "required", "type"), (#"{"type":"person"}"#, "required", "action"),
    (#"{"type":"robot","action":"identify"}"#, "invalid", "type"),
    (#"{"type":"person","action":"dance","identifiers":{"id":"x"}}"#, "invalid", "action"),
    (#"{"type":"person","action":"identify"}"#, "required", "identifiers"),
    (#"{"type":"person","action":"identify","identifiers":{"id":"x","email":"y@z"}}"#, "invalid", "identifiers"),
    (#"{"type":"person","action":"identify","identifiers":{"id":null}}"#, "invalid", "identifiers.id"),
    (#"{"type":"person","action":"identify","identifiers":{"phone":"0123"}}"#, "invalid", "identifiers.phone"),
    (#"{"type":"person","action":"identify","identifiers":{"id":"x"},"attributes":[]}"#, "invalid", "attributes"),
    (#"{"type":"person","action":"event","identifiers":{"id":"x"}}"#, "required", "name"),
    (#"{"type":"person","action":"add_device","identifiers":{"id":"x"}}"#, "invalid", "device"),
    (#"{"type":"person","action":"add_relationships","identifiers":{"id":"x"}}"#, "required", "cio_relationships"),
    (#"{"type":"person","action":"merge","primary":{"id":"x"}}"#, "required", "secondary"),
    (
      #"{"type":"object","action":"identify","identifiers":{"object_id":"x"}}"#, "required",
      "identifiers.object_type_id"
    ),
    (
      #"{"type":"object","action":"identify","identifiers":{"object_type_id":"x","object_id":"x"}}"#, "invalid",
      "identifiers.object_type_id"
    ),
    (
      #"{"type":"delivery","action":"event","identifiers":{"id":"x"},"name":"opened"}"#, "required",
      "attributes.device_token"
    ),
  ])
  func anItemIsRefusedByField(body: String, reason: String, field: String) async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      let reply = try await sandbox.track("POST", "/api/v2/entity", body)
      #expect(reply.status == 400)
      #expect(reply.json["errors"].count == 1)
      #expect(reply.json["errors"][0].keys == ["reason", "field", "message"])
      #expect(reply.json["errors"][0]["reason"].string == reason)
      #expect(reply.json["errors"][0]["field"].string == field)
    }
  }

  @Test func aBatchAppliesTheGoodItemsAndReportsTheBad() async throws {
    try await TestSandbox.run { sandbox in
      let long = String(repeating: "x", count: 1001)
      let items = [
        person(#""action":"identify","attributes":{"plan":"a"}"#, id: "b1"),
        person(#""action":"identify","attributes":{"plan":"\#(long)"}"#, id: "b2"),
        person(#""action":"event","name":"went""#, id: "b1"), "7",
        #"{"type":"object","action":"identify","identifiers":{"object_type_id":"1","object_id":"o"}}"#,
      ]
      let reply = try await sandbox.track("POST", "/api/v2/batch", #"{"batch":[\#(items.joined(separator: ","))]}"#)
      #expect(reply.status == 207)
      #expect(reply.json["errors"].array.map { $0["batch_index"].int } == [1, 3])
      #expect(reply.json["errors"][0]["field"] == "attributes.plan")
      #expect(reply.json["errors"][0]["message"] == "property value cannot be longer than 1000 bytes")
      #expect(try await sandbox.state(of: "b1")["events"].count == 1)
      #expect(try await sandbox.app("GET", "/v1/customers/b2/attributes").status == 404)
      #expect(try await sandbox.app("GET", "/v1/objects/1/o/attributes").status == 200)
      let good = try await sandbox.track("POST", "/api/v2/batch", #"{"batch":[\#(items[0]),\#(items[2])]}"#)
      #expect(good.text == "{}\n")
    }
  }

  @Test func aBatchThatIsNoneIsRefusedWhole() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      for body in ["", "{", "[]", "{}", #"{"batch":{}}"#] {
        let reply = try await sandbox.track("POST", "/api/v2/batch", body)
        #expect(reply.status == 400, "\(body)")
        #expect(reply.json["errors"].count == 1)
      }
    }
  }

  @Test func theSizesOfRequestsAndItemsAreLimited() async throws {
    try await TestSandbox.run(people: 0) { sandbox in
      func item(_ size: Int) -> String {
        let values = (0..<(size / 900)).map { "\"a\($0)\":\"\(String(repeating: "x", count: 890))\"" }
        return person(#""action":"identify","attributes":{\#(values.joined(separator: ","))}"#)
      }
      #expect(try await sandbox.track("POST", "/api/v2/entity", item(31_000)).status == 200)
      #expect(try await sandbox.track("POST", "/api/v2/entity", item(40_000)).status == 400)
      let one = try await sandbox.track("POST", "/api/v2/batch", #"{"batch":[\#(item(900)),\#(item(40_000))]}"#)
      #expect(one.status == 207)
      #expect(one.json["errors"][0]["batch_index"] == 1)
      let many = (0..<20).map { _ in item(30_000) }.joined(separator: ",")
      #expect(try await sandbox.track("POST", "/api/v2/batch", #"{"batch":[\#(many)]}"#).status == 400)
    }
  }
}
