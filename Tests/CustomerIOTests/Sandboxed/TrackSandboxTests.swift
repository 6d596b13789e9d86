import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("Track API against the sandbox")
struct TrackSandboxTests {
  private func local() async throws -> Local { try await Local.shared.value }

  @Test("the region call proves the keys, and wrong ones are told")
  func region() async throws {
    let local = try await local()
    let answer = try await local.client.region()
    #expect(answer.region == .us && answer.environmentID != nil)
    let wrong = local.client(credentials: .canary)
    let error = try #require(await failure { try await wrong.region() })
    #expect(error.kind == .credentials && error.status == 401 && error.messages == ["Unauthorized request"])
    #expect(error.field == .trackAPIKey)
  }

  @Test("a region is detected at the first address that accepts the keys")
  func detection() async throws {
    let local = try await local()
    let deaf = try ScriptedServer { connection in
      while connection.readRequest() != nil { connection.answer("401 Unauthorized") }
    }
    let elsewhere = Addresses(all: deaf.address)
    let found = try await CustomerIOClient.detectRegion(local.credentials, at: [elsewhere, local.addresses])
    #expect(found.region == .us)
    let error = try #require(
      await failure {
        try await CustomerIOClient.detectRegion(.canary, at: [elsewhere, local.addresses])
      })
    #expect(error.kind == .credentials)
    let dead = Addresses(all: "http://127.0.0.1:\(try ScriptedServer.closedPort())")
    let network = try #require(
      await failure {
        try await CustomerIOClient.detectRegion(local.credentials, at: [dead, local.addresses])
      })
    #expect(network.kind == .network)
  }

  @Test("a person is created, updated and deleted")
  func people() async throws {
    let local = try await local()
    let client = local.client
    let email = "client-people@example.com"
    _ = try await client.perform(
      try .identify("client-people", attributes: ["email": .string(email), "plan": "pro", "seats": 3]))
    let person = try await client.fetch(.attributes(of: "client-people"))
    #expect(person.person.email == email && person["plan"] == "pro" && person["seats"] == "3")
    #expect(try await client.fetch(.customers(email: email)).items.map(\.id) == ["client-people"])
    _ = try await client.perform(try .identify("client-nobody", attributes: ["x": 1], updateOnly: true))
    #expect(try await local.person("id:client-nobody") == nil)
    _ = try await client.perform(try .deleteCustomer("client-people"))
    let gone = try #require(
      await failure { try await client.fetch(.attributes(of: "client-people")) })
    #expect(gone.kind == .notFound && gone.reference != nil)
  }

  @Test("a refused value is told in Customer.io's words")
  func limits() async throws {
    let local = try await local()
    let long = JSONValue.string(String(repeating: "x", count: 1001))
    let error = try #require(
      await failure {
        try await local.client.perform(try .identify("client-limits", attributes: ["bio": long]))
      })
    #expect(error.kind == .refused && error.messages == ["value for attribute 'bio' cannot be longer than 1000 bytes"])
    let event = try #require(
      await failure {
        try await local.client.perform(try .event(customer: "x", name: ""))
      })
    #expect(event.status == 400 && !event.messages.isEmpty)
  }

  @Test("events of each type arrive, one with an ID only once, and anonymous ones join")
  func events() async throws {
    let local = try await local()
    let client = local.client
    let event = try APIRequest.event(
      customer: "client-events", name: "receipt", data: ["total": 1], timestamp: 1_700_000_000,
      id: "01J00000000000000000000001")
    for _ in 0..<3 { _ = try await client.perform(event) }
    _ = try await client.perform(try .event(customer: "client-events", name: "https://x.example", type: "page"))
    _ = try await client.perform(try .event(customer: "client-events", name: "Home", type: "screen"))
    _ = try await client.perform(try .anonymousEvent(anonymousID: "client-anon", name: "looked around"))
    _ = try await client.perform(try .identify("client-events", attributes: ["anonymous_id": "client-anon"]))
    let state = try await local.control(.get, "/_sandbox/state", query: [NameValue("people", "id:client-events")])
    let names = (state["events"]?.arrayValue ?? []).filter { $0["customer_id"] == "client-events" }.compactMap {
      $0["name"]?.stringValue
    }
    #expect(names.sorted() == ["Home", "https://x.example", "looked around", "receipt"].sorted())
    let activities = try await client.fetch(.activities(of: "client-events", type: "event", name: "receipt"))
    #expect(activities.items.map(\.timestamp) == [1_700_000_000])
  }

  @Test("devices, suppression, merging, forms, metrics and unsubscribing are accepted, and their failures told")
  func theRest() async throws {
    let client = try await local().client
    _ = try await client.perform(try .identify("client-rest", attributes: ["email": "client-rest@example.com"]))
    _ = try await client.perform(try .addDevice("client-rest", device: ["id": "tok/en", "platform": "ios"]))
    #expect(try await client.fetch(.attributes(of: "client-rest")).devices.map(\.id) == ["tok/en"])
    _ = try await client.perform(try .deleteDevice("client-rest", token: "tok/en"))
    #expect(try await client.fetch(.attributes(of: "client-rest")).devices.isEmpty)
    let device = try #require(
      await failure {
        try await client.perform(try .addDevice("client-rest", device: ["id": "t"]))
      })
    #expect(device.status == 400 && !device.messages.isEmpty)

    _ = try await client.perform(try .identify("client-rest-old", attributes: ["nick": "ada"]))
    _ = try await client.perform(try .merge(primary: "client-rest", secondary: "client-rest-old"))
    #expect(try await client.fetch(.attributes(of: "client-rest"))["nick"] == "ada")

    #expect(
      try await client.perform(try .submitForm(id: "sign up", data: ["email": "client-form@example.com"])).status == 204
    )
    let form = try #require(
      await failure { try await client.perform(try .submitForm(id: "f", data: ["n": 1])) }
    )
    #expect(form.status == 400)
    #expect(try await client.perform(try .deliveryMetric(deliveryID: "d", metric: "opened")).status == 200)
    #expect(
      try await client.perform(try .pushMetric(deliveryID: "d", event: "opened", deviceID: "t", timestamp: 1)).status
        == 200)
    let unsubscribe = try #require(
      await failure {
        try await client.perform(try .unsubscribe(deliveryID: "not a delivery"))
      })
    #expect(unsubscribe.status == 400)

    _ = try await client.perform(try .suppress("client-rest"))
    _ = try await client.perform(try .identify("client-rest", attributes: ["x": 1]))
    #expect(
      await failure { try await client.fetch(try .attributes(of: "client-rest")) }?.kind
        == .notFound)
    _ = try await client.perform(try .unsuppress("client-rest"))
  }

  @Test("people are added to a manual segment and removed, by each kind of identifier")
  func segments() async throws {
    let client = try await local().client
    let segment = try await client.fetch(.createSegment(name: "Client test", description: "made by a test"))
    #expect(segment.isManual)
    for number in 1...3 {
      _ = try await client.perform(
        try .identify("client-seg-\(number)", attributes: ["email": .string("client-seg-\(number)@example.com")]))
    }
    let third = try await client.fetch(.attributes(of: "client-seg-3")).person
    _ = try await client.perform(try .addToSegment(id: segment.id, ids: ["client-seg-1", "nobody"]))
    _ = try await client.perform(try .addToSegment(id: segment.id, ids: ["client-seg-2@example.com"], idType: .email))
    _ = try await client.perform(try .addToSegment(id: segment.id, ids: [try #require(third.cioID)], idType: .cioID))
    #expect(try await client.fetch(.customerCount(segment: segment.id)).value == 3)
    let members = try await client.pages(of: .membership(segment: segment.id, limit: 1)).collect()
    #expect(members.compactMap(\.id).sorted() == ["client-seg-1", "client-seg-2", "client-seg-3"])
    #expect(try await client.fetch(.segments(of: "client-seg-1")).items.map(\.id).contains(segment.id))
    _ = try await client.perform(try .removeFromSegment(id: segment.id, ids: ["client-seg-1"]))
    #expect(try await client.fetch(.customerCount(segment: segment.id)).value == 2)
    #expect(try await client.fetch(.usage(segment: segment.id)).isEmpty)
    _ = try await client.fetch(.deleteSegment(id: segment.id))
    #expect(
      await failure { try await client.fetch(.segment(id: segment.id)) }?.kind == .notFound
    )
  }
}
