import Foundation
import GRDB
import Testing

@testable import Store

/// A disk without room, by the limit SQLite itself puts on a file: the same error at the same place.
@Suite struct FullDiskTests {
  @Test func whereNothingMoreFitsAnEntryIsRefusedAndWhatWasThereStays() throws {
    let home = try TemporaryHome()
    let file = try DatabaseFile(home.location.databaseFile, schema: .store, durability: .full)
    let journal = JournalRepository(file: file, feed: ChangeFeed(file: file, vaultFile: home.location.vaultFile))
    let first = try journal.begin(.sample())
    try file.withoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages)")
    }
    let large = JournalDraft.sample(values: #"{"text":"\#(String(repeating: "x", count: 100_000))"}"#)
    let error = #expect(throws: StoreError.self) { try journal.begin(large) }
    #expect(error == .full(path: home.location.databaseFile.path(percentEncoded: false)))
    #expect(try #require(error).description.contains("No space left"))
    #expect(try journal.list().map(\.id) == [first.id])
    try journal.finish(first.id, outcome: .done)
  }
}
