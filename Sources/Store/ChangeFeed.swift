import Foundation
import GRDB
import Synchronization

/// Tells the readers of `Store.changes()` what was written, and by whom.
///
/// Each write raises its topic's number in the same transaction. When the folder reports activity, the numbers are
/// compared with those last known: what is beyond our own writes came from elsewhere. Without readers nothing is watched.
final class ChangeFeed: Sendable {
  private struct State {
    var known: [String: Int64] = [:]
    var readers: [Int: AsyncStream<StoreChange>.Continuation] = [:]
    var nextReader = 0
    var watch: FolderWatch?
    /// The vault file that this process wrote last.
    var ownVault: FileIdentity?
  }

  private let file: DatabaseFile
  private let vaultFile: URL
  private let state = Mutex(State())

  /// The database and the vault stand in the same folder.
  init(file: DatabaseFile, vaultFile: URL) {
    self.file = file
    self.vaultFile = vaultFile
  }

  /// Writes to the database, and announces it once it is done.
  func write<T>(_ topic: StoreChange.Topic, _ body: (Database) throws -> T) throws(StoreError) -> T {
    var revision: Int64 = 0
    let result = try file.write { database in
      let result = try body(database)
      revision = try Self.raise(topic.rawValue, in: database)
      return result
    }
    announceOwn(topic, revision: revision)
    return result
  }

  func stream() -> AsyncStream<StoreChange> {
    let (stream, continuation) = AsyncStream.makeStream(of: StoreChange.self, bufferingPolicy: .bufferingNewest(64))
    let isFirst = state.withLock { $0.readers.isEmpty }
    if isFirst {
      // Read before anyone listens: what was written until now is no news.
      let known = (try? file.read(Self.revisions)) ?? [:]
      state.withLock { $0.known = known }
    }
    let number = state.withLock { state in
      state.nextReader += 1
      state.readers[state.nextReader] = continuation
      if state.watch == nil {
        state.watch = FolderWatch(vaultFile.deletingLastPathComponent()) { [weak self] names in
          self?.folderChanged(names)
        }
      }
      return state.nextReader
    }
    continuation.onTermination = { [weak self] _ in self?.remove(number) }
    return stream
  }

  /// Compares the numbers now, and announces what came from elsewhere.
  func compare() throws(StoreError) {
    let current = try file.read(Self.revisions)
    let changed = state.withLock { state in
      let changed = StoreChange.Topic.allCases.filter { topic in
        (current[topic.rawValue] ?? 0) > (state.known[topic.rawValue] ?? 0)
      }
      for topic in changed { state.known[topic.rawValue] = current[topic.rawValue] }
      return changed
    }
    for topic in changed { yield(StoreChange(topic: topic, isFromElsewhere: true)) }
  }

  func expectVault(_ identity: FileIdentity) {
    state.withLock { $0.ownVault = identity }
  }

  func announceOwnVault() {
    yield(StoreChange(topic: .vault, isFromElsewhere: false))
  }

  static func raise(_ topic: String, in database: Database) throws -> Int64 {
    try Int64.fetchOne(
      database, sql: "UPDATE topic SET revision = revision + 1 WHERE name = ? RETURNING revision", arguments: [topic])
      ?? 0
  }

  private static func revisions(_ database: Database) throws -> [String: Int64] {
    let rows = try Row.fetchAll(database, sql: "SELECT name, revision FROM topic")
    return Dictionary(rows.map { ($0["name"], $0["revision"]) }, uniquingKeysWith: { $1 })
  }

  private func announceOwn(_ topic: StoreChange.Topic, revision: Int64) {
    let hasReaders = state.withLock { state in
      // One above what is known is this write alone; any gap is for the comparison to find.
      if state.known[topic.rawValue] == revision - 1 { state.known[topic.rawValue] = revision }
      return !state.readers.isEmpty
    }
    if hasReaders { yield(StoreChange(topic: topic, isFromElsewhere: false)) }
  }

  private func folderChanged(_ names: Set<String>) {
    if names.contains(vaultFile.lastPathComponent) { vaultChanged() }
    // A store that can't be read now is reported to whoever uses it next.
    if names.contains(where: { $0.hasSuffix("-wal") }) { try? compare() }
  }

  private func vaultChanged() {
    let current = try? FileIdentity(path: vaultFile.path(percentEncoded: false))
    let own = state.withLock { $0.ownVault }
    if current == nil || current != own { yield(StoreChange(topic: .vault, isFromElsewhere: true)) }
  }

  private func yield(_ change: StoreChange) {
    let readers = state.withLock { Array($0.readers.values) }
    for reader in readers { reader.yield(change) }
  }

  private func remove(_ number: Int) {
    let watch = state.withLock { state -> FolderWatch? in
      state.readers[number] = nil
      guard state.readers.isEmpty else { return nil }
      defer { state.watch = nil }
      return state.watch
    }
    watch?.stop()
  }
}
