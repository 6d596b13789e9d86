import Foundation
import JSONText
import Testing

@testable import CustomerIO

/// Any identifier and any value arrives as it was given.
@Suite("Nothing changes on the way")
struct FidelityTests {
  private static let pieces = [
    "a", "Z", "0", "-", ".", "..", "_", "~", "/", "\\", "?", "#", "%", "%2F", "+", "&", "=", " ", "@", ":", ";", "cio_",
    "'",
    "\"", "<", ">", "{", "}", "|", "^", "`", "\u{0}", "\n", "\r", "\t", "\u{7F}", "é", "ß", "😀", "👨‍👩‍👧", "א", "\u{202E}",
    "\u{200B}",
    "\u{FEFF}", "\u{E000}", "中",
  ]

  private static func text(_ generator: inout SeededGenerator, upTo count: Int) -> String {
    (0..<Int.random(in: 1...count, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }
      .joined()
  }

  private static func value(_ generator: inout SeededGenerator, depth: Int = 0) -> JSONValue {
    switch Int.random(in: 0..<(depth < 3 ? 9 : 6), using: &generator) {
    case 0: return .boolean(Bool.random(using: &generator))
    case 1:
      return .number(
        JSONNumber(
          ["0", "-1", "1.10", "12345678901234567890", "1e400", "-0.0"].randomElement(using: &generator) ?? "0")
          ?? JSONNumber(0))
    case 2...5: return .string(text(&generator, upTo: 12))
    case 6, 7:
      return .array((0..<Int.random(in: 0...3, using: &generator)).map { _ in value(&generator, depth: depth + 1) })
    default:
      return .object(
        (0..<Int.random(in: 0...3, using: &generator)).map { _ in
          JSONMember(key: text(&generator, upTo: 4), value: value(&generator, depth: depth + 1))
        })
    }
  }

  @Test("identifiers, attributes and event data arrive byte for byte")
  func anything() async throws {
    let local = try await Local(people: 0)
    let client = local.client
    var sent: [(id: String, data: JSONValue, request: APIRequest, status: Int)] = []
    for seed in 0..<400 {
      var generator = SeededGenerator(seed: UInt64(seed))
      // A mark of its own keeps runs apart; the shape stays as odd as it was.
      let id = Self.text(&generator, upTo: 8) + "-\(seed)"
      let data: JSONValue = ["v": Self.value(&generator), "w": Self.value(&generator)]
      let request = try APIRequest.event(
        customer: PersonReference.customerID(id), name: "fidelity", data: data, id: "f\(seed)")
      #expect(PercentEncoding.decode(request.path.split(separator: "/")[3]) == id)
      sent.append((id, data, request, try await client.send(request).status))
    }
    let recorded = try await local.control(.get, "/_sandbox/requests").arrayValue ?? []
    #expect(recorded.count == sent.count)
    let events = try await local.control(.get, "/_sandbox/state")["events"]?.arrayValue ?? []
    for (call, record) in zip(sent, recorded) {
      #expect(record["path"]?.stringValue == call.request.path)
      #expect(record["body"]?.stringValue == String(decoding: call.request.body ?? Data(), as: UTF8.self))
      guard call.status == 200 else {
        // Only an identifier that Customer.io itself calls malformed may be refused.
        #expect(call.id.hasPrefix("cio_") || call.id.utf8.count > 150, "\(call.status) for \(call.id.debugDescription)")
        continue
      }
      if call.id.hasPrefix("cio_") { continue }
      #expect(events.contains { $0["data"] == call.data }, "\(call.id.debugDescription)")
    }
    await local.server.stop()
  }

  @Test("ids and attributes of every shape stand in the state as they were given")
  func attributes() async throws {
    let local = try await Local(people: 0)
    for seed in 0..<150 {
      var generator = SeededGenerator(seed: UInt64(seed) &+ 10_000)
      let id = Self.text(&generator, upTo: 10) + "-\(seed)"
      let attributes = JSONValue.object(
        (0..<Int.random(in: 1...6, using: &generator)).map { number in
          // A name of its own each, none that has a meaning; what is null or empty would take the attribute away.
          JSONMember(
            key: "\(number)" + Self.text(&generator, upTo: 6),
            value: [Self.value(&generator), Self.value(&generator)])
        })
      let entity = TrackEntity.identify(.id(id), attributes: attributes)
      let exchange = try await local.client.send(seed % 2 == 0 ? .entity(entity) : .batch([entity]))
      guard id.utf8.count <= 150,
        attributes.objectValue?.allSatisfy({ $0.value.compactText.utf8.count <= 1000 }) == true
      else {
        #expect(exchange.status == 400 || exchange.status == 207)
        continue
      }
      #expect(
        exchange.status == 200, "\(String(describing: try? String(decoding: exchange.body.data(), as: UTF8.self)))")
      let person = try #require(try await local.person("id:" + id), "\(id.debugDescription)")
      #expect(person["id"]?.stringValue.map { Array($0.utf8) } == Array(id.utf8))
      #expect(person["attributes"] == attributes, "\(id.debugDescription)")
    }
    await local.server.stop()
  }

