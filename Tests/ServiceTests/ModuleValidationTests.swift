import Foundation
import JSONText
import Testing

@testable import Service

@Suite("A dialog's values") struct ModuleValidationTests {
  let now = Date(timeIntervalSince1970: 1_772_000_000)

  private func event(_ change: (inout ModuleValues) -> Void = { _ in }) -> ModuleValues {
    var values = ModuleValues([.connection: .text("acme"), .customerID: .text("ada"), .eventName: .text("receipt")])
    values = values.filled(from: .trackEvent)
    change(&values)
    return values
  }

  private func customer(_ change: (inout ModuleValues) -> Void = { _ in }) -> ModuleValues {
    var values = ModuleValues([.connection: .text("acme"), .customerID: .text("ada")])
    values = values.filled(from: .upsertCustomer)
    change(&values)
    return values
  }

  private func message(_ key: FieldKey, _ definition: ModuleDefinition, _ values: ModuleValues) -> String? {
    definition.problems(in: values, now: now).first { $0.key == key }?.message
  }

  @Test("need a reason where the policy demands one of what changes something") func reasonDemanded() {
    let policy = RunPolicy(requiresReason: true)
    let track = policy.applied(to: .trackEvent)
    #expect(track[.reason]?.isMandatory == true)
    #expect(track[.reason]?.isAdvanced == false)
    #expect(message(.reason, track, event()) == "Reason is needed.")
    #expect(message(.reason, track, event { $0[.reason] = .text("OPS-7") }) == nil)
    #expect(RunPolicy().applied(to: .trackEvent)[.reason]?.isMandatory == false)
    // A call that only reads needs none.
    let call = policy.applied(to: .apiCall)
    var values = ModuleValues([.connection: .text("acme"), .url: .text("/v1/segments")]).filled(from: .apiCall)
    #expect(message(.reason, call, values) == nil)
    values[.method] = .text("POST")
    #expect(message(.reason, call, values) == "Reason is needed for what changes something.")
  }

  @Test("that are whole have no problems") func whole() {
    #expect(ModuleDefinition.trackEvent.problems(in: event(), now: now) == [])
    #expect(ModuleDefinition.upsertCustomer.problems(in: customer(), now: now) == [])
  }

  @Test("lack each mandatory field in words", arguments: ModuleDefinition.all.map(\.id))
  func mandatory(id: ModuleID) {
    let definition = ModuleDefinition.definition(id)
    let missing = Set(definition.problems(in: ModuleValues(), now: now).map(\.key))
    #expect(missing == Set(definition.fields.filter(\.isMandatory).map(\.key)))
  }

  @Test(
    "take any identifier that Customer.io takes",
    arguments: [
      "a/b", "?", "#", "100%", "a+b", "a&b", "with space", "ada@example.com", "cio_03000001", ".", "..", "../x", "😀",
      "مرحبا",
      String(repeating: "x", count: 150),
    ])
  func identifiers(id: String) {
    #expect(message(.customerID, .trackEvent, event { $0[.customerID] = .text(id) }) == nil)
  }

  @Test(
    "refuse an identifier that can't be one",
    arguments: [
      "", "   ", "a\u{0}b", "a\nb", "a\u{1B}[31m", "cio_", "cio_ä", "cio_a-b", String(repeating: "x", count: 151),
      String(repeating: "é", count: 76),
    ])
  func noIdentifiers(id: String) {
    #expect(message(.customerID, .trackEvent, event { $0[.customerID] = .text(id) }) != nil)
  }

