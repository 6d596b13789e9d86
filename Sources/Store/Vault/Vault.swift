import Foundation

/// The secrets of all connections, in a file of their own, optionally sealed with a passphrase.
///
/// The file is read when a secret is needed and at no other time. A sealed vault is unlocked by its passphrase and
/// locks itself when idle; only the key stays in memory meanwhile, never a decrypted copy.
public final class Vault: Sendable {
  private let file: VaultFile
  /// The key of an unlocked vault.
  private let key: IdleKeep<VaultSeal.Key>
  private let cost: ScryptCost
  private let changed: @Sendable () -> Void

  /// - Parameters:
  ///   - idleLimit: how long an unlocked vault may be left alone; nil for ever.
  ///   - willReplace: told of the file that is about to become the vault.
  ///   - changed: called when secrets were written, and when the vault was unlocked or locked.
  init(
    file: URL, idleLimit: Duration? = .seconds(900), clock: IdleClock = .continuous, cost: ScryptCost = .standard,
    willReplace: @escaping @Sendable (FileVersion) -> Void = { _ in },
    changed: @escaping @Sendable () -> Void = {}
  ) {
    self.file = VaultFile(url: file, willReplace: willReplace)
    self.cost = cost
    self.changed = changed
    key = IdleKeep(clock: clock, limit: idleLimit, onForget: changed)
  }

  // MARK: - Secrets

  /// The secret, or nil where none was saved. Throws `.locked` when the passphrase has to be asked for first.
  public func secret(for connectionID: String, _ kind: SecretKind) async throws(VaultError) -> Secret? {
    let document = try file.load()
    return try secrets(in: document)[connectionID]?[kind.rawValue].map { Secret($0) }
  }

  /// Saves a secret; nil removes it.
  public func set(_ secret: Secret?, for connectionID: String, _ kind: SecretKind) async throws(VaultError) {
    try edit { secrets in
      secrets[connectionID, default: [:]][kind.rawValue] = secret?.reveal()
      if secrets[connectionID]?.isEmpty == true { secrets[connectionID] = nil }
    }
  }

  /// Saves several secrets of a connection at once, or none of them. Those not named stay as they are.
  public func set(_ secrets: [SecretKind: Secret], for connectionID: String) async throws(VaultError) {
    try edit { saved in
      for (kind, secret) in secrets { saved[connectionID, default: [:]][kind.rawValue] = secret.reveal() }
    }
  }

  /// Removes all secrets of a connection.
  public func remove(_ connectionID: String) async throws(VaultError) {
    try edit { $0[connectionID] = nil }
  }

  // MARK: - Seal

  public enum State: Hashable, Sendable {
    /// No passphrase protects it.
    case unsealed
    case locked
    case unlocked
  }

  public func state() throws(VaultError) -> State {
    guard let seal = try file.load().seal else { return .unsealed }
    return key.holds { $0.salt == seal.salt } ? .unlocked : .locked
  }

  /// Whether a passphrase protects it; a vault that can't be read protects nothing.
  public var isSealed: Bool { ((try? state()) ?? .unsealed) != .unsealed }

  public var isLocked: Bool { (try? state()) == .locked }

  /// Makes the secrets readable until the vault is locked. Takes a fraction of a second and 64 MiB.
  public func unlock(passphrase: Secret) async throws(VaultError) {
    guard let seal = try file.load().seal else { throw .notSealed }
    let opened = try seal.key(passphrase: passphrase, path: file.path)
    // Damage is better found now than at the first secret.
    _ = try seal.open(with: opened, path: file.path)
    key.keep(opened)
    changed()
  }

  public func lock() {
    key.forget()
  }

  /// Protects the vault with a passphrase. It is unlocked afterwards.
  public func seal(passphrase: Secret) async throws(VaultError) {
    let newKey = try VaultSeal.newKey(passphrase: passphrase, cost: cost)
    try file.change { document throws(VaultError) in
      guard let secrets = document.secrets, document.seal == nil else { throw .alreadySealed }
      return try self.document(secrets, sealedWith: newKey)
    }
    key.keep(newKey)
    changed()
  }

  /// Takes the passphrase off again.
  public func unseal(passphrase: Secret) async throws(VaultError) {
    let oldKey = try currentKey(passphrase)
    try file.change { document throws(VaultError) in
      VaultDocument(secrets: try self.secrets(in: document, with: oldKey))
    }
    key.forget()
    changed()
  }

  public func changePassphrase(from old: Secret, to new: Secret) async throws(VaultError) {
    let oldKey = try currentKey(old)
    let newKey = try VaultSeal.newKey(passphrase: new, cost: cost)
    try file.change { document throws(VaultError) in
      try self.document(self.secrets(in: document, with: oldKey), sealedWith: newKey)
    }
    key.keep(newKey)
    changed()
  }

  // MARK: - Idleness

  /// Says that somebody is there: the time until the vault locks itself begins anew.
  public func touch() {
    key.touch()
  }

  /// How long an unlocked vault may be left alone; nil for ever.
  public func lockWhenIdle(for limit: Duration?) {
    key.setLimit(limit)
  }

  // MARK: - Contents

  private func edit(_ body: (inout VaultDocument.Secrets) -> Void) throws(VaultError) {
    var isChanged = false
    try file.change { document throws(VaultError) in
      let old = try self.secrets(in: document)
      var new = old
      body(&new)
      guard new != old else { return nil }
      isChanged = true
      guard let seal = document.seal else { return VaultDocument(secrets: new) }
      guard let key = self.key.value(where: { $0.salt == seal.salt }) else { throw .locked }
      return try self.document(new, sealedWith: key)
    }
    if isChanged { changed() }
  }

  private func secrets(in document: VaultDocument) throws(VaultError) -> VaultDocument.Secrets {
    if let secrets = document.secrets, document.seal == nil { return secrets }
    guard let seal = document.seal, let key = key.value(where: { $0.salt == seal.salt }) else { throw .locked }
    return try secrets(in: document, with: key)
  }

  private func secrets(
    in document: VaultDocument, with key: VaultSeal.Key
  ) throws(VaultError) -> VaultDocument.Secrets {
    guard let seal = document.seal else { throw .notSealed }
    // Another process changed the passphrase after ours was checked.
    guard seal.salt == key.salt else { throw .wrongPassphrase }
    let contents = try seal.open(with: key, path: file.path)
    guard let secrets = try? JSONDecoder().decode(VaultDocument.Secrets.self, from: contents) else {
      throw .damaged(path: file.path, reason: "its contents are not what was sealed")
    }
    return secrets
  }

  private func document(
    _ secrets: VaultDocument.Secrets, sealedWith key: VaultSeal.Key
  ) throws(VaultError) -> VaultDocument {
    do {
      return VaultDocument(seal: try VaultSeal(try JSONEncoder().encode(secrets), with: key))
    } catch {
      throw .damaged(path: file.path, reason: "its contents can't be encrypted")
    }
  }

  private func currentKey(_ passphrase: Secret) throws(VaultError) -> VaultSeal.Key {
    guard let seal = try file.load().seal else { throw .notSealed }
    return try seal.key(passphrase: passphrase, path: file.path)
  }
}
