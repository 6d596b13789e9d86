import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("Track API version 2 against the sandbox")
struct TrackV2SandboxTests {
  private func local() async throws -> Local { try await Local.shared.value }

  @Test("every kind of action is accepted")
  func entities() async throws {
    let client = try await local().client
    let person = PersonReference.id("v2-all")
    let object = TrackEntity.ObjectReference.object(typeID: "1", id: "v2-acme")
    let relationship: JSONValue = [["identifiers": object.identifiers, "relationship_attributes": ["role": "owner"]]]
    let people: JSONValue = [["identifiers": person.identifiers]]
    let actions: [TrackEntity] = [
      .identify(person, attributes: ["plan": "pro"], timestamp: 5), .identify(object, attributes: ["name": "Acme"]),
      .event(person, name: "bought", attributes: ["total": 3], id: "v2-1"),
      .event(person, .page, name: "https://x.example"),
      .event(person, .screen, name: "Home"), .anonymousEvent(anonymousID: "v2-anon", name: "looked"),
      .addRelationships(person, relationship), .deleteRelationships(person, relationship),
      .addRelationships(object, people), .deleteRelationships(object, people),
      .addDevice(person, device: ["token": "v2-t", "platform": "android"]), .deleteDevice(person, token: "v2-t"),
      .identifyAnonymous(object, anonymousID: "v2-anon"), .identify(.id("v2-old"), attributes: ["nick": "x"]),
      .merge(primary: person, secondary: .id("v2-old")), .delete(object), .suppress(person), .unsuppress(person),
      .delete(person),
    ]
    for action in actions {
      let exchange = try await client.perform(try .entity(action))
      #expect(exchange.status == 200, "\(action.json.compactText)")
    }
    let packed = TrackBatch.pack(actions)
    #expect(try await client.send(try #require(packed.batches.first)).accepted == Array(actions.indices))
  }

  @Test("an action that is refused says which field, and why")
  func refused() async throws {
    let client = try await local().client
    let long = TrackEntity.identify(.id("v2-long"), attributes: ["bio": .string(String(repeating: "x", count: 1001))])
    let error = try #require(await failure { try await client.perform(try .entity(long)) })
    #expect(error.kind == .refused && error.status == 400)
    #expect(error.messages.first?.hasPrefix("attributes.bio: ") == true, "\(error.messages)")
  }

  @Test("a batch that is accepted in part is taken apart, action by action")
  func partial() async throws {
    let local = try await local()
    let long = JSONValue.string(String(repeating: "x", count: 1001))
    let actions = (0..<300).map { index -> TrackEntity in
      .identify(
        .id("v2-part-\(index)"),
        attributes: [
          "a": index % 100 == 7 ? long : "fine", "pad": .string(String(repeating: "p", count: 900)),
          "q": .string(String(repeating: "q", count: 900)),
        ])
    }
    let packing = TrackBatch.pack(actions)
    #expect(packing.batches.count > 1)
    var accepted: [Int] = []
    var refused: [Int] = []
    for batch in packing.batches {
      let outcome = try await local.client.send(batch)
      accepted += outcome.accepted
      refused += outcome.refused.map(\.index)
      #expect(outcome.refused.allSatisfy { $0.error.field == "attributes.a" })
    }
    #expect(refused == [7, 107, 207])
    #expect((accepted + refused).sorted() == Array(0..<300))
    #expect(try await local.person("id:v2-part-8") != nil)
    #expect(try await local.person("id:v2-part-7") == nil)
  }

  @Test("a batch with a wrong key fails as a whole")
  func credentials() async throws {
    let client = try await local().client(credentials: .canary)
    let batch = try #require(TrackBatch.pack([.delete(.id("nobody"))]).batches.first)
    #expect(await failure { try await client.send(batch) }?.kind == .credentials)
  }

  @Test("the Pipelines API takes calls with the write key")
  func pipelines() async throws {
    let local = try await local()
    let request = try APIRequest.raw(
      domain: .pipelines, method: .post, path: "/v1/identify",
      body: Data(#"{"userId":"pipe","traits":{"plan":"pro"}}"#.utf8))
    #expect(try await local.client.perform(request).status == 200)
    #expect(
      await failure { try await local.client(credentials: .canary).perform(request) }?.field == .pipelinesWriteKey)
  }
}
