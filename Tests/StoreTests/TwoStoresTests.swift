import Foundation
import Store
import Testing

/// Two consoles on one store: here two stores in one process, with locks of their own; TortureTests has processes.
@Suite struct TwoStoresTests {
  private let home: TemporaryHome

  init() throws {
    home = try TemporaryHome()
  }

  @Test func bothWriteAtOnceWithoutMeetingALock() async throws {
    let stores = [try home.open(), try home.open(), try home.open()]
    let record = try stores[0].connections.insert(.sample())
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, store) in stores.enumerated() {
        for worker in 0..<4 {
          group.addTask {
            for run in 0..<25 {
              let entry = try store.journal.begin(.sample(target: "\(number)/\(worker)/\(run)"))
              try store.drafts.save(module: "m\(worker)", connectionID: nil, values: #"{"run":\#(run)}"#)
              _ = try store.journal.list(limit: 5)
              try await store.vault.set(Secret("\(run)"), for: "\(number)/\(worker)", .trackAPIKey)
              try store.journal.finish(entry.id, outcome: .done)
            }
          }
        }
        group.addTask {
          for _ in 0..<25 { try await edit(record.id, in: store) }
        }
      }
      try await group.waitForAll()
    }
    #expect(try stores[1].journal.count() == 300)
    // Every edit was made on top of the one before: none overwrote another.
    #expect(try stores[2].connections.find(id: record.id)?.revision == 76)
    for number in 0..<3 {
      for worker in 0..<4 {
        let secret = try await stores[0].vault.secret(for: "\(number)/\(worker)", .trackAPIKey)
        #expect(secret == Secret("24"))
      }
    }
  }

  /// Saves an edit, on top of what others saved meanwhile.
  private func edit(_ id: String, in store: Store) async throws {
    var record = try #require(try store.connections.find(id: id))
    while true {
      do {
        try store.connections.update(record, expectedRevision: record.revision)
        return
      } catch StoreError.conflict(let other) {
        record = other
      }
    }
  }
}
