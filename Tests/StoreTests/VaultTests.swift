import Foundation
import Testing

@testable import Store

@Suite struct VaultTests {
  private let home: TemporaryHome
  private let vault: Vault

  init() throws {
    home = try TemporaryHome()
    vault = try home.open().vault
  }

  @Test func secretsAreKeptByConnectionAndKind() async throws {
    #expect(try await vault.secret(for: "c1", .trackAPIKey) == nil)
    try await vault.set([.trackAPIKey: Secret("track"), .appAPIKey: Secret("app")], for: "c1")
    try await vault.set(Secret("pipelines \"\\\n🔑"), for: "c2", .pipelinesWriteKey)
    let again = try home.open().vault
    #expect(try await again.secret(for: "c1", .trackAPIKey)?.reveal() == "track")
    #expect(try await again.secret(for: "c1", .appAPIKey)?.reveal() == "app")
    #expect(try await again.secret(for: "c1", .pipelinesWriteKey) == nil)
    #expect(try await again.secret(for: "c2", .pipelinesWriteKey)?.reveal() == "pipelines \"\\\n🔑")
    try await again.set(nil, for: "c1", .trackAPIKey)
    #expect(try await vault.secret(for: "c1", .trackAPIKey) == nil)
    #expect(try await vault.secret(for: "c1", .appAPIKey) != nil)
    try await again.remove("c1")
    #expect(try await vault.secret(for: "c1", .appAPIKey) == nil)
    #expect(try await vault.secret(for: "c2", .pipelinesWriteKey) != nil)
  }

  @Test(arguments: [0o640, 0o604, 0o620, 0o644, 0o777] as [mode_t])
  func aVaultThatOthersCanReadIsRefusedWithTheCommandThatMendsIt(mode: mode_t) async throws {
    try await vault.set(Secret("key"), for: "c1", .trackAPIKey)
    #expect(chmod(path, mode) == 0)
    let error = await #expect(throws: VaultError.self) { try await vault.secret(for: "c1", .trackAPIKey) }
    #expect(error == .exposed(path: path, isFolder: false))
    #expect(try #require(error).description.hasSuffix("chmod 600 \(path)"))
    await #expect(throws: VaultError.self) { try await vault.set(Secret("new"), for: "c1", .trackAPIKey) }
    #expect(chmod(path, 0o600) == 0)
    #expect(try await vault.secret(for: "c1", .trackAPIKey)?.reveal() == "key")
  }

  @Test func aVaultInAFolderWhereOthersCanPutAnotherIsRefused() async throws {
    try await vault.set(Secret("key"), for: "c1", .trackAPIKey)
    let folder = home.location.data.path(percentEncoded: false).trimmingTrailingSlashes
    #expect(chmod(folder, 0o770) == 0)
    await #expect(throws: VaultError.exposed(path: folder, isFolder: true)) {
      try await vault.secret(for: "c1", .trackAPIKey)
    }
  }

  @Test func theCommandThatMendsAPathWithBlanksCanBePasted() {
    let error = VaultError.exposed(path: "/a b/it's/vault.json", isFolder: false)
    #expect(error.description.hasSuffix(#"chmod 600 '/a b/it'\''s/vault.json'"#))
  }

  @Test(arguments: ["", "not JSON", "{}", #"{"format":"other","version":1,"secrets":{}}"#])
  func whatIsNoVaultIsCalledDamaged(text: String) async throws {
    try write(text)
    let error = await #expect(throws: VaultError.self) { try await vault.secret(for: "c1", .trackAPIKey) }
    guard case .damaged(path, _) = error else {
      Issue.record("it was \(String(describing: error))")
      return
    }
    // Nothing is written over what may still be mended.
    await #expect(throws: VaultError.self) { try await vault.set(Secret("k"), for: "c1", .trackAPIKey) }
    #expect(try String(contentsOf: home.location.vaultFile, encoding: .utf8) == text)
  }

  @Test func aVaultOfANewerVersionIsRefused() async throws {
    try write(#"{"format":"cio-console vault","version":2,"secrets":"elsewhere"}"#)
    await #expect(throws: VaultError.newerVersion(path: path)) { try await vault.secret(for: "c1", .trackAPIKey) }
  }

  @Test func aFolderInPlaceOfTheVaultIsNoVault() async throws {
    try FileManager.default.createDirectory(at: home.location.vaultFile, withIntermediateDirectories: false)
    let error = await #expect(throws: VaultError.self) { try await vault.secret(for: "c1", .trackAPIKey) }
    #expect(error == .unreadable(path: path, reason: "it is not a regular file"))
  }

  @Test func noSecretIsInAnyOtherFile() async throws {
    let canary = "canary-\(UUID().uuidString)"
    let store = try home.open()
    let record = try store.connections.insert(.sample())
    try await store.vault.set(Secret(canary), for: record.id, .trackAPIKey)
    _ = try store.journal.begin(.sample())
    let names = try FileManager.default.subpathsOfDirectory(atPath: home.url.path(percentEncoded: false))
    for name in names where !name.hasSuffix("vault.json") {
      guard let data = FileManager.default.contents(atPath: home.url.appending(path: name).path(percentEncoded: false))
      else { continue }
      #expect(data.range(of: Data(canary.utf8)) == nil, "\(name)")
    }
  }

  @Test func whatAKilledConsoleLeftBesideTheVaultGoesWithTheNextChange() async throws {
    let leftover = path + ".new"
    try Data("key".utf8).write(to: URL(filePath: leftover))
    try await vault.set(Secret("key"), for: "c1", .trackAPIKey)
    #expect(!FileManager.default.fileExists(atPath: leftover))
  }

  private var path: String { home.location.vaultFile.path(percentEncoded: false) }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: home.location.vaultFile)
    #expect(chmod(path, 0o600) == 0)
  }
}
