import Foundation
import GRDB

/// The saved connections, of which at most one is the default.
public struct ConnectionRepository: Sendable {
  private let file: DatabaseFile
  private let feed: ChangeFeed

  init(file: DatabaseFile, feed: ChangeFeed) {
    self.file = file
    self.feed = feed
  }

  /// All of them, by name.
  public func all() throws(StoreError) -> [ConnectionRecord] {
    try file.read { try ConnectionRecord.fetchAll($0, sql: "SELECT * FROM connection ORDER BY name_key") }
  }

  /// The one of that name, whatever the case of its letters.
  public func find(name: String) throws(StoreError) -> ConnectionRecord? {
    try file.read { try Self.fetch($0, "name_key", ConnectionRecord.nameKey(name)) }
  }

  public func find(id: String) throws(StoreError) -> ConnectionRecord? {
    try file.read { try Self.fetch($0, "id", id.stored) }
  }

  public func defaultConnection() throws(StoreError) -> ConnectionRecord? {
    try file.read { try Self.fetch($0, "is_default", 1) }
  }

  /// Saves a new connection. The first one becomes the default.
  @discardableResult
  public func insert(_ record: ConnectionRecord) throws(StoreError) -> ConnectionRecord {
    try feed.write(.connections) { database in
      try Self.refuseTakenName(record, in: database)
      let isFirst = try Int.fetchOne(database, sql: "SELECT count(*) FROM connection") == 0
      var columns = record.editedColumns
      columns.append(("id", record.id.stored))
      columns.append(("is_default", isFirst))
      columns.append(("created_at", record.createdAt.milliseconds))
      columns.append(("updated_at", record.updatedAt.milliseconds))
      columns.append(("revision", 1))
      let names = columns.map(\.name).joined(separator: ", ")
      let places = columns.map { _ in "?" }.joined(separator: ", ")
      try database.execute(
        sql: "INSERT INTO connection (\(names)) VALUES (\(places))", arguments: StatementArguments(columns.map(\.value))
      )
      return try Self.existing(database, record.id, name: record.name)
    }
  }

  /// Saves an edited connection that was read as `expectedRevision`.
  ///
  /// Throws `StoreError.conflict` with the saved version when it was changed in the meantime, `.notFound` when removed.
  @discardableResult
  public func update(_ record: ConnectionRecord, expectedRevision: Int) throws(StoreError) -> ConnectionRecord {
    try feed.write(.connections) { database in
      let current = try Self.existing(database, record.id, name: record.name)
      guard current.revision == expectedRevision else { throw StoreError.conflict(current) }
      try Self.refuseTakenName(record, in: database)
      let columns = record.editedColumns
      let assignments = columns.map { "\($0.name) = ?" }.joined(separator: ", ")
      try database.execute(
        sql: "UPDATE connection SET \(assignments), updated_at = ?, revision = revision + 1 WHERE id = ?",
        arguments: StatementArguments(columns.map(\.value) + [Date().milliseconds, record.id.stored]))
      return try Self.existing(database, record.id, name: record.name)
    }
  }

  /// Removes a connection and the people seen through it; its secrets are the vault's to remove. A connection left alone becomes the default.
  public func remove(id: String) throws(StoreError) {
    try feed.write(.connections) { database in
      try database.execute(sql: "DELETE FROM connection WHERE id = ?", arguments: [id.stored])
      guard database.changesCount > 0 else { throw StoreError.notFound("That connection") }
      try database.execute(sql: "DELETE FROM seen_person WHERE connection_id = ?", arguments: [id.stored])
      // Of several nobody has said which: a default chosen silently might be production.
      try database.execute(
        sql: "UPDATE connection SET is_default = 1 WHERE (SELECT count(*) FROM connection) = 1")
    }
  }

  public func makeDefault(id: String) throws(StoreError) {
    try feed.write(.connections) { database in
      try database.execute(
        sql: "UPDATE connection SET is_default = 0 WHERE is_default = 1 AND id <> ?", arguments: [id.stored])
      try database.execute(sql: "UPDATE connection SET is_default = 1 WHERE id = ?", arguments: [id.stored])
      guard database.changesCount > 0 else { throw StoreError.notFound("That connection") }
    }
  }

  private static func fetch(
    _ database: Database, _ column: String, _ value: some DatabaseValueConvertible
  ) throws -> ConnectionRecord? {
    try ConnectionRecord.fetchOne(database, sql: "SELECT * FROM connection WHERE \(column) = ?", arguments: [value])
  }

  private static func existing(_ database: Database, _ id: String, name: String) throws -> ConnectionRecord {
    guard let record = try fetch(database, "id", id.stored) else { throw StoreError.notFound("Connection \(name)") }
    return record
  }

  private static func refuseTakenName(_ record: ConnectionRecord, in database: Database) throws {
    if let other = try fetch(database, "name_key", ConnectionRecord.nameKey(record.name)), other.id != record.id {
      throw StoreError.nameTaken(other.name)
    }
  }
}
