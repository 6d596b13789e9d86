import Foundation
import GRDB
import Testing

@testable import Store

@Suite struct DraftTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  @Test func theLastValuesAndPlaceAreThere() throws {
    #expect(try store.drafts.load(module: "track-event", connectionID: "c1") == nil)
    try store.drafts.save(module: "track-event", connectionID: "c1", values: #"{"a":1}"#, place: "event_name:3")
    try store.drafts.save(module: "track-event", connectionID: "c1", values: #"{"a":"\#0"}"#, place: "event_name:4")
    try store.drafts.save(module: "track-event", connectionID: nil, values: "{}")
    let draft = try #require(try home.open().drafts.load(module: "track-event", connectionID: "c1"))
    #expect(draft.values == #"{"a":"\#0"}"#)
    #expect(draft.place == "event_name:4")
    try store.drafts.remove(module: "track-event", connectionID: "c1")
    #expect(try store.drafts.load(module: "track-event", connectionID: "c1") == nil)
    #expect(try store.drafts.load(module: "track-event", connectionID: nil)?.values == "{}")
  }

  @Test func theDraftOfAConsoleThatIsGoneIsTakenOver() throws {
    try store.drafts.save(module: "m", connectionID: nil, values: "theirs")
    try pretend(ended)
    #expect(try store.drafts.load(module: "m", connectionID: nil)?.values == "theirs")
    // It is ours now, and goes when ours goes.
    try store.drafts.save(module: "m", connectionID: nil, values: "mine")
    #expect(try store.drafts.load(module: "m", connectionID: nil)?.values == "mine")
    try store.drafts.remove(module: "m", connectionID: nil)
    #expect(try store.drafts.load(module: "m", connectionID: nil) == nil)
  }

  @Test func theDraftOfAConsoleThatRunsIsLeftToIt() throws {
    let child = try IdleChild()
    try store.drafts.save(module: "m", connectionID: nil, values: "theirs")
    try pretend(child.identity)
    #expect(try store.drafts.load(module: "m", connectionID: nil) == nil)
    try store.drafts.save(module: "m", connectionID: nil, values: "mine")
    try store.drafts.remove(module: "m", connectionID: nil)
    #expect(try count() == 1)
    child.end()
    #expect(try store.drafts.load(module: "m", connectionID: nil)?.values == "theirs")
  }

  @Test func whereAConsoleWasThatIsGoneIsToldOnce() throws {
    try store.drafts.savePlace("people/email%3Aada%40example.com of acme")
    // This console runs: nothing is left behind.
    #expect(try home.open().drafts.takePlaceLeftBehind() == nil)
    try pretendPlace(ended)
    #expect(try home.open().drafts.takePlaceLeftBehind() == "people/email%3Aada%40example.com of acme")
    #expect(try home.open().drafts.takePlaceLeftBehind() == nil)
    try store.drafts.savePlace("a")
    try store.drafts.savePlace(nil)
    #expect(try store.settings.all().isEmpty)
  }

  @Test func whatARebootLeftBehindIsThere() throws {
    let parts = ProcessIdentity.current.start.split(separator: "/")
    let before = ProcessIdentity(id: getpid(), start: "another-boot/1/\(parts[2])")
    try store.drafts.save(module: "m", connectionID: nil, values: "typed before the reboot", place: "name")
    try pretend(before)
    try store.drafts.savePlace("modules/m")
    try pretendPlace(before)
    let draft = try #require(try store.drafts.load(module: "m", connectionID: nil))
    #expect(draft.values == "typed before the reboot" && draft.place == "name")
    #expect(try store.drafts.takePlaceLeftBehind() == "modules/m")
  }

  @Test func smallValuesAreRememberedAndForgotten() throws {
    try store.settings.set("name", for: "people.sort")
    try store.settings.set("email", for: "people.sort")
    #expect(try home.open().settings.value(for: "people.sort") == "email")
    #expect(try store.settings.all() == ["people.sort": "email"])
    try store.settings.set(nil, for: "people.sort")
    #expect(try store.settings.value(for: "people.sort") == nil)
  }

  private var ended: ProcessIdentity { ProcessIdentity(id: 1, start: ProcessIdentity.current.start) }

  private func pretend(_ process: ProcessIdentity) throws {
    let file = try DatabaseFile(home.location.draftsFile, schema: .session, durability: .normal)
    try file.write { database in
      try database.execute(
        sql: "UPDATE draft SET process_id = ?, process_start = ?", arguments: [process.id, process.start])
    }
  }

  /// Makes the places kept here those of another process.
  private func pretendPlace(_ process: ProcessIdentity) throws {
    let mine = ProcessIdentity.current
    let file = try DatabaseFile(home.location.draftsFile, schema: .session, durability: .normal)
    try file.write { database in
      try database.execute(
        sql: "UPDATE remembered SET content = replace(content, ?, ?) WHERE name LIKE 'place/%'",
        arguments: [" \(mine.id) \(mine.start) ", " \(process.id) \(process.start) "])
    }
  }

  private func count() throws -> Int? {
    try DatabaseFile(home.location.draftsFile, schema: .session, durability: .normal)
      .read { try Int.fetchOne($0, sql: "SELECT count(*) FROM draft") }
  }
}
