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
    try refuseNewer(database, path)
    return try !migrator.hasCompletedMigrations(database)
  }

  func migrate(_ queue: DatabaseQueue) throws {
    try queue.read { try refuseNewer($0, queue.path) }
    try migrator.migrate(queue)
  }

  private func refuseNewer(_ database: Database, _ path: String) throws {
    let number = try Int.fetchOne(database, sql: "PRAGMA user_version") ?? 0
    let isNewer = try number > versions.count || migrator.hasBeenSuperseded(database)
    if isNewer { throw StoreError.newerSchema(path: path) }
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
