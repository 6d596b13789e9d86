import Foundation
import Store
import Testing

@Suite(.timeLimit(.minutes(1))) struct ChangeTests {
  private let home: TemporaryHome
  private let mine: Store
  private let other: Store

  init() throws {
    home = try TemporaryHome()
    mine = try home.open()
    other = try home.open()
  }

  @Test func whatAnotherConsoleWritesIsAnnouncedAsItsDoing() async throws {
    var changes = mine.changes().makeAsyncIterator()
    try other.connections.insert(.sample())
    #expect(await changes.next() == StoreChange(topic: .connections, isFromElsewhere: true))
    _ = try other.journal.begin(.sample())
    #expect(await changes.next() == StoreChange(topic: .journal, isFromElsewhere: true))
    try await other.vault.set(Secret("key"), for: "c1", .trackAPIKey)
    #expect(await changes.next() == StoreChange(topic: .vault, isFromElsewhere: true))
  }

  @Test func ourOwnWritesAreNeverTakenForAnothers() async throws {
    var changes = mine.changes().makeAsyncIterator()
    for number in 0..<50 {
      try mine.connections.insert(.sample("c\(number)"))
      #expect(await changes.next() == StoreChange(topic: .connections, isFromElsewhere: false))
      try await mine.vault.set(Secret("\(number)"), for: "c1", .trackAPIKey)
      #expect(await changes.next() == StoreChange(topic: .vault, isFromElsewhere: false))
    }
    // After all of ours, the next news is the other's.
    _ = try other.journal.begin(.sample())
    #expect(await changes.next() == StoreChange(topic: .journal, isFromElsewhere: true))
  }

  @Test func anothersWriteBetweenOurOwnIsNoticed() async throws {
    let changes = mine.changes()
    try mine.connections.insert(.sample("a"))
    try other.connections.insert(.sample("b"))
    try mine.connections.insert(.sample("c"))
    for await change in changes where change.isFromElsewhere {
      #expect(change.topic == .connections)
      break
    }
  }

  @Test func aWriteThatFailsIsNotTakenForOursLater() async throws {
    try mine.connections.insert(.sample())
    let changes = mine.changes()
    #expect(throws: StoreError.self) { try mine.connections.insert(.sample()) }
    try other.connections.insert(.sample("b"))
    for await change in changes {
      #expect(change == StoreChange(topic: .connections, isFromElsewhere: true))
      break
    }
  }

  @Test func theJournalsOwnStreamTellsOfTheJournalAlone() async throws {
    var changes = mine.journal.changes.makeAsyncIterator()
    try mine.connections.insert(.sample())
    _ = try mine.journal.begin(.sample())
    #expect(await changes.next() == StoreChange(topic: .journal, isFromElsewhere: false))
  }

  @Test func aLookFindsWhatTheFileSystemDidNotReport() async throws {
    var changes = mine.changes().makeAsyncIterator()
    try other.connections.insert(.sample())
    try mine.noticeChanges()
    #expect(await changes.next() == StoreChange(topic: .connections, isFromElsewhere: true))
  }
}
