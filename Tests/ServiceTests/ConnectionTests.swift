import CustomerIO
import Foundation
import Store
import Testing

@testable import Service

@Suite("Connections") struct ConnectionTests {
  private func values(_ bench: Bench, name: String = "acme", key: String? = nil) -> ModuleValues {
    ModuleValues([
      .connectionName: .text(name), .siteID: .text(bench.sandbox.credentials.siteID),
      .apiKey: .text(key ?? bench.sandbox.credentials.apiKey), .appAPIKey: .text(bench.sandbox.credentials.appAPIKey),
      .region: .text("custom"), .trackURL: .text(bench.sandbox.addresses.trackURL),
      .appURL: .text(bench.sandbox.addresses.appURL), .betaURL: .text(bench.sandbox.addresses.betaURL),
    ])
  }

  @Test("are tested, saved, made default, edited and removed") func life() async throws {
    try await Bench.run { bench in
      let book = bench.services.connections
      let saved = try await book.add(values(bench))
      #expect(saved.test?.isGood == true)
      #expect(saved.connection.isDefault)
      #expect(saved.connection.kind == .sandbox)
      let second = try await book.add(values(bench, name: "other"))
      #expect(!second.connection.isDefault)
      try await book.makeDefault(second.connection)
      let other = try await book.named("OTHER")
      #expect(other.isDefault)
      var edited = ConnectionBook.values(of: second.connection)
      edited[.connectionName] = .text("renamed")
      edited[.kind] = .text("production")
      let after = try await book.edit(try await book.named("other"), edited)
      #expect(after.connection.kind == .production)
      let workspace = try await bench.services.workspace(after.connection)
      let found1 = try await workspace.people.find("ada").people.count
      #expect(found1 == 1)
      try await book.remove(after.connection)
      let found2 = try await book.all().map(\.name)
      #expect(found2 == ["environment", "acme"])
    }
  }

