import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct SchemaTests {
  private let home: TemporaryHome
  private let path: String

  init() throws {
    home = try TemporaryHome()
    path = home.location.databaseFile.path(percentEncoded: false)
  }

  @Test(arguments: ["PRAGMA user_version = 99", "INSERT INTO grdb_migrations (identifier) VALUES ('99 wonders')"])
  func aStoreOfANewerVersionIsRefusedUntouched(mark: String) throws {
    try makeStore()
    try change(mark)
    let before = try Data(contentsOf: home.location.databaseFile)
    let error = #expect(throws: StoreError.self) { try home.open() }
    #expect(error == .newerSchema(path: path))
    #expect(try #require(error).description.contains("newer version"))
    #expect(try Data(contentsOf: home.location.databaseFile) == before)
  }

  @Test func aConsoleThatRunsWhileANewerOneTakesOverStopsWriting() throws {
    let store = try home.open()
    try store.connections.insert(.sample())
    try change("PRAGMA user_version = 99")
    #expect(throws: StoreError.newerSchema(path: path)) { try store.journal.begin(.sample()) }
    #expect(throws: StoreError.newerSchema(path: path)) { try store.connections.insert(.sample("Other")) }
  }

  @Test func aStoreOfVersionOneOpensWithEverythingInIt() throws {
    try FileManager.default.createDirectory(at: home.location.data, withIntermediateDirectories: true)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: VersionOne.dump) }
    try queue.close()
    let store = try home.open()
    let connection = try #require(try store.connections.find(name: "acme"))
    #expect(connection.siteID == "site-1")
    #expect(connection.isDefault)
    #expect(connection.secretSource == .command(["pass", "show", "cio/prod"]))
    let entry = try #require(try store.journal.find("01KB0000000000000000000001"))
    #expect(entry.outcome == .refused)
    #expect(entry.requests.first?.method == "PUT")
    #expect(entry.response?.body == Data("{}".utf8))
    #expect(try store.seenPeople.search("lovelace", connectionID: connection.id).map(\.email) == ["ada@example.com"])
    let exchange = try store.exchanges.begin(
      ExchangeDraft(
        actor: "grace", connectionID: nil, connection: "Acme", domain: "app", method: "GET", url: "u", target: "/",
        changes: false, headers: ""))
    #expect(try store.exchanges.list().map(\.id) == [exchange])
  }

  @Test func aStoreOfAnEarlierVersionIsBroughtUpToDateOnce() throws {
    let old = Schema(versions: [.init(name: "1") { try $0.execute(sql: "CREATE TABLE a (x INTEGER)") }])
    let new = Schema(
      versions: old.versions + [.init(name: "2") { try $0.execute(sql: "ALTER TABLE a ADD COLUMN y INTEGER") }])
    _ = try DatabaseFile(home.location.databaseFile, schema: old, durability: .full)
    for _ in 0..<2 {
      let file = try DatabaseFile(home.location.databaseFile, schema: new, durability: .full)
      #expect(try file.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 2)
      #expect(try file.read { try $0.columns(in: "a").map(\.name) } == ["x", "y"])
    }
    #expect(throws: StoreError.newerSchema(path: path)) {
      try DatabaseFile(home.location.databaseFile, schema: old, durability: .full)
    }
  }

  @Test func aStepThatFailsLeavesTheEarlierVersionWhole() throws {
    let old = Schema(versions: [.init(name: "1") { try $0.execute(sql: "CREATE TABLE a (x INTEGER)") }])
    let broken = Schema(
      versions: old.versions + [
        .init(name: "2") { try $0.execute(sql: "CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1)") }
      ])
    _ = try DatabaseFile(home.location.databaseFile, schema: old, durability: .full)
    #expect(throws: StoreError.self) {
      try DatabaseFile(home.location.databaseFile, schema: broken, durability: .full)
    }
    let file = try DatabaseFile(home.location.databaseFile, schema: old, durability: .full)
    #expect(try file.read { try !$0.tableExists("b") })
  }

  @Test func anEntryIsSyncedToDiskBeforeItsCallReturns() throws {
    let file = try home.open().journal.file
    #expect(try file.read { try Int.fetchOne($0, sql: "PRAGMA synchronous") } == 2)
    #expect(try file.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")
  }

  private func makeStore() throws {
    _ = try home.open().connections.insert(.sample())
  }

  private func change(_ sql: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: sql) }
    try queue.close()
  }
}
