import GRDB

/// The versions of one database file, in order. A version that was released is never edited: a new one is added.
struct Schema: Sendable {
  struct Version: Sendable {
    let name: String
    let migrate: @Sendable (Database) throws -> Void
  }

  let versions: [Version]

  /// Whether versions are missing. Throws for a file that a newer program wrote.
  func isOutdated(_ database: Database, path: String) throws -> Bool {
    try refuseNewer(database, path: path)
    guard try !migrator.hasBeenSuperseded(database) else { throw StoreError.newerSchema(path: path) }
    return try !migrator.hasCompletedMigrations(database)
  }

  func migrate(_ queue: DatabaseQueue) throws {
    _ = try queue.read { try isOutdated($0, path: queue.path) }
    try migrator.migrate(queue)
  }

  func refuseNewer(_ database: Database, path: String) throws {
    let number = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    if number > versions.count { throw StoreError.newerSchema(path: path) }
  }

  private var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    for (index, version) in versions.enumerated() {
      migrator.registerMigration(version.name) { database in
        try version.migrate(database)
        try database.execute(sql: "PRAGMA user_version = \(index + 1)")
      }
    }
    return migrator
  }
}
