import Foundation
import GRDB
import Synchronization
import Testing

@testable import Store

/// `kill -9` at random moments under load. `CIO_CONSOLE_TORTURE` sets how often, for `make torture`.
@Suite(.timeLimit(.minutes(10))) final class TortureTests {
  private static let kills = ProcessInfo.processInfo.environment["CIO_CONSOLE_TORTURE"].flatMap(Int.init) ?? 20

  private struct Tally {
    var seen: Set<String> = []
    var counts: [Outcome: Int] = [:]
  }

  private let tally = Mutex(Tally())

  @Test func afterEachKillTheStoreOpensAndEveryCallIsAccountedFor() async throws {
    var killed = 0
    defer { report(killed) }
    while killed < Self.kills {
      // A store of its own every few rounds: its creation is one of the moments.
      let home = try TemporaryHome()
      let ledger = home.url.appending(path: "ledger")
      try Data().write(to: ledger)
      for round in 0..<3 where killed < Self.kills {
        let before = try received(ledger).count
        let workers = try (0..<2).map { _ in try start(home, ledger) }
        // Every other round they are at work by then, otherwise perhaps not even awake.
        if !round.isMultiple(of: 2) {
          try await until { try received(ledger).count > before + 2 || !workers.contains { $0.isRunning } }
        }
        for worker in workers {
          // No wait for anything: this is the random moment.
          try await Task.sleep(for: .microseconds(Int.random(in: 0...60_000)))
          kill(worker.processIdentifier, SIGKILL)
          worker.waitUntilExit()
          #expect(worker.terminationReason == .uncaughtSignal, "it ended by itself before it was killed")
          killed += 1
        }
        try await check(home, received: received(ledger))
      }
    }
  }

  private func check(_ home: TemporaryHome, received: [String]) async throws {
    let store = try home.open()
    try store.journal.settleAbandoned()
    let entries = try store.journal.list(limit: .max)
    #expect(entries.allSatisfy { [.done, .unknown, .failed].contains($0.outcome) })
    let outcomes = Dictionary(entries.map { ($0.id, $0.outcome) }, uniquingKeysWith: { $1 })
    tally.withLock { tally in
      for entry in entries where tally.seen.insert(entry.id).inserted { tally.counts[entry.outcome, default: 0] += 1 }
    }
    // What arrived is known to be done, or known to be unknown; what is called failed never arrived.
    for id in received { #expect(outcomes[id] == .done || outcomes[id] == .unknown) }
    #expect(Set(received).count == received.count)
    for entry in entries where entry.outcome == .done { #expect(received.contains(entry.id)) }

    let connections = try store.connections.all()
    #expect(connections.filter(\.isDefault).count == min(connections.count, 1))
    for connection in connections { _ = try await store.vault.secret(for: connection.id, .trackAPIKey) }
    let draft = try store.drafts.load(module: "track-event", connectionID: connections.first?.id)
    #expect(draft?.values.hasPrefix(#"{"number":"#) ?? true)
    for file in [home.location.databaseFile, home.location.draftsFile] {
      let database = try DatabaseQueue(path: file.path(percentEncoded: false))
      #expect(try await database.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    }
  }

  /// The figures of a long run, for docs/reliability.md.
  private func report(_ killed: Int) {
    guard ProcessInfo.processInfo.environment["CIO_CONSOLE_TORTURE"] != nil else { return }
    let counts = tally.withLock { $0.counts }
    let outcomes = counts.map { "\($0.value) \($0.key)" }.sorted().joined(separator: ", ")
    print("\(killed) kills; of \(counts.values.reduce(0, +)) calls: \(outcomes)")
  }

  private func received(_ ledger: URL) throws -> [String] {
    try String(contentsOf: ledger, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  private func start(_ home: TemporaryHome, _ ledger: URL) throws -> Process {
    let process = Process()
    process.executableURL = Bundle.main.bundleURL.appending(path: "store-torture")
    process.arguments = [home.url.path(percentEncoded: false), ledger.path(percentEncoded: false)]
    try process.run()
    return process
  }
}
