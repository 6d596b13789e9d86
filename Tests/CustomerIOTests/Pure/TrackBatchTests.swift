import Foundation
import JSONText
import Testing

@testable import CustomerIO

@Suite("Batches")
struct TrackBatchTests {
  private func entity(_ id: Int, padding: Int) -> TrackEntity {
    .identify(.id("\(id)"), attributes: ["p": .string(String(repeating: "x", count: padding))])
  }

  @Test("requests are filled up to the limit, in order, and nothing is lost")
  func packing() throws {
    let entities = (0..<200).map { entity($0, padding: 5000 + $0 * 37 % 4000) }
    let packing = TrackBatch.pack(entities)
    #expect(packing.oversized.isEmpty)
    #expect(packing.batches.flatMap(\.indices) == Array(0..<200))
    for (number, batch) in packing.batches.enumerated() {
      let data = try #require(batch.request.body)
      #expect(data.count <= APIRequest.batchLimit)
      let items = try #require(try JSONValue(parsing: data)["batch"]?.arrayValue)
      #expect(items == batch.indices.map { entities[$0].json })
      // One more would not have fitted, but in the last.
      if number < packing.batches.count - 1 {
        let next = entities[packing.batches[number + 1].indices[0]].json.compactText.utf8.count
        #expect(data.count + 1 + next > APIRequest.batchLimit)
      }
    }
  }

  @Test("an action that no request can carry is named, and the others go")
  func oversized() {
    let packing = TrackBatch.pack([entity(0, padding: 10), entity(1, padding: 33_000), entity(2, padding: 10)])
    #expect(packing.oversized.map(\.index) == [1])
    #expect(packing.batches.flatMap(\.indices) == [0, 2])
    #expect(throws: RequestError.self) { try APIRequest.entity(entity(1, padding: 33_000)) }
  }

  @Test("a batch may only be repeated where each of its actions may")
  func repeatable() throws {
    #expect(try APIRequest.batch([.delete(.id("a")), .event(.id("a"), name: "x", id: "1")]).repeatable)
    #expect(try !APIRequest.batch([.delete(.id("a")), .event(.id("a"), name: "x")]).repeatable)
    #expect(throws: RequestError.emptyList("actions")) { try APIRequest.batch([]) }
  }

  @Test("every kind of action has its shape")
  func shapes() {
    let person = PersonReference.customerID("a@example.com")
    let object = TrackEntity.ObjectReference.object(typeID: "1", id: "acme")
    func text(_ entity: TrackEntity) -> String { entity.json.compactText }
    let who = #""identifiers":{"email":"a@example.com"}"#
    #expect(text(.suppress(person)) == #"{"type":"person",\#(who),"action":"suppress"}"#)
    #expect(text(.unsuppress(person)) == #"{"type":"person",\#(who),"action":"unsuppress"}"#)
    #expect(
      text(.deleteDevice(person, token: "t"))
        == #"{"type":"person",\#(who),"action":"delete_device","device":{"token":"t"}}"#)
    #expect(
      text(.addRelationships(person, []))
        == #"{"type":"person",\#(who),"action":"add_relationships","cio_relationships":[]}"#)
    #expect(
      text(.merge(primary: .id("a"), secondary: .cioID("b")))
        == #"{"type":"person","action":"merge","primary":{"id":"a"},"secondary":{"cio_id":"b"}}"#)
    #expect(
      text(.identify(object, attributes: ["name": "Acme"]))
        == #"{"type":"object","identifiers":{"object_type_id":"1","object_id":"acme"},"action":"identify","attributes":{"name":"Acme"}}"#
    )
    #expect(
      text(.delete(TrackEntity.ObjectReference.cioObjectID("9")))
        == #"{"type":"object","identifiers":{"cio_object_id":"9"},"action":"delete"}"#)
    #expect(
      text(.deliveryEvent(deliveryID: "d", name: "opened", deviceToken: "t"))
        == #"{"type":"delivery","identifiers":{"id":"d"},"action":"event","name":"opened","attributes":{"device_token":"t"}}"#
    )
    #expect(
      text(.anonymousEvent(anonymousID: "x", .screen, name: "n")).contains(
        #""identifiers":{"anonymous_id":"x"},"action":"screen""#))
  }
}
