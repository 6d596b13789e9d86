import Foundation
import JSONText
import Service
import Terminal
import Testing
import Widgets

@testable import Console

/// Values at their limits, from the form to the wire: refused under their field before anything is sent, or sent exactly.
@MainActor @Suite(.serialized) struct LimitTests {
  @Test func `an identifier of any characters arrives as it is`() async throws {
    let identifiers = [
      "a/b", "a?b", "a#b", "100%", "100%25", "a+b", "a&b", "with space", "ada@example.com", "../x", "😀", "مرحبا",
      "e\u{301}",
      String(repeating: "x", count: 150), String(repeating: "é", count: 75),
    ]
    try await Stage.play(route: .module(.trackEvent)) { stage in
      for identifier in identifiers {
        try await stage.fill([.customerID: .text(identifier), .eventName: .text("receipt")])
        try await stage.sendWhole()
        let request = try #require(try await stage.changes().last)
        let path = request["path"]?.stringValue ?? ""
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        #expect(parts.count == 6 && path.hasSuffix("/events"), "\(identifier): \(path)")
        #expect(parts.dropFirst(4).first?.removingPercentEncoding == identifier, "\(identifier): \(path)")
      }
    }
  }

  /// As a part of a path they would be taken for a folder.
  @Test(arguments: [".", ".."]) func `an identifier that no path can hold goes in a body`(identifier: String)
    async throws
  {
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.fill([.customerID: .text(identifier), .eventName: .text("receipt")])
      try await stage.sendWhole()
      let request = try #require(try await stage.changes().last)
      #expect(request["path"] == "/api/v2/entity", "\(request)")
      let body = try JSONValue(parsing: request["body"]?.stringValue ?? "")
      #expect(body["identifiers"]?["id"] == .string(identifier))
    }
  }

  @Test(arguments: Refused.all)
  func `what can't be right is refused under its field, and nothing is sent`(refused: Refused) async throws {
    let (module, key) = (refused.module, refused.key)
    try await Stage.play(size: Size(columns: 120, rows: 36), route: .module(module)) { stage in
      try await stage.until("environment · sandbox")
      var values: [FieldKey: FormValue] = [key: refused.value]
      for field in try #require(stage.form).specs
      where field.isMandatory && values[FieldKey(rawValue: field.key)] == nil {
        values[FieldKey(rawValue: field.key)] = Self.right[field.key]
      }
      try await stage.fill(values)
      stage.press(.function(10))
      try await stage.until("Nothing was sent.")
      let error = try #require(stage.form?.errors[key.rawValue])
      #expect(stage.text.contains(error.split(separator: "\n").last?.prefix(30) ?? "?"), "\(stage.text)")
      #expect(try await stage.changes().isEmpty)
    }
  }

  @Test func `JSON arrives as it was typed: digits, order, repeated names`() async throws {
    let text = #"{"n":1.10,"big":12345678901234567890123,"n":2e400,"e":1E+02}"#
    try await Stage.play(route: .module(.trackEvent)) { stage in
      try await stage.fill([.customerID: .text("ada"), .eventName: .text("receipt"), .data: .text(text)])
      try await stage.sendWhole()
      let body = try #require(try await stage.changes().last?["body"]?.stringValue)
      #expect(body.replacing(/\s/, with: "").contains(#""data":\#(text)"#), "\(body)")
    }
  }

  @Test func `300 attributes of 1,000 bytes arrive`() async throws {
    try await Stage.play(route: .module(.upsertCustomer)) { stage in
      let pairs = (0..<90).map { FormPair(name: "a\($0)", value: String(repeating: "x", count: 1_000)) }
      let small = (90..<300).map { FormPair(name: "a\($0)", value: "x") }
      try await stage.fill([.customerID: .text("ada-of-many"), .attributes: .pairs(pairs + small)])
      try await stage.sendWhole()
      let body = try JSONValue(parsing: try await stage.changes().last?["body"]?.stringValue ?? "")
      #expect(body["a0"]?.stringValue?.count == 1_000)
      #expect(body.objectValue?.filter { $0.key.hasPrefix("a") }.count == 300)
    }
  }

  @Test func `a list of 100,000 people that was pasted arrives whole, each once`() async throws {
    try await Stage.play(route: .module(.addToSegment)) { stage in
      let people = (0..<100_000).map { "person-\($0)" }
      try await stage.fill([.segmentID: .text("1")])
      stage.form?.focus(on: FieldKey.customerIDs.rawValue)
      stage.screen.paste(people.joined(separator: "\r"))
      stage.press(.function(10))
      try await stage.until("200", cap: .seconds(120)) { $0.app.current.waiting == nil && $0.text.contains("200") }
      var arrived: [String] = []
      for request in try await stage.changes() {
        let body = try JSONValue(parsing: request["body"]?.stringValue ?? "")
        arrived += (body["ids"]?.arrayValue ?? []).compactMap(\.stringValue)
      }
      #expect(arrived.count == people.count)
      #expect(arrived == people)
    }
  }

  /// What fields that are not looked at hold.
  private static let right: [String: FormValue] = [
    FieldKey.customerID.rawValue: .text("ada"), FieldKey.eventName.rawValue: .text("receipt"),
    FieldKey.segmentID.rawValue: .text("1"), FieldKey.customerIDs.rawValue: .list(["ada"]),
    FieldKey.url.rawValue: .text("/v1/api/customers"),
  ]
}