  @Test("with refused keys are not saved") func refused() async throws {
    try await Bench.run { bench in
      let error = await #expect(throws: ServiceError.self) {
        try await bench.services.connections.add(values(bench, key: "wrong"))
      }
      #expect(error?.exitStatus == .authentication)
      #expect(error?.connectionField == .apiKey)
      let found3 = try await bench.services.connections.all().map(\.name)
      #expect(found3 == ["environment"])
    }
  }

  @Test("that can't be reached are saved untested when asked to") func unreachable() async throws {
    try await Bench.run { bench in
      var values = values(bench)
      values[.trackURL] = .text("http://127.0.0.1:1")
      let error = await #expect(throws: ServiceError.self) { try await bench.services.connections.add(values) }
      #expect(error?.exitStatus == .notReached)
      let saved = try await bench.services.connections.add(values, test: false)
      #expect(saved.test == nil)
    }
  }

  @Test("have names of their own") func names() async throws {
    try await Bench.run { bench in
      _ = try await bench.services.connections.add(values(bench))
      let error = await #expect(throws: ServiceError.self) {
        try await bench.services.connections.add(values(bench, name: "ACME"))
      }
      #expect(error?.connectionField == .connectionName)
    }
  }

  @Test("keep their keys in the vault alone") func vault() async throws {
    try await Bench.run { bench in
      _ = try await bench.services.connections.add(values(bench))
      let database = try Data(contentsOf: bench.services.location.databaseFile)
      #expect(database.range(of: Data(bench.sandbox.credentials.apiKey.utf8)) == nil)
      let vault = try Data(contentsOf: bench.services.location.vaultFile)
      #expect(vault.range(of: Data(bench.sandbox.credentials.apiKey.utf8)) != nil)
    }
  }

  @Test(
    "from the environment say which variable is wrong",
    arguments: [
      ["CIO_CONSOLE_TRACK_URL": "ftp://x"], ["CIO_CONSOLE_REGION": "mars"], ["CIO_CONSOLE_KIND": "toy"],
      ["CIO_CONSOLE_TRACK_URL": "http://example.com"], ["CIO_CONSOLE_REGION": "custom"],
    ])
  func environment(wrong: [String: String]) throws {
    let environment = ["CIO_CONSOLE_SITE_ID": "s", "CIO_CONSOLE_API_KEY": "k"].merging(wrong) { $1 }
    let error = #expect(throws: ServiceError.self) { try EnvironmentConnection(environment: environment) }
    #expect(error?.exitStatus == .usage)
    #expect(error?.message.contains(wrong.keys.first ?? "-") == true)
  }

  @Test("from the environment name the half of Site ID and key that is missing") func halfOfAPair() throws {
    let noKey = #expect(throws: ServiceError.self) {
      try EnvironmentConnection(environment: ["CIO_CONSOLE_SITE_ID": "s"])
    }
    #expect(noKey?.exitStatus == .usage)
    #expect(noKey?.advice.contains("Set CIO_CONSOLE_API_KEY too") == true)
    let noSite = #expect(throws: ServiceError.self) {
      try EnvironmentConnection(environment: ["CIO_CONSOLE_API_KEY": "k"])
    }
    #expect(noSite?.advice.contains("Set CIO_CONSOLE_SITE_ID too") == true)
    #expect(noSite?.text.contains("k is") == false)
    // An App API Key alone is enough to read.
    #expect(
      try EnvironmentConnection(environment: ["CIO_CONSOLE_APP_API_KEY": "a", "CIO_CONSOLE_SITE_ID": "s"]) != nil)
  }

  @Test("from the environment detect their region only where nothing else is said") func detection() throws {
    let plain = try EnvironmentConnection(environment: ["CIO_CONSOLE_SITE_ID": "s", "CIO_CONSOLE_API_KEY": "k"])
    #expect(plain?.connection.region == .undetected)
    #expect(plain?.connection.kind == .production)
    let own = try EnvironmentConnection(
      environment: [
        "CIO_CONSOLE_SITE_ID": "s", "CIO_CONSOLE_API_KEY": "k", "CIO_CONSOLE_TRACK_URL": "http://127.0.0.1:8080",
      ])
    #expect(own?.connection.region == .custom)
    #expect(own?.connection.kind == .sandbox)
    #expect(try EnvironmentConnection(environment: [:]) == nil)
  }

  @Test("with custom addresses never call Customer.io's own: what the keys are for must be given")
  func customAddresses() async throws {
    var values = ModuleValues([
      .connectionName: .text("proxy"), .siteID: .text("s"), .apiKey: .text("k"), .appAPIKey: .text("a"),
      .pipelinesKey: .text("p"), .region: .text("custom"),
    ])
    func wrong() -> [FieldKey] {
      ModuleDefinition.createConnection.problems(in: values.filled(from: .createConnection), now: Date()).map(\.key)
    }
    #expect(wrong() == [.trackURL, .appURL, .pipelinesURL])
    values[.region] = .text("us")
    #expect(wrong() == [])
    values[.trackURL] = .text("http://127.0.0.1:9")
    #expect(wrong() == [.appURL, .pipelinesURL])
    values[.appURL] = .text("http://127.0.0.1:9")
    values[.pipelinesURL] = .text("http://127.0.0.1:9")
    #expect(wrong() == [])
    let environment = try EnvironmentConnection(environment: [
      "CIO_CONSOLE_SITE_ID": "s", "CIO_CONSOLE_API_KEY": "k", "CIO_CONSOLE_APP_API_KEY": "a",
      "CIO_CONSOLE_TRACK_URL": "http://127.0.0.1:9",
    ])
    let own = try #require(environment)
    let client = CustomerIOClient(addresses: own.connection.addresses, credentials: own.credentials)
    for domain in [Domain.app, .beta] {
      let error = #expect(throws: APIError.self) {
        _ = try client.prepare(.raw(domain: domain, method: .get, path: "/v1/segments"))
      }
      #expect(error?.kind == .missingAddress(domain))
      #expect(error?.summary.contains("none for the \(domain.title)") == true)
    }
    #expect(try client.prepare(.region()).url.hasPrefix("http://127.0.0.1:9/"))
  }
}