  @Test("measure an event's name in bytes") func eventName() {
    #expect(
      message(.eventName, .trackEvent, event { $0[.eventName] = .text(String(repeating: "é", count: 50)) }) == nil)
    #expect(
      message(.eventName, .trackEvent, event { $0[.eventName] = .text(String(repeating: "é", count: 51)) }) != nil)
    #expect(message(.eventName, .trackEvent, event { $0[.eventName] = .text("   ") }) != nil)
    #expect(message(.eventName, .trackEvent, event { $0[.eventName] = .text("a\r\nb") }) != nil)
  }

  @Test("keep JSON as typed: digits, order, repeated names") func jsonAsTyped() throws {
    let text = #"{"n":1.10,"big":12345678901234567890123,"n":2e400}"#
    let values = event { $0[.data] = .text(text) }
    #expect(message(.data, .trackEvent, values) == nil)
    #expect(try values.object(.data).compactText == text)
  }

  @Test(
    "say where JSON is wrong",
    arguments: [
      ("{\"a\":1,}", "column"), ("[1]", "object"), ("\"x\"", "object"), ("{\"a\":NaN}", "column"), ("{", "line 1"),
    ])
  func badJSON(text: String, word: String) {
    #expect(message(.data, .trackEvent, event { $0[.data] = .text(text) })?.contains(word) == true)
  }

  @Test("refuse JSON of any depth and size without a crash") func hugeJSON() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(message(.data, .trackEvent, event { $0[.data] = .text("{\"a\":" + deep) }) != nil)
    let large = "{\"a\":\"" + String(repeating: "x", count: 10_000_000) + "\"}"
    #expect(message(.data, .trackEvent, event { $0[.data] = .text(large) })?.contains("Too large") == true)
  }

  @Test("count event data to the byte") func eventData() {
    let frame = "{\"a\":\"\"}".utf8.count
    let fits = "{\"a\":\"" + String(repeating: "x", count: 100_000 - frame) + "\"}"
    #expect(message(.data, .trackEvent, event { $0[.data] = .text(fits) }) == nil)
    let over = "{\"a\":\"" + String(repeating: "x", count: 100_001 - frame) + "\"}"
    #expect(message(.data, .trackEvent, event { $0[.data] = .text(over) }) != nil)
  }

  @Test("hold attributes to Customer.io's limits") func attributes() {
    func pairs(_ pairs: [Pair]) -> String? {
      message(.attributes, .upsertCustomer, customer { $0[.attributes] = .pairs(pairs) })
    }
    #expect(pairs([Pair(name: "a", value: String(repeating: "x", count: 1_000))]) == nil)
    #expect(pairs([Pair(name: "a", value: String(repeating: "x", count: 1_001))]) != nil)
    #expect(pairs([Pair(name: String(repeating: "n", count: 150), value: "x")]) == nil)
    #expect(pairs([Pair(name: String(repeating: "n", count: 151), value: "x")]) != nil)
    #expect(pairs((0..<300).map { Pair(name: "a\($0)", value: "x") }) == nil)
    #expect(pairs((0..<301).map { Pair(name: "a\($0)", value: "x") }) != nil)
    #expect(pairs([Pair(name: "", value: "x")]) != nil)
    #expect(pairs([Pair(name: "n", value: "three", type: .number)]) != nil)
    #expect(pairs([Pair(name: "n", value: "1.10", type: .number)]) == nil)
    #expect(pairs([Pair(name: "b", value: "maybe", type: .boolean)]) != nil)
    #expect(pairs([Pair(name: "j", value: "{", type: .json)]) != nil)
    #expect(pairs([Pair(name: "gone", value: "")]) == nil)
  }

  @Test("refuse what is given twice") func twice() {
    let email = customer {
      $0[.email] = .text("ada@example.com")
      $0[.attributes] = .pairs([Pair(name: "email", value: "x@example.com")])
    }
    #expect(message(.attributes, .upsertCustomer, email) != nil)
    let id = customer { $0[.attributes] = .pairs([Pair(name: "id", value: "other")]) }
    #expect(message(.attributes, .upsertCustomer, id) != nil)
  }

  @Test("refuse a URL that would leave the connection's host, and headers that break the request") func apiCall() {
    func problem(_ key: FieldKey, _ change: (inout ModuleValues) -> Void) -> String? {
      var values = ModuleValues([.connection: .text("acme"), .url: .text("/v1/api/customers")]).filled(from: .apiCall)
      change(&values)
      return message(key, .apiCall, values)
    }
    for url in [
      "https://evil.example/v1", "//evil.example/v1", "\\\\evil", "/a\\b", "user:pw@evil.example/", "/a\r\nHost: x",
      "/../x",
    ] {
      #expect(problem(.url) { $0[.url] = .text(url) } != nil, "\(url)")
    }
    for header in [
      Pair(name: "Authorization", value: "Basic x"), Pair(name: "X-A\r\nB", value: "x"),
      Pair(name: "X-A", value: "x\r\nB: y"),
      Pair(name: "", value: "x"),
    ] {
      #expect(problem(.headers) { $0[.headers] = .pairs([header]) } != nil, "\(header)")
    }
    #expect(problem(.body) { $0[.body] = .text("{}") } != nil)
    #expect(problem(.url) { $0[.url] = .text("/v1/customers?email=a%40b.c") } == nil)
  }

  @Test("take a list of 100,000 people") func longList() {
    var values = ModuleValues([.connection: .text("acme"), .segmentID: .text("7")]).filled(from: .addToSegment)
    values[.customerIDs] = .lines((0..<100_000).map { "person-\($0)" })
    #expect(ModuleDefinition.addToSegment.problems(in: values, now: now) == [])
    values[.customerIDs] = .lines(["ada", "", "bad\u{7}"])
    #expect(message(.customerIDs, .addToSegment, values) != nil)
  }

  @Test("survive the way through a draft, secrets left out") func draft() throws {
    var values = event {
      $0[.data] = .pairs([Pair(name: "total", value: "19.90", type: .number), Pair(name: "x", value: "\u{1B}[31m")])
    }
    let text = values.json(of: .trackEvent).compactText
    let read = ModuleValues(json: try JSONValue(parsing: text), of: .trackEvent)
    #expect(read[.data] == values[.data])
    #expect(read[.customerID] == values[.customerID])
    values = ModuleValues([.connectionName: .text("acme"), .apiKey: .text("CANARY-7f3a")])
    #expect(!values.json(of: .createConnection).compactText.contains("CANARY"))
  }

  @Test("whitespace around a pasted ID goes, and separators in it are asked about, never parted unasked")
  func packedLines() throws {
    var values = ModuleValues([.segmentID: .text("1"), .customerIDs: .lines(["  ada\u{A0}", "", " ", "a b"])])
    #expect(values.lines(.customerIDs) == ["ada", "a b"])
    #expect(ModuleDefinition.addToSegment.remark(values) == nil)
    values[.customerIDs] = .lines(["ada, bob;eve ,,mia"])
    #expect(values.lines(.customerIDs) == ["ada, bob;eve ,,mia"])
    let packed = try #require(PackedLines(values.lines(.customerIDs)))
    #expect(packed.question == "3 commas and 1 semicolon: one ID, or 4?")
    #expect(packed.parts == ["ada", "bob", "eve", "mia"])
    #expect(PackedLines(["ada,", "bob"])?.question == "1 comma: part of the ID?")
    #expect(ModuleDefinition.addToSegment.remark(values)?.contains("Sent as one ID") == true)
  }
}
