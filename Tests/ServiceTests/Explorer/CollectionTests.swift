import CustomerIO
import Foundation
import Store
import Testing

@testable import Service

@Suite("Collections of saved requests") struct CollectionTests {
  private static func collections(
    _ home: Home, environment: [String: String] = [:]
  ) -> Collections {
    Collections(location: home.location, environment: environment)
  }

  static let request = SavedRequest(
    name: "Attributes of one", domain: .app, method: .get, path: "/v1/customers/{{customer_id}}/attributes",
    query: [NameValue("id_type", "id"), NameValue("a=b", "c")],
    headers: [NameValue("X-Trace", "7"), NameValue("X-Space", "  two")], body: "", note: "For tickets")

  @Test("A call that is never to be stored says so in its file, and is sent so") func neverStored() throws {
    var values = ModuleValues([.domain: .text("app"), .method: .text("GET"), .url: .text("/v1/segments")])
    #expect(try SavedRequest(name: "x", values: values).isKept)
    values[.noHistory] = .toggle(true)
    let request = try SavedRequest(name: "x", values: values)
    #expect(CollectionText.block(request).contains("\nhistory = false\n"))
    #expect(request.values.isOn(.noHistory))
    #expect(RequestExport.command.text(of: request).contains("--no-history"))
  }

  @Test("What is saved comes back, and reads well in a diff") func roundTrip() async throws {
    let home = try Home()
    let collections = Self.collections(home)
    _ = try await collections.save(Self.request, in: "People")
    var hostile = SavedRequest(
      name: "Hostile \"quotes\" 'too' é \u{1F600}", domain: .track, method: .post, path: "/api/v2/batch",
      body: "line 1\n'''\n\\u0000 \u{1}\u{7F}\r\n'", isKept: false)
    hostile.note = "\"quotes\" '\u{301} [[request]]"
    _ = try await collections.save(hostile, in: "People")
    let back = try #require(await Self.collections(home).all().first)
    #expect(back.name == "People")
    #expect(back.isOwn)
    #expect(back.problems.isEmpty)
    #expect(back.requests == [Self.request, hostile])
    let text = try String(contentsOf: back.file, encoding: .utf8)
    #expect(
      text.hasPrefix(
        """
        [[request]]
        name = "Attributes of one"
        note = "For tickets"
        domain = "app"
        method = "GET"
        path = "/v1/customers/{{customer_id}}/attributes"
        query = [
          "id_type=id",
          ["a=b", "c"],
        ]
        headers = [
          "X-Trace: 7",
          ["X-Space", "  two"],
        ]

        [[request]]
        """))
    let mode = try FileManager.default.attributesOfItem(atPath: back.file.path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    hostile.body = "{\n  \"a\": 1\n}"
    let saved = try await collections.save(hostile, in: "People")
    #expect(saved.requests.last == hostile)
    #expect(try String(contentsOf: saved.file, encoding: .utf8).contains("body = '''\n{\n  \"a\": 1\n}'''\n"))
  }