  @Test("strings that break programs arrive as id, attribute and event name")
  func naughtyStrings() async throws {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../../shared/data/naughty-strings.json")
    let own = ["", "undefined", "null", "../../etc", "<script>", "Ω≈ç√", "' OR 1=1 --", "\u{202E}test", "\u{0}"]
    let strings = (try? Data(contentsOf: file)).flatMap { try? JSONValue(parsing: $0).arrayValue }?
      .compactMap(\.stringValue)
    if let strings { print("with \(strings.count) strings of \(file.lastPathComponent)") }
    let local = try await Local(people: 0)
    for (number, text) in (strings ?? own).enumerated() where text.utf8.count <= 140 {
      let id = "\(text)#\(number)"
      // Spaces around a name are no part of it.
      let name = text.utf8.count <= 90 ? "<\(text)>" : "long"
      _ = try await local.client.perform(.entity(.identify(.id(id), attributes: ["text": .string(text + "!")])))
      _ = try await local.client.perform(.entity(.event(.id(id), name: name, attributes: ["text": .string(text)])))
      let state = try await local.control(.get, "/_sandbox/state", query: [NameValue("people", "id:" + id)])
      #expect(state["people"]?[0]?["id"]?.stringValue == id, "\(text.debugDescription)")
      #expect(state["people"]?[0]?["attributes"]?["text"]?.stringValue == text + "!", "\(text.debugDescription)")
      let kept = state["events"]?[0]
      #expect(kept?["data"]?["text"]?.stringValue == text, "\(text.debugDescription)")
      #expect(kept?["name"]?.stringValue == name, "\(text.debugDescription)")
    }
    await local.server.stop()
  }

  @Test("subscription preferences and relationships go with an identify of either version")
  func preferences() async throws {
    let client = try await Local.shared.value.client
    let object = TrackEntity.ObjectReference.object(typeID: "1", id: "fidelity-object")
    _ = try await client.perform(.entity(.identify(object, attributes: ["name": "Acme"])))
    _ = try await client.perform(
      try .identify(
        "fidelity-v1",
        attributes: [
          "cio_subscription_preferences.topics.topic_1": false,
          "cio_relationships": [
            "action": "add_relationships", "relationships": [["identifiers": object.identifiers]],
          ],
        ]))
    #expect(try await client.fetch(.relationships(of: "fidelity-v1")).items.map(\.objectID) == ["fidelity-object"])
    let topics = try await client.fetch(.subscriptionPreferences(of: "fidelity-v1")).topics
    #expect(topics.first { $0.id == "1" || $0.id == "topic_1" }?.isSubscribed == false, "\(topics)")
  }

  @Test("ids that no path can carry reach their person all the same", arguments: [".", ".."])
  func dots(id: String) async throws {
    let client = try await Local.shared.value.client
    _ = try await client.perform(try .identify(id, attributes: ["mark": "dot"]))
    #expect(try await client.fetch(.attributes(of: id))["mark"] == "dot")
    _ = try await client.perform(try .deleteCustomer(id))
  }
}

/// The same numbers for the same seed.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed &+ 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
