import Foundation
import Testing

@testable import Store

@Suite struct VaultTests {
  @Test func aSecretSurvivesReopeningAndSealing() async throws {
    let home = try TemporaryHome()
    let vault = try home.open().vault
    try await vault.set(Secret("key-1"), for: "c1", .trackAPIKey)
    try await vault.seal(passphrase: Secret("correct horse"))
    let again = try home.open().vault
    #expect(again.isSealed)
    #expect(again.isLocked)
    await #expect(throws: VaultError.locked) { try await again.secret(for: "c1", .trackAPIKey) }
    await #expect(throws: VaultError.wrongPassphrase) { try await again.unlock(passphrase: Secret("wrong")) }
    try await again.unlock(passphrase: Secret("correct horse"))
    #expect(try await again.secret(for: "c1", .trackAPIKey)?.reveal() == "key-1")
  }
}