  @Test("An edit leaves comments, unknown keys and the other requests as they were") func editing() async throws {
    let home = try Home()
    let collections = Self.collections(home)
    let text = """
      # Our team's calls
      owner = "data"

      [variables]
      segment = 7 # ours

      # The first one.
      [[request]]
      name = 'One'   # its name
      domain = "app"
      path = "/v1/segments"
      colour = "red"
      query = [ "a=1", # why
        "b=2" ]
      [request.extra]
      x = 1

      # The second one.
      [[request]]
      name = "Two"
      domain = "track"
      method = "POST"
      path = "/x"

      """
    try home.write(text, to: "collections/Team.toml")
    var one = try await collections.request("Team/One").request
    #expect(one.query == [NameValue("a", "1"), NameValue("b", "2")])
    one.method = .post
    one.path = "/v1/segments/new"
    let saved = try await collections.save(one, in: "Team")
    #expect(saved.variables == ["segment": "7"])
    #expect(
      try String(contentsOf: saved.file, encoding: .utf8)
        == text.replacing("path = \"/v1/segments\"\n", with: "path = \"/v1/segments/new\"\n")
        .replacing("  \"b=2\" ]\n", with: "  \"b=2\" ]\nmethod = \"POST\"\n"))
    try await collections.remove("Two", from: "Team")
    let left = try String(contentsOf: saved.file, encoding: .utf8)
    #expect(!left.contains("Two"))
    #expect(left.contains("# The second one."))
    #expect(try await collections.collection("Team").requests.map(\.name) == ["One"])
  }

  @Test("A rename keeps the place, and takes no other request's name") func rename() async throws {
    let home = try Home()
    let collections = Self.collections(home)
    var request = Self.request
    for name in ["a", "b"] {
      request.name = name
      _ = try await collections.save(request, in: "C")
    }
    request.name = "z"
    #expect(try await collections.save(request, in: "C", replacing: "a").requests.map(\.name) == ["z", "b"])
    request.name = "b"
    await #expect(throws: ServiceError.self) { try await collections.save(request, in: "C", replacing: "z") }
  }

  @Test("A broken file disables itself alone, and says where") func broken() async throws {
    let home = try Home()
    try home.write("[[request]]\nname = \"x\ndomain = 1\n", to: "collections/Broken.toml")
    try home.write(
      """
      [[request]]
      name = "Good"
      domain = "app"
      path = "/v1/segments"

      [[request]]
      name = "Bad domain"
      domain = "ap"
      path = "/v1/segments"

      [[request]]
      name = "Secret"
      domain = "app"
      path = "/v1/segments"
      headers = ["authorization: Bearer canary-4711"]
      """, to: "collections/Half.toml")
    let all = await Self.collections(home).all()
    let broken = try #require(all.first { $0.name == "Broken" })
    #expect(broken.requests.isEmpty)
    #expect(broken.problems.first?.line == 2)
    #expect(broken.problems.first?.description.contains("Broken.toml:2: ") == true)
    let half = try #require(all.first { $0.name == "Half" })
    #expect(half.requests.map(\.name) == ["Good"])
    #expect(half.problems.map(\.line) == [8, 15])
    #expect(!half.problems.map(\.description).joined().contains("canary-4711"))
    await #expect(throws: ServiceError.self) { try await Self.collections(home).save(Self.request, in: "Broken") }
    #expect(try home.read("collections/Broken.toml").contains("name = \"x"))
  }

  @Test("Secrets are never saved") func secrets() async throws {
    let home = try Home()
    var request = Self.request
    request.headers = [NameValue("AUTHORIZATION", "Bearer canary")]
    let error = await #expect(throws: ServiceError.self) {
      try await Self.collections(home).save(request, in: "People")
    }
    #expect(error?.message.contains("AUTHORIZATION") == true)
    #expect(error?.text.contains("canary") == false)
    #expect(!FileManager.default.fileExists(atPath: home.location.collectionsFolder.path))
    #expect(throws: FieldProblem.self) { try SavedRequest(name: "x", values: request.values) }
  }

  @Test(
    "A hostile name never becomes a path",
    arguments: ["../evil", "..", ".hidden", "a/b", "a\\b", "", "x\0y", "-rf", " x", "con:", "a\nb", "variables"])
  func hostileNames(_ name: String) async throws {
    let home = try Home()
    await #expect(throws: ServiceError.self) { try await Self.collections(home).save(Self.request, in: name) }
    #expect(try FileManager.default.subpathsOfDirectory(atPath: home.url.path).filter { $0.hasSuffix(".toml") } == [])
  }

  @Test("A team's folder is read beside the own one, and keeps its files' permissions") func shared() async throws {
    let home = try Home()
    let team = home.url.appending(path: "team", directoryHint: .isDirectory)
    try home.write("[[request]]\nname = \"T\"\ndomain = \"app\"\npath = \"/v1/segments\"\n", to: "team/Team.toml")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: team.appending(path: "Team.toml").path)
    let collections = Self.collections(home, environment: ["CIO_CONSOLE_COLLECTIONS": "/no/such/folder:\(team.path)"])
    _ = try await collections.save(Self.request, in: "Own")
    #expect(await collections.all().map(\.name) == ["Own", "Team"])
    let saved = try await collections.save(Self.request, in: "Team")
    #expect(!saved.isOwn)
    #expect(saved.requests.count == 2)
    let mode = try FileManager.default.attributesOfItem(atPath: saved.file.path)[.posixPermissions] as? Int
    #expect(mode == 0o644)
    try home.write("[collections]\nfolders = [\"\(team.path)\"]\n", to: "settings.toml")
    #expect(await Self.collections(home).all().map(\.name) == ["Own", "Team"])
  }

  @Test("A link is not written through") func link() async throws {
    let home = try Home()
    try home.write("x = 1\n", to: "victim.toml")
    try FileManager.default.createDirectory(at: home.location.collectionsFolder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(
      at: home.location.collectionsFolder.appending(path: "Link.toml"),
      withDestinationURL: home.location.configuration.appending(path: "victim.toml"))
    await #expect(throws: ServiceError.self) { try await Self.collections(home).save(Self.request, in: "Link") }
    #expect(try home.read("victim.toml") == "x = 1\n")
  }

  @Test("A thousand are saved at once, and saved again where they stand") func many() async throws {
    let home = try Home()
    let collections = Self.collections(home)
    var requests = (0..<1_000).map {
      SavedRequest(name: "r\($0)", domain: .app, method: .get, path: "/v1/segments/\($0)")
    }
    _ = try await collections.save(requests, in: "Many")
    for index in requests.indices { requests[index].path += "/membership" }
    requests.append(Self.request)
    let saved = try await collections.save(requests, in: "Many")
    #expect(saved.requests == requests)
  }

  @Test("A name that is nearly right is suggested") func suggestions() async throws {
    let home = try Home()
    let collections = Self.collections(home)
    _ = try await collections.save(Self.request, in: "People")
    let first = await #expect(throws: ServiceError.self) { try await collections.request("Poeple/x") }
    #expect(first?.text.contains("Did you mean People?") == true)
    let second = await #expect(throws: ServiceError.self) { try await collections.request("People/Attributes of on") }
    #expect(second?.text.contains("Did you mean Attributes of one?") == true)
  }

  @Test("Any text at all is read or refused, and never changed into another") func noise() throws {
    var generator = SystemRandomNumberGenerator()
    let parts = [
      "[[request]]\n", "name = \"a\"\n", "path = '/x'\n", "domain = \"app\"\n", "[", "]", "'''", "\"\"\"", "\\", "#",
      "\n",
      "= ", "{", "}", "query = [\"a=1\",\n", "é", "\r\n", "[request.x]\n", "body = '''\nx'''\n",
    ]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 1...14, using: &generator)).map { _ in parts.randomElement(using: &generator) ?? ""
      }
      .joined()
      guard let file = try? TOMLFile(path: "x", text: text) else { continue }
      let outline = TOMLOutline(text)
      #expect(outline.statements.map { Array(outline.bytes[$0.range]) }.flatMap { $0 } == Array(text.utf8))
      let before = CollectionReader(file).requests
      var editor = CollectionEditor(file)
      guard (try? editor.put(Self.request, replacing: Self.request.name)) != nil else { continue }
      #expect(CollectionReader(editor.file).requests == before + [Self.request])
    }
  }
}

/// A configuration folder of its own, gone with the test.
final class Home: Sendable {
  let url: URL
  let location: StoreLocation

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(
      path: "cio-console-\(UUID().uuidString)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    location = StoreLocation(
      configuration: url, data: url.appending(path: "data", directoryHint: .isDirectory),
      state: url.appending(path: "state", directoryHint: .isDirectory))
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String { try String(contentsOf: url.appending(path: path), encoding: .utf8) }
}
