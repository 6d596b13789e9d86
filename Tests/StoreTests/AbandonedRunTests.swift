import Foundation
import Testing

@testable import Store

@Suite struct AbandonedRunTests {
  private let home: TemporaryHome
  private let store: Store

  init() throws {
    home = try TemporaryHome()
    store = try home.open()
  }

  @Test func aRunWhoseProcessLivesStaysPending() throws {
    _ = try store.journal.begin(.sample(), sending: true)
    #expect(try store.journal.settleAbandoned() == [])
    #expect(try store.journal.list().first?.outcome == .pending)
  }

  @Test func whatMayHaveArrivedIsUnknownAndWhatWasNotSentHasFailed() throws {
    let unsent = try store.journal.begin(.sample(target: "unsent"))
    let sent = try store.journal.begin(.sample(target: "sent"))
    try store.journal.markSent(sent.id)
    let done = try store.journal.begin(.sample(target: "done"))
    try store.journal.finish(done.id, outcome: .done)
    try pretend(ProcessIdentity(id: 1, start: ProcessIdentity.current.start))

    let settled = try store.journal.settleAbandoned()
    #expect(settled.map(\.id) == [unsent.id, sent.id])
    #expect(settled.map(\.outcome) == [.failed, .unknown])
    #expect(settled[0].message == "The console ended before anything was sent.")
    #expect(settled[1].message == "The console ended before the answer came.")
    #expect(try store.journal.find(done.id)?.outcome == .done)
    #expect(try store.journal.settleAbandoned() == [])
  }

  @Test func whatIsOldIsForgottenUnlessSomebodyHasToLookAtIt() throws {
    let outcomes: [Outcome] = [.done, .failed, .refused, .partial, .cancelled, .unknown]
    for outcome in outcomes {
      try store.journal.finish(try store.journal.begin(.sample(target: outcome.rawValue)).id, outcome: outcome)
    }
    _ = try store.journal.begin(.sample(target: "pending"), sending: true)
    #expect(try store.journal.forget(before: Date(timeIntervalSinceNow: -3_600)) == 0)
    #expect(try store.journal.list().count == 7)
    #expect(try store.journal.forget(before: Date(timeIntervalSinceNow: 60)) == 5)
    #expect(Set(try store.journal.list().map(\.target)) == ["unknown", "pending"])
  }

  @Test func afterARebootNothingIsPending() throws {
    _ = try store.journal.begin(.sample(), sending: true)
    let parts = ProcessIdentity.current.start.split(separator: "/")
    try pretend(ProcessIdentity(id: getpid(), start: "another-boot/\(parts[1])/\(parts[2])"))
    #expect(try store.journal.settleAbandoned().map(\.outcome) == [.unknown])
    // A container that was started anew has a number of its own too.
    _ = try store.journal.begin(.sample(), sending: true)
    try pretend(ProcessIdentity(id: getpid(), start: "another-boot/1/\(parts[2])"))
    #expect(try store.journal.settleAbandoned().map(\.outcome) == [.unknown])
  }

  @Test func aRunInAnotherContainerIsGivenAnHour() throws {
    _ = try store.journal.begin(.sample(), sending: true)
    let parts = ProcessIdentity.current.start.split(separator: "/")
    try pretend(ProcessIdentity(id: getpid(), start: "\(parts[0])/1/\(parts[2])"))
    #expect(try store.journal.settleAbandoned() == [])
    try store.journal.file.write { try $0.execute(sql: "UPDATE journal SET time = time - 3700000") }
    #expect(try store.journal.settleAbandoned().map(\.outcome) == [.unknown])
  }

  @Test func anAnswerThatCameAfterAllCounts() throws {
    let entry = try store.journal.begin(.sample(), sending: true)
    try pretend(ProcessIdentity(id: 1, start: ProcessIdentity.current.start))
    try store.journal.settleAbandoned()
    #expect(try store.journal.finish(entry.id, outcome: .done, status: 200).outcome == .done)
  }

  /// Makes all entries those of another process.
  private func pretend(_ process: ProcessIdentity) throws {
    try store.journal.file.write { database in
      try database.execute(
        sql: "UPDATE journal SET process_id = ?, process_start = ?", arguments: [process.id, process.start])
    }
  }
}

@Suite struct ProcessIdentityTests {
  @Test func aProcessIsRunningUntilItEnds() throws {
    #expect(ProcessIdentity.current.liveness == .running)
    let child = try IdleChild()
    #expect(child.identity.liveness == .running)
    child.end()
    #expect(child.identity.liveness == .ended)
  }

  @Test func aLaterProcessOfTheSameNumberIsAnotherOne() {
    let mine = ProcessIdentity.current.start.split(separator: "/")
    #expect(ProcessIdentity(id: getpid(), start: "\(mine[0])/\(mine[1])/1").liveness == .ended)
  }

  @Test func whatCanNotBeLookedForIsNotCalledEnded() {
    #expect(ProcessIdentity(id: getpid(), start: "").liveness == .outOfSight)
    #expect(ProcessIdentity(id: getpid(), start: "nonsense").liveness == .outOfSight)
  }
}
