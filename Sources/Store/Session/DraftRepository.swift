import Foundation
import GRDB

/// Forms that were not sent yet. They survive the end of the process, however it ends.
///
/// Each running console keeps its own; one that is gone leaves its drafts to whoever opens the same form next.
public struct DraftRepository: Sendable {
  private static let placePrefix = "place/"
  /// Seconds after which a draft that nobody asked for is forgotten: 90 days.
  private static let keptTime: TimeInterval = 90 * 24 * 3600

  private let session: SessionFile

  init(session: SessionFile) {
    self.session = session
  }

  /// Keeps the values of a form. Cheap enough for every pause in typing: nothing waits for the disk.
  public func save(module: String, connectionID: String?, values: String, place: String = "") throws(StoreError) {
    let process = ProcessIdentity.current
    try session.database().write { database in
      try database.execute(
        sql: """
          INSERT OR REPLACE INTO draft (module, connection_id, process_id, process_start, input, place, saved_at)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          module.stored, (connectionID ?? "").stored, process.id, process.start, values.stored, place.stored,
          Date().milliseconds,
        ])
    }
  }

  /// This console's draft of that form, else the newest one left by a console that is gone, which becomes ours.
  public func load(module: String, connectionID: String?) throws(StoreError) -> Draft? {
    let file = try session.database()
    guard let row = try file.read({ try Self.available($0, module, connectionID) }).first else { return nil }
    if row.process != .current {
      let process = ProcessIdentity.current
      try file.write { database in
        try database.execute(
          sql: """
            UPDATE OR REPLACE draft SET process_id = ?, process_start = ?
            WHERE module = ? AND connection_id = ? AND process_id = ? AND process_start = ?
            """,
          arguments: [
            process.id, process.start, module.stored, (connectionID ?? "").stored, row.process.id, row.process.start,
          ])
      }
    }
    return row.draft
  }

  /// Forgets the draft of that form: this console's, and those of consoles that are gone.
  public func remove(module: String, connectionID: String?) throws(StoreError) {
    let file = try session.database()
    let rows = try file.read { try Self.available($0, module, connectionID) }
    guard !rows.isEmpty else { return }
    try file.write { database in
      try database.execute(
        sql: "DELETE FROM draft WHERE saved_at < ?",
        arguments: [Date(timeIntervalSinceNow: -Self.keptTime).milliseconds])
      for row in rows {
        try database.execute(
          sql: """
            DELETE FROM draft
            WHERE module = ? AND connection_id = ? AND process_id = ? AND process_start = ?
            """, arguments: [module.stored, (connectionID ?? "").stored, row.process.id, row.process.start])
      }
    }
  }

  /// Keeps where this console is, in the caller's own words; nil where nothing would be missed any more.
  public func savePlace(_ place: String?) throws(StoreError) {
    let process = ProcessIdentity.current
    let content = place.map { "\(Date().milliseconds) \(process.id) \(process.start) \($0)" }
    try SettingsRepository(session: session).set(content, for: "\(Self.placePrefix)\(process.id)/\(process.start)")
  }

  /// Where the console was that last ended without a farewell: killed, hung up, or at a reboot. It is told once.
  public func takePlaceLeftBehind() throws(StoreError) -> String? {
    let settings = SettingsRepository(session: session)
    var newest: (time: Int, place: String)?
    for (name, content) in try settings.all() where name.hasPrefix(Self.placePrefix) {
      let parts = content.split(separator: " ", maxSplits: 3, omittingEmptySubsequences: false)
      guard parts.count == 4, let time = Int(parts[0]), let id = Int32(parts[1]) else { continue }
      guard ProcessIdentity(id: id, start: String(parts[2])).liveness == .ended else { continue }
      try settings.set(nil, for: name)
      if newest.map({ $0.time < time }) ?? true { newest = (time, String(parts[3])) }
    }
    return newest?.place
  }

  private struct Saved {
    let draft: Draft
    let process: ProcessIdentity
  }

  /// Drafts that are ours to use, our own first, then the newest.
  private static func available(_ database: Database, _ module: String, _ connectionID: String?) throws -> [Saved] {
    let rows = try Row.fetchAll(
      database, sql: "SELECT * FROM draft WHERE module = ? AND connection_id = ? ORDER BY saved_at DESC",
      arguments: [module.stored, (connectionID ?? "").stored])
    let saved = try rows.map { row in
      Saved(
        draft: Draft(
          module: module, connectionID: connectionID, values: try row.text("input"), place: try row.text("place"),
          savedAt: try row.time("saved_at")),
        process: ProcessIdentity(id: try row.value("process_id"), start: try row.text("process_start")))
    }
    let own = saved.filter { $0.process == .current }
    return own + saved.filter { $0.process != .current && $0.process.liveness != .running }
  }
}
