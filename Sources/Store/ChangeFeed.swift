import Foundation
import GRDB
import Synchronization

/// Tells the readers of `Store.changes()` what was written, and by whom.
///
/// Each write raises its topic's number in the same transaction, and rings once that is committed. Whoever hears it
/// compares the numbers with those last known: what is beyond our own writes came from elsewhere. Without readers
/// nobody listens.
final class ChangeFeed: Sendable {
  private struct State {
    /// Up to where each topic's number is accounted for.
    var known: [StoreChange.Topic: Int64] = [:]
    /// Numbers that writes of this process gave, of which some may not be accounted for yet.
    var own: Set<Write> = []
    var readers: [Int: AsyncStream<StoreChange>.Continuation] = [:]
    var nextReader = 0
    var watch: FolderWatch?
    /// The vault file that this process wrote last.
    var ownVault: FileVersion?
  }

  private struct Write: Hashable {
    let topic: StoreChange.Topic
    let revision: Int64
  }

  private static let rememberedWrites: Int64 = 1000

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
    var write: Write?
    do throws(StoreError) {
      let result = try file.write { database in
        let result = try body(database)
        // Noted before it is committed: a comparison may run the moment it is.
        write = note(Write(topic: topic, revision: try Self.raise(topic.rawValue, in: database)))
        return result
      }
      file.ring()
      yield(StoreChange(topic: topic, isFromElsewhere: false))
      return result
    } catch {
      // The number was not used up: the next write gets it, whoever makes that.
      if let write { _ = state.withLock { $0.own.remove(write) } }
      throw error
    }
  }

  func stream() -> AsyncStream<StoreChange> {
    let (stream, continuation) = AsyncStream.makeStream(of: StoreChange.self, bufferingPolicy: .bufferingNewest(64))
    // Read before anyone listens: what was written until now is no news.
    let current = (try? file.read(Self.revisions)) ?? [:]
    let number = state.withLock { state in
      if state.readers.isEmpty { state.known = current }
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
    // For what was written between the reading and the watching.
    try? compare()
    return stream
  }

  /// Compares the numbers now, and announces what came from elsewhere.
  func compare() throws(StoreError) {
    let current = try file.read(Self.revisions)
    let changed = state.withLock { state in
      current.filter { topic, revision in
        let known = state.known[topic] ?? 0
        guard revision > known else { return false }
        state.known[topic] = revision
        // After a long time without a look, our own writes may be forgotten: then it is said once too often.
        let isOurs =
          revision - known <= Self.rememberedWrites
          && (known + 1...revision).allSatisfy { state.own.contains(Write(topic: topic, revision: $0)) }
        return !isOurs
      }
    }
    for topic in changed.keys { yield(StoreChange(topic: topic, isFromElsewhere: true)) }
  }

  func expectVault(_ version: FileVersion) {
    state.withLock { $0.ownVault = version }
  }

  func announceOwnVault() {
    yield(StoreChange(topic: .vault, isFromElsewhere: false))
  }

  static func raise(_ topic: String, in database: Database) throws -> Int64 {
    try Int64.fetchOne(
      database, sql: "UPDATE topic SET revision = revision + 1 WHERE name = ? RETURNING revision", arguments: [topic])
      ?? 0
  }

  private static func revisions(_ database: Database) throws -> [StoreChange.Topic: Int64] {
    let rows = try Row.fetchAll(database, sql: "SELECT name, revision FROM topic")
    var revisions: [StoreChange.Topic: Int64] = [:]
    for row in rows {
      guard let topic = StoreChange.Topic(rawValue: try row.text("name")) else { continue }
      revisions[topic] = try row.value("revision")
    }
    return revisions
  }

  private func note(_ write: Write) -> Write {
    state.withLock { state in
      state.own.insert(write)
      state.own.remove(Write(topic: write.topic, revision: write.revision - Self.rememberedWrites))
    }
    return write
  }

  private func folderChanged(_ names: Set<String>) {
    if names.contains(vaultFile.lastPathComponent) { vaultChanged() }
    // A store that can't be read now is reported to whoever uses it next.
    if names.contains(file.bellName) { try? compare() }
  }

  private func vaultChanged() {
    let current = FileVersion(path: vaultFile.path(percentEncoded: false))
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
