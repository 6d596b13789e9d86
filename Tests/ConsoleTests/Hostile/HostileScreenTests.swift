import CustomerIO
import Foundation
import FoundationNetworking
import Service
import Terminal
import Testing

@testable import Console

/// Hostile text as data, on every screen that shows data.
@MainActor @Suite(.serialized) struct HostileScreenTests {
  @Test func `as attributes of a person, every row stays in its columns and copies as it was`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      for (page, texts) in HostileText.attributes.enumerated() {
        let id = "naughty-\(page)"
        var attributes: JSONText = JSONText()
        for (number, text) in texts.enumerated() { attributes.add("a\(1000 + number)", text) }
        try await stage.put("/api/v1/customers/\(id)", attributes.text)
        stage.app.go(to: .person(id))
        try await stage.until("a1000")
        try await stage.rest()
        try await stage.walk("attributes")
      }
      // Those that are drawn as something else, by the copy menu.
      stage.app.go(to: .person("naughty-0"))
      try await stage.until("a1000")
      try await stage.rest()
      let hidden = try #require(HostileText.attributes.first).enumerated().filter { _, text in
        SafeText.visible(text) != text
      }
      #expect(hidden.count >= 24)
      for (number, text) in hidden.prefix(24) {
        stage.press(Key("/"))
        stage.press(.control("u"))
        stage.type("a\(1000 + number)")
        stage.press(.enter)
        let before = stage.screen.copied.count
        stage.press(Key("y"), .enter)
        try await stage.until("the copy") { $0.screen.copied.count > before }
        #expect(stage.screen.copied.last == text, "\(text.debugDescription)")
      }
    }
  }

  @Test func `as names of people, events, devices, segments, runs and connections`() async throws {
    try await Stage.play { stage in
      try await stage.until("Nobody was looked at yet.")
      let services = stage.app.session.services
      let connection = try #require(stage.app.session.connection)
      let workspace = try await services.workspace(connection)
      let texts = HostileText.own.filter { $0.utf8.count <= 90 }
      for (number, text) in texts.enumerated() {
        let names = JSONText([("first_name", text), ("last_name", text), ("plan", "naughty"), ("city", text)])
        try await stage.put("/api/v1/customers/name-\(number)", names.text)
        let event = JSONText([("name", text), ("x", text)])
        try await stage.post("/api/v1/customers/name-0/events", event.text)
        try await stage.put(
          "/api/v1/customers/name-0/devices", #"{"device":\#(JSONText([("id", text), ("platform", "ios")]).text)}"#)
        try await stage.post(
          "/v1/segments", #"{"segment":\#(JSONText([("name", text), ("description", text)]).text)}"#, app: true)
        var values = ModuleValues([
          .connection: .text(connection.name), .customerID: .text("name-0"), .eventName: .text(text),
          .reason: .text(text),
          .data: .pairs([Pair(name: text, value: text)]),
        ])
        values = values.filled(from: .definition(.trackEvent))
        _ = try? await services.runner.run(.definition(.trackEvent), values, in: workspace)
        var added = ModuleValues([
          .connectionName: .text(text), .siteID: .text("site"), .apiKey: .text("key"), .region: .text("us"),
        ])
        added = added.filled(from: .definition(.createConnection))
        _ = try? await services.connections.add(added, test: false)
      }
      await stage.app.connectionsChanged()
      for route in [
        Console.Route.person("name-0"), .person("name-0", .activity), .person("name-0", .segments),
        .person("name-0", .devices), .person("name-0", .messages), .segments, .activity, .journal, .connections,
      ] {
        stage.app.go(to: route)
        try await stage.until { $0.app.current.route == route && $0.app.current.waiting == nil }
        try await stage.rest()
        try await stage.walk(route.text)
      }
      // The first run of the history, and a search for people by what they have in common.
      stage.app.go(to: .journal)
      try await stage.until("Track an event")
      stage.press(.enter)
      try await stage.until { $0.app.current.route != .journal }
      try await stage.rest()
      try await stage.walk("a run")
      stage.app.go(to: .people)
      try await stage.until("plan=pro")
      stage.press(Key("/"))
      stage.type("plan=naughty")
      stage.press(.enter)
      try await stage.until("name-")
      try await stage.walk("people")
      stage.app.go(
        to: .module(.apiCall),
        with: ModuleValues([.url: .text("/v1/customers/name-0/attributes"), .domain: .text("app")]))
      try await stage.until { $0.app.current.route == .module(.apiCall) }
      stage.press(.control("s"))
      try await stage.until("✓ 200")
      try await stage.walk("an answer")
    }
  }
}

/// JSON made of strings alone, by Foundation, so that nothing of the product is in it.
struct JSONText {
  private var members: [String] = []

  init(_ members: [(String, String)] = []) { for (name, value) in members { add(name, value) } }

  mutating func add(_ name: String, _ value: String) { members.append("\(Self.quoted(name)):\(Self.quoted(value))") }
  var text: String { "{\(members.joined(separator: ","))}" }

  private static func quoted(_ text: String) -> String {
    guard let data = try? JSONEncoder().encode(text) else { return "\"\"" }
    return String(decoding: data, as: UTF8.self)
  }
}

extension Stage {
  /// Pages through what the screen shows, and checks each frame.
  fileprivate func walk(_ what: String) async throws {
    var seen = ""
    for _ in 0..<200 {
      let frame = app.makeFrame()
      let problems = FrameCheck.problems(in: frame)
      #expect(problems.isEmpty, "\(what): \(problems)\n\(text)")
      press(.pageDown)
      try await settled()
      guard text != seen else { return }
      seen = text
    }
  }

  fileprivate func put(_ path: String, _ json: String) async throws { try await send("PUT", path, json, app: false) }

  fileprivate func post(_ path: String, _ json: String, app: Bool = false) async throws {
    try await send("POST", path, json, app: app)
  }

  private func send(_ method: String, _ path: String, _ json: String, app: Bool) async throws {
    guard let sandbox else { return }
    let url = try #require(URL(string: (app ? sandbox.addresses.appURL : sandbox.addresses.trackURL) + path))
    var request = URLRequest(url: url)
    request.httpMethod = method
    request.httpBody = Data(json.utf8)
    let keys = sandbox.credentials
    let basic = Data("\(keys.siteID):\(keys.apiKey)".utf8).base64EncodedString()
    request.setValue(app ? "Bearer \(keys.appAPIKey)" : "Basic \(basic)", forHTTPHeaderField: "Authorization")
    request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    let (data, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    #expect(status < 500, "\(method) \(path) \(json): \(status) \(String(decoding: data, as: UTF8.self))")
  }
}
