import Foundation
import GRDB

extension JournalRepository {
  /// How long an entry stays pending whose process can't be looked for from here.
  private static let outOfSightPatience: TimeInterval = 3600

  /// Records what a person found out about an entry whose outcome was not known.
  @discardableResult
  public func settle(_ id: String, note: String, outcome: Outcome) throws(StoreError) -> JournalEntry {
    try feed.write(.journal) { database in
      let entry = try Self.entry(id, in: database)
      guard entry.outcome == .unknown, outcome != .pending else { throw StoreError.notSettled(entry.outcome) }
      let notes = [entry.note, note].compactMap { $0 }.filter { !$0.isEmpty }
      try database.execute(
        sql: "UPDATE journal SET outcome = ?, note = ? WHERE id = ?",
        arguments: [outcome.rawValue, notes.isEmpty ? nil : notes.joined(separator: "\n").stored, id.stored])
      return try Self.entry(id, in: database)
    }
  }

  /// Ends the entries whose process is gone: *unknown* where bytes may have left, else *failed* with nothing sent.
  ///
  /// Returns what it ended, oldest first. Where nothing is pending, nothing is written.
  @discardableResult
  public func settleAbandoned() throws(StoreError) -> [JournalEntry] {
    let pending = try file.read { try Self.pending($0) }
    guard pending.contains(where: Self.isAbandoned) else { return [] }
    return try feed.write(.journal) { database in
      // Read again: another console may have ended them, or their own process finished them, in the meantime.
      try Self.pending(database).filter(Self.isAbandoned).map { entry in
        let wasSent = entry.sentAt != nil
        try database.execute(
          sql: "UPDATE journal SET outcome = ?, message = coalesce(message, ?), finished_at = ? WHERE id = ?",
          arguments: [
            wasSent ? Outcome.unknown.rawValue : Outcome.failed.rawValue,
            wasSent
              ? "The console ended before the answer came." : "The console ended before anything was sent.",
            Date().milliseconds, entry.id,
          ])
        return try Self.entry(entry.id, in: database)
      }
    }
  }

  /// Forgets the runs from before a moment, and answers how many. Those that are still open or unknown stay: somebody has
  /// to look at them.
  @discardableResult
  public func forget(before moment: Date) throws(StoreError) -> Int {
    let condition = "time < ? AND outcome NOT IN ('pending', 'unknown')"
    let arguments: StatementArguments = [moment.milliseconds]
    let isAny = try file.read {
      try Bool.fetchOne($0, sql: "SELECT EXISTS (SELECT 1 FROM journal WHERE \(condition))", arguments: arguments)
    }
    guard isAny == true else { return 0 }
    return try feed.write(.journal) { database in
      try database.execute(sql: "DELETE FROM journal WHERE \(condition)", arguments: arguments)
      return database.changesCount
    }
  }

  private static func pending(_ database: Database) throws -> [JournalEntry] {
    try JournalEntry.fetchAll(
      database, sql: "SELECT \(JournalEntry.listedColumns) FROM journal WHERE outcome = 'pending' ORDER BY journal.id")
  }

  private static func isAbandoned(_ entry: JournalEntry) -> Bool {
    switch ProcessIdentity(id: entry.processID, start: entry.processStart).liveness {
    case .running: false
    case .ended: true
    case .outOfSight: Date().timeIntervalSince(entry.time) > outOfSightPatience
    }
  }
}
