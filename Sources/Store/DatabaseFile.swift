import Foundation
import GRDB

/// One SQLite file in write-ahead mode that several processes work on at once.
///
/// Every write is one `BEGIN IMMEDIATE` transaction, so it either waits its turn at the start or is done.
final class DatabaseFile: Sendable {
  /// How long a call waits for another process, in seconds.
  static let patience = 10.0

  let path: String
  private let queue: DatabaseQueue
  private let identity: FileIdentity
  private let schema: Schema

  /// Opens the file, which is created or brought up to date when needed. An up-to-date file is only read.
  init(_ url: URL, schema: Schema, durability: Durability) throws(StoreError) {
    path = url.path(percentEncoded: false)
    try PrivateFolder.prepare(url.deletingLastPathComponent())
    var configuration = Configuration()
    configuration.busyMode = .timeout(Self.patience)
    configuration.label = url.lastPathComponent
    configuration.prepareDatabase { database in
      try database.execute(sql: "PRAGMA synchronous = \(durability.rawValue)")
      try database.execute(sql: "PRAGMA journal_size_limit = 4194304")
    }
    self.schema = schema
    queue = try Self.open(path, configuration, schema)
    guard let identity = try FileIdentity(path: path) else { throw .gone(path: path) }
    self.identity = identity
  }

  /// Reads from one consistent state of the file.
  func read<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
    do {
      return try queue.read(body)
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Changes the file as a whole or not at all.
  func write<T>(_ body: (Database) throws -> T) throws(StoreError) -> T {
    // SQLite goes on writing to a file whose name is gone, where nobody would find it again.
    guard try FileIdentity(path: path) == identity else { throw .gone(path: path) }
    do {
      return try queue.writeWithoutTransaction { database in
        var result: T?
        try database.inTransaction(.immediate) {
          // A newer program may have brought the file up to its own version since we opened it.
          try schema.refuseNewer(database, path: path)
          result = try body(database)
          return .commit
        }
        guard let result else { throw StoreError.damaged(path: path, reason: "a transaction ended early") }
        return result
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Lets every process that watches the folder know that a write is committed.
  ///
  /// SQLite's own files don't tell: they are written before the commit, and the commit is made in shared memory. So the
  /// lock file is touched, whose contents and time mean nothing else.
  func ring() {
    _ = utimensat(AT_FDCWD, Self.lockPath(path), nil, 0)
  }

  var bellName: String { URL(filePath: Self.lockPath(path)).lastPathComponent }

  /// Access to the connection itself, for what SQLite does outside transactions.
  func withoutTransaction<T>(_ body: (Database) throws -> T) throws -> T {
    try queue.writeWithoutTransaction(body)
  }

  /// When a write counts as done.
  enum Durability: String {
    /// It survives a power cut.
    case full = "FULL"
    /// It survives the end of the process; a power cut may take the last seconds.
    case normal = "NORMAL"
  }

  private static func lockPath(_ path: String) -> String { path + ".lock" }

  private static func open(
    _ path: String, _ configuration: Configuration, _ schema: Schema
  ) throws(StoreError) -> DatabaseQueue {
    let isNew = try FileIdentity(path: path) == nil
    do {
      if isNew { return try create(path, configuration, schema) }
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      if try queue.read({ try schema.isOutdated($0, path: path) }) {
        let lock = try FileLock(path: lockPath(path))
        defer { withExtendedLifetime(lock) {} }
        try migrate(queue, schema)
      }
      return queue
    } catch {
      throw StoreError(error, path: path)
    }
  }

  private static func create(
    _ path: String, _ configuration: Configuration, _ schema: Schema
  ) throws -> DatabaseQueue {
    let lock = try FileLock(path: lockPath(path))
    defer { withExtendedLifetime(lock) {} }
    // SQLite would create the file for everyone to read. Nobody has it open yet, so that closing it drops no lock.
    let descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    if descriptor >= 0 {
      close(descriptor)
    } else if errno != EEXIST {
      throw SystemError.last.storeError(path: path)
    }
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    try migrate(queue, schema)
    return queue
  }

  private static func migrate(_ queue: DatabaseQueue, _ schema: Schema) throws {
    // The mode is remembered in the file. Elsewhere it is never set, which would be a write.
    try queue.writeWithoutTransaction { database in
      let mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
      guard mode == "wal" else { throw DatabaseError(message: "write-ahead mode is not possible here") }
    }
    try schema.migrate(queue)
  }
}
