import Foundation
import Store
import Testing

@Suite struct ConnectionTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  @Test func whatIsSavedIsReadBackWhole() throws {
    var record = ConnectionRecord.sample("Ácme\0 – Ops")
    record.hasAppAPIKey = true
    record.secretSource = .command(["pass", "show", "cio/prod it's"])
    let saved = try store.connections.insert(record)
    #expect(saved.name == record.name)
    #expect(saved.secretSource == record.secretSource)
    #expect(saved.createdAt == record.createdAt)
    #expect(saved.revision == 1)
    #expect(try home.open().connections.all() == [saved])
    #expect(try store.connections.find(id: record.id) == saved)
    #expect(try store.connections.find(id: "other") == nil)
  }

  @Test func theFirstConnectionBecomesTheDefault() throws {
    let first = try store.connections.insert(.sample("Acme"))
    let second = try store.connections.insert(.sample("Beta"))
    #expect(first.isDefault)
    #expect(!second.isDefault)
    #expect(try store.connections.defaultConnection()?.id == first.id)
  }

  @Test func thereIsOneDefaultWhicheverIsChosen() throws {
    let first = try store.connections.insert(.sample("Acme"))
    let second = try store.connections.insert(.sample("Beta"))
    try store.connections.makeDefault(id: second.id)
    #expect(try store.connections.all().filter(\.isDefault).map(\.id) == [second.id])
    #expect(throws: StoreError.notFound("That connection")) { try store.connections.makeDefault(id: "gone") }
    #expect(try store.connections.defaultConnection()?.id == second.id)
    // Choosing is no edit: an open dialog of the connection may still be saved.
    #expect(try store.connections.find(id: first.id)?.revision == first.revision)
  }

  @Test func namesDifferInMoreThanCase() throws {
    let first = try store.connections.insert(.sample("Ärger"))
    #expect(throws: StoreError.nameTaken("Ärger")) { try store.connections.insert(.sample("ärger")) }
    #expect(throws: StoreError.nameTaken("Ärger")) { try store.connections.insert(.sample("A\u{308}RGER")) }
    #expect(try store.connections.find(name: "ÄRGER")?.id == first.id)
    var second = try store.connections.insert(.sample("Other"))
    second.name = "ÄRGER"
    #expect(throws: StoreError.nameTaken("Ärger")) {
      try store.connections.update(second, expectedRevision: second.revision)
    }
    var renamed = first
    renamed.name = "ÄRGER"
    #expect(try store.connections.update(renamed, expectedRevision: 1).name == "ÄRGER")
  }

  @Test func savingOverAnothersChangeShowsWhatTheOtherSaved() throws {
    let mine = try store.connections.insert(.sample())
    let elsewhere = try home.open()
    var theirs = try #require(try elsewhere.connections.find(id: mine.id))
    theirs.siteID = "their site"
    let saved = try elsewhere.connections.update(theirs, expectedRevision: theirs.revision)
    #expect(saved.revision == 2)

    var edited = mine
    edited.region = "us"
    let error = #expect(throws: StoreError.self) {
      try store.connections.update(edited, expectedRevision: mine.revision)
    }
    #expect(error == .conflict(saved))
    #expect(try store.connections.find(id: mine.id) == saved)
    let decided = try store.connections.update(edited, expectedRevision: saved.revision)
    #expect(decided.revision == 3)
    #expect(decided.region == "us")
  }

  @Test func savingWhatAnotherRemovedSaysSo() throws {
    let mine = try store.connections.insert(.sample())
    try home.open().connections.remove(id: mine.id)
    #expect(throws: StoreError.notFound("Connection Acme")) {
      try store.connections.update(mine, expectedRevision: mine.revision)
    }
    #expect(throws: StoreError.notFound("That connection")) { try store.connections.remove(id: mine.id) }
  }

  @Test func noConnectionOfSeveralBecomesTheDefaultByItself() throws {
    let records = try ["A", "B", "C"].map { try store.connections.insert(.sample($0)) }
    try store.connections.remove(id: records[0].id)
    #expect(try store.connections.defaultConnection() == nil)
    try store.connections.remove(id: records[1].id)
    #expect(try store.connections.defaultConnection()?.id == records[2].id)
  }

  @Test func peopleSeenThroughAConnectionGoWithIt() throws {
    let record = try store.connections.insert(.sample())
    try store.seenPeople.remember(id: "ada", email: nil, cioID: nil, name: nil, connectionID: record.id)
    try store.connections.remove(id: record.id)
    #expect(try store.seenPeople.recent(connectionID: record.id) == [])
  }
}
