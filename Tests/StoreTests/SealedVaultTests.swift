import Foundation
import Synchronization
import Testing

@testable import Store

@Suite(.timeLimit(.minutes(2))) struct SealedVaultTests {
  private static let cheap = ScryptCost(rounds: 16, blockSize: 1, parallelism: 1)
  private static let passphrase = Secret("correct horse")

  private let home: TemporaryHome
  private let vault: Vault

  init() async throws {
    home = try TemporaryHome()
    _ = try home.open()
    vault = Vault(file: home.location.vaultFile, cost: Self.cheap)
    try await vault.set(Secret("key-1"), for: "c1", .trackAPIKey)
  }

  @Test func aSealedVaultGivesNothingWithoutItsPassphrase() async throws {
    try await vault.seal(passphrase: Self.passphrase)
    #expect(try text().contains("key-1") == false)
    #expect(try vault.state() == .unlocked)
    #expect(try await vault.secret(for: "c1", .trackAPIKey)?.reveal() == "key-1")

    let other = reopened()
    #expect(other.isSealed)
    #expect(other.isLocked)
    await #expect(throws: VaultError.locked) { try await other.secret(for: "c1", .trackAPIKey) }
    await #expect(throws: VaultError.locked) { try await other.set(Secret("k"), for: "c1", .trackAPIKey) }
    await #expect(throws: VaultError.locked) { try await other.remove("c1") }
    await #expect(throws: VaultError.wrongPassphrase) { try await other.unlock(passphrase: Secret("wrong")) }
    await #expect(throws: VaultError.emptyPassphrase) { try await other.unlock(passphrase: Secret("")) }
    #expect(other.isLocked)
    try await other.unlock(passphrase: Self.passphrase)
    #expect(try await other.secret(for: "c1", .trackAPIKey)?.reveal() == "key-1")
    try await other.set(Secret("key-2"), for: "c1", .appAPIKey)
    #expect(try await vault.secret(for: "c1", .appAPIKey)?.reveal() == "key-2")
    other.lock()
    await #expect(throws: VaultError.locked) { try await other.secret(for: "c1", .trackAPIKey) }
  }

  @Test func theSealIsMadeAtFullCostByDefault() async throws {
    let home = try TemporaryHome()
    let vault = try home.open().vault
    try await vault.set(Secret("key"), for: "c1", .trackAPIKey)
    try await vault.seal(passphrase: Self.passphrase)
    let document = try VaultDocument(reading: Data(contentsOf: home.location.vaultFile), path: "")
    #expect(document.seal?.cost == .standard)
    #expect(document.secrets == nil)
  }

  @Test func theSealComesOffAgain() async throws {
    try await vault.seal(passphrase: Self.passphrase)
    await #expect(throws: VaultError.alreadySealed) { try await vault.seal(passphrase: Secret("other")) }
    await #expect(throws: VaultError.wrongPassphrase) { try await vault.unseal(passphrase: Secret("wrong")) }
    try await vault.unseal(passphrase: Self.passphrase)
    #expect(!vault.isSealed)
    #expect(try await reopened().secret(for: "c1", .trackAPIKey)?.reveal() == "key-1")
    await #expect(throws: VaultError.notSealed) { try await vault.unseal(passphrase: Self.passphrase) }
    await #expect(throws: VaultError.notSealed) { try await vault.unlock(passphrase: Self.passphrase) }
  }

  @Test func aChangedPassphraseReplacesTheOldOneEverywhere() async throws {
    try await vault.seal(passphrase: Self.passphrase)
    let other = reopened()
    try await other.unlock(passphrase: Self.passphrase)
    try await vault.changePassphrase(from: Self.passphrase, to: Secret("new"))
    #expect(try await vault.secret(for: "c1", .trackAPIKey)?.reveal() == "key-1")
    // The other console's key opens nothing any more; it asks again.
    await #expect(throws: VaultError.locked) { try await other.secret(for: "c1", .trackAPIKey) }
    await #expect(throws: VaultError.wrongPassphrase) { try await other.unlock(passphrase: Self.passphrase) }
    try await other.unlock(passphrase: Secret("new"))
    await #expect(throws: VaultError.emptyPassphrase) {
      try await vault.changePassphrase(from: Secret("new"), to: Secret(""))
    }
  }

  @Test(arguments: ["salt", "verifier", "checksum", "box", "cost", "kdf", "cipher"])
  func aChangedSealIsDamagedAndNotAWrongPassphrase(part: String) async throws {
    try await vault.seal(passphrase: Self.passphrase)
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: home.location.vaultFile)) as? [String: Any])
    var seal = try #require(object["seal"] as? [String: Any])
    switch seal[part] {
    case let encoded as String:
      if var bytes = Data(base64Encoded: encoded), !["kdf", "cipher"].contains(part) {
        bytes[bytes.count - 1] ^= 1
        seal[part] = bytes.base64EncodedString()
      } else {
        seal[part] = "other"
      }
    default: seal[part] = ["rounds": 32, "blockSize": 1, "parallelism": 1]
    }
    object["seal"] = seal
    try write(JSONSerialization.data(withJSONObject: object))
    let error = await #expect(throws: VaultError.self) { try await reopened().unlock(passphrase: Self.passphrase) }
    switch error {
    case .damaged(path, _): break
    case .newerVersion(path) where ["kdf", "cipher"].contains(part): break
    default: Issue.record("it was \(String(describing: error))")
    }
  }

  @Test(arguments: [
    ScryptCost(rounds: 1 << 40, blockSize: 8, parallelism: 1), ScryptCost(rounds: 3, blockSize: 8, parallelism: 1),
    ScryptCost(rounds: -2, blockSize: 8, parallelism: 1), ScryptCost(rounds: 16, blockSize: 0, parallelism: 1),
    ScryptCost(rounds: 16, blockSize: 1, parallelism: 0), ScryptCost(rounds: 16, blockSize: 1, parallelism: .max),
    ScryptCost(rounds: 1 << 20, blockSize: 32, parallelism: 1),
  ])
  func parametersThatWouldTakeAllMemoryAreNotTried(cost: ScryptCost) {
    #expect(!cost.isSound)
  }

  @Test func anIdleVaultLocksItself() async throws {
    let clock = ManualClock()
    let locked = Mutex(0)
    let vault = Vault(
      file: home.location.vaultFile, idleLimit: .seconds(60), clock: clock.idleClock, cost: Self.cheap,
      changed: { locked.withLock { $0 += 1 } })
    try await vault.seal(passphrase: Self.passphrase)
    let afterSealing = locked.withLock { $0 }
    clock.advance(by: .seconds(59))
    #expect(try await vault.secret(for: "c1", .trackAPIKey) != nil)
    clock.advance(by: .seconds(59))
    vault.touch()
    clock.advance(by: .seconds(59))
    #expect(!vault.isLocked)
    clock.advance(by: .seconds(1))
    await #expect(throws: VaultError.locked) { try await vault.secret(for: "c1", .trackAPIKey) }
    // The key is dropped when the time is over, not when somebody next asks, and that is announced.
    try await until { locked.withLock { $0 } == afterSealing + 1 }
    try await vault.unlock(passphrase: Self.passphrase)
    vault.lockWhenIdle(for: nil)
    clock.advance(by: .seconds(100_000))
    #expect(!vault.isLocked)
  }

  private var path: String { home.location.vaultFile.path(percentEncoded: false) }

  private func reopened() -> Vault { Vault(file: home.location.vaultFile, cost: Self.cheap) }

  private func text() throws -> String { try String(contentsOf: home.location.vaultFile, encoding: .utf8) }

  private func write(_ data: Data) throws {
    try data.write(to: home.location.vaultFile)
    #expect(chmod(path, 0o600) == 0)
  }
}

/// A clock that stands still until it is moved on.
private final class ManualClock: Sendable {
  private struct State {
    var now = Duration.zero
    var sleepers: [(until: Duration, wake: CheckedContinuation<Void, Never>)] = []
  }

  private let state = Mutex(State())

  var idleClock: IdleClock {
    IdleClock(
      now: { self.state.withLock { $0.now } },
      sleep: { duration in
        await withCheckedContinuation { wake in
          let isOver = self.state.withLock { state in
            guard duration > .zero else { return true }
            state.sleepers.append((state.now + duration, wake))
            return false
          }
          if isOver { wake.resume() }
        }
        try Task.checkCancellation()
      })
  }

  func advance(by duration: Duration) {
    let woken = state.withLock { state in
      state.now += duration
      let woken = state.sleepers.filter { $0.until <= state.now }
      state.sleepers.removeAll { $0.until <= state.now }
      return woken
    }
    for sleeper in woken { sleeper.wake.resume() }
  }

  deinit {
    for sleeper in state.withLock({ $0.sleepers }) { sleeper.wake.resume() }
  }
}