/// A value that no request may carry, and its field.
struct Refused: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let module: ModuleID
  let key: FieldKey
  let value: FormValue

  private init(_ name: String, _ module: ModuleID, _ key: FieldKey, _ value: FormValue) {
    (testDescription, self.module, self.key, self.value) = (name, module, key, value)
  }

  private static func attribute(_ name: String, _ value: String) -> FormValue {
    .pairs([FormPair(name: name, value: value)])
  }

  static let all: [Refused] = [
    Refused("a Customer ID of 151 bytes", .trackEvent, .customerID, .text(String(repeating: "x", count: 151))),
    Refused("a Customer ID with NUL", .trackEvent, .customerID, .text("a\u{0}b")),
    Refused("a Customer ID of two lines", .trackEvent, .customerID, .text("a\nb")),
    Refused("invalid JSON", .trackEvent, .data, .text("{\"a\":1,}")),
    Refused("100,000 levels", .trackEvent, .data, .text("{\"a\":" + String(repeating: "[", count: 100_000))),
    Refused(
      "100,000 levels that are closed", .trackEvent, .data,
      .text("{\"a\":" + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000) + "}")),
    Refused(
      "10 MB of JSON", .trackEvent, .data, .text("{\"a\":\"" + String(repeating: "x", count: 10_000_000) + "\"}")),
    Refused(
      "JSON of 100,001 bytes", .trackEvent, .data,
      .text("{\"a\":\"" + String(repeating: "x", count: 99_993) + "\"}")),
    Refused("an event's name of 102 bytes", .trackEvent, .eventName, .text(String(repeating: "é", count: 51))),
    Refused(
      "an attribute of 1,001 bytes", .upsertCustomer, .attributes, attribute("a", String(repeating: "x", count: 1_001))),
    Refused(
      "301 attributes", .upsertCustomer, .attributes, .pairs((0..<301).map { FormPair(name: "a\($0)", value: "x") })),
    Refused("another address", .apiCall, .url, .text("https://evil.example/v1")),
    Refused("another host", .apiCall, .url, .text("//evil.example/v1")),
    Refused("a backslash", .apiCall, .url, .text("/a\\b")),
    Refused("user and password", .apiCall, .url, .text("user:secret@evil.example/")),
    Refused("a user", .apiCall, .url, .text("user@evil.example/")),
    Refused("a folder above", .apiCall, .url, .text("/v1/../x")),
    Refused("a header's value with a line break", .apiCall, .headers, attribute("X-A", "x\r\nHost: evil.example")),
    Refused("a header's name with a line break", .apiCall, .headers, attribute("X\nA", "x")),
    Refused("a header that the connection sets", .apiCall, .headers, attribute("Authorization", "Bearer x")),
    Refused("a long ID to delete", .deleteCustomer, .customerID, .text(String(repeating: "x", count: 151))),
    Refused("a control character in a list", .addToSegment, .customerIDs, .list(["ada", "a\u{7}b"])),
    Refused("a segment that is no number", .addToSegment, .segmentID, .text("one")),
  ]
}

extension Stage {
  /// The form of the dialog at hand.
  var form: Form? {
    get { (app.current as? ModuleFormScreen)?.form }
    set { if let newValue { (app.current as? ModuleFormScreen)?.form = newValue } }
  }

  /// Fills the dialog at hand, once it knows its connection, and begins anew where it was sent.
  func fill(_ values: [FieldKey: FormValue]) async throws {
    try await until("environment · sandbox")
    (app.current as? ModuleFormScreen)?.beginAgain()
    for (key, value) in values { form?.setValue(value, for: key.rawValue) }
  }

  /// Sends it, and waits for the answer.
  func sendWhole() async throws {
    press(.function(10))
    try await until("the answer") { $0.text.contains("✓ 200") && $0.app.current.waiting == nil }
  }

  /// What the sandbox was asked to change.
  func changes() async throws -> [JSONValue] {
    let requests = try JSONValue(parsing: try await sandbox?.get("/_sandbox/requests") ?? "[]")
    return (requests.arrayValue ?? []).filter { $0["method"] != "GET" }
  }
}
