import CustomerIO
import Foundation
import Store

/// Where the keys of saved connections come from: the vault, unlocked when one is first needed, or a program.
///
/// What was asked of the person is remembered until nobody has been there for a while.
public actor SecretKeeper {
  private let storage: Storage
  private let environment: [String: String]
  private var prompt: (any SecretPrompt)?
  /// What programs printed, by connection and revision.
  private let printed: IdleKeep<[String: [SecretKind: Secret]]>
  /// Tells when what programs printed was forgotten. For one listener.
  nonisolated let forgettings: AsyncStream<Void>
  /// One question at a time, however many wait for its answer.
  private var unlocking: Task<Result<Void, ServiceError>, Never>?
  /// Programs that run, by connection and revision.
  private var asking: [String: Task<Result<[SecretKind: Secret], ServiceError>, Never>] = [:]

  /// How long keys are kept that nobody uses, where nothing else was said.
  public static let standardIdleLimit = Duration.seconds(900)
  /// How long keys are kept that nobody uses; nil for ever.
  public private(set) var idleLimit: Duration? = SecretKeeper.standardIdleLimit

  init(storage: Storage, environment: [String: String], prompt: (any SecretPrompt)?) {
    self.prompt = prompt
    self.storage = storage
    self.environment = environment
    let (forgettings, forgotten) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    self.forgettings = forgettings
    printed = IdleKeep(limit: Self.standardIdleLimit) { forgotten.yield() }
  }

  /// Says who is to be asked from now on.
  public func ask(with prompt: any SecretPrompt) { self.prompt = prompt }

  // MARK: - The vault

  public func vaultState() async throws(ServiceError) -> Vault.State {
    let vault = try await storage.store().vault
    do { return try vault.state() } catch { throw ServiceError(error) }
  }

  /// Protects the vault with a passphrase; it is unlocked afterwards.
  public func seal(_ passphrase: Secret) async throws(ServiceError) {
    let vault = try await storage.store().vault
    do { try await vault.seal(passphrase: passphrase) } catch { throw ServiceError(error) }
  }

  public func changePassphrase(from old: Secret, to new: Secret) async throws(ServiceError) {
    let vault = try await storage.store().vault
    do { try await vault.changePassphrase(from: old, to: new) } catch { throw ServiceError(error) }
  }

  /// Takes the passphrase off the vault again.
  public func unseal(_ passphrase: Secret) async throws(ServiceError) {
    let vault = try await storage.store().vault
    do { try await vault.unseal(passphrase: passphrase) } catch { throw ServiceError(error) }
  }

  /// Forgets what opens the secrets, and every key that a program printed.
  public func lock() async {
    printed.forget()
    if let vault = try? await storage.store().vault { vault.lock() }
  }

  /// Says that the person is there: the time until everything locks itself begins anew.
  public func touch() async {
    printed.touch()
    if let vault = try? await storage.store().vault { vault.touch() }
  }

  /// How long keys are kept that nobody uses; nil for ever.
  public func lockWhenIdle(for limit: Duration?) async {
    idleLimit = limit
    printed.setLimit(limit)
    if let vault = try? await storage.store().vault { vault.lockWhenIdle(for: limit) }
  }

  // MARK: - Keys

  /// The keys of a saved connection.
  ///
  /// - Throws: where nobody may be asked and somebody would have to be, that the keys are locked.
  func credentials(
    of record: ConnectionRecord, _ access: SecretAccess = .asking
  ) async throws(ServiceError) -> Credentials {
    let kinds = SecretKind.allCases.filter { kind in
      switch kind {
      case .trackAPIKey: true
      case .appAPIKey: record.hasAppAPIKey
      case .pipelinesWriteKey: record.hasPipelinesKey
      }
    }
    let keys: [SecretKind: Secret]
    switch record.secretSource {
    case .vault: keys = try await fromVault(record.id, kinds, access)
    case .command:
      let name = "\(record.id)/\(record.revision)"
      if let known = printed.value(where: { $0[name] != nil })?[name] {
        keys = known
      } else if access == .onlyKnown {
        throw ServiceError(VaultError.locked)
      } else {
        keys = try await asked(kinds, of: record.secretSource, as: name)
        printed.keep((printed.value() ?? [:]).merging([name: keys]) { $1 })
      }
    }
    return Credentials(
      siteID: record.siteID, trackAPIKey: keys[.trackAPIKey]?.reveal(), appAPIKey: keys[.appAPIKey]?.reveal(),
      pipelinesWriteKey: keys[.pipelinesWriteKey]?.reveal())
  }

  /// Asks a program once, however many wait for its keys: two at a time would both read from the terminal.
  private func asked(
    _ kinds: [SecretKind], of source: SecretSource, as name: String
  ) async throws(ServiceError) -> [SecretKind: Secret] {
    if let running = asking[name] { return try await running.value.get() }
    let task = Task { () async -> Result<[SecretKind: Secret], ServiceError> in
      do throws(ServiceError) { return .success(try await keys(kinds, from: source)) } catch { return .failure(error) }
    }
    asking[name] = task
    let result = await task.value
    asking[name] = nil
    return try result.get()
  }

  /// Asks a program for keys.
  func keys(_ kinds: [SecretKind], from source: SecretSource) async throws(ServiceError) -> [SecretKind: Secret] {
    try await SecretCommand(source: source, environment: environment, prompt: prompt).keys(kinds)
  }

  private func fromVault(
    _ id: String, _ kinds: [SecretKind], _ access: SecretAccess
  ) async throws(ServiceError) -> [SecretKind: Secret] {
    try await withVault(access) { vault throws(VaultError) in
      var keys: [SecretKind: Secret] = [:]
      for kind in kinds { keys[kind] = try await vault.secret(for: id, kind) }
      return keys
    }
  }

  /// Puts keys into the vault.
  func keep(_ keys: [SecretKind: Secret], of id: String) async throws(ServiceError) {
    try await withVault { vault throws(VaultError) in try await vault.set(keys, for: id) }
  }

  func remove(_ id: String) async throws(ServiceError) {
    try await withVault { vault throws(VaultError) in try await vault.remove(id) }
  }

  /// Has the vault unlocked now, where what follows must not be broken off half-way.
  func prepareVault() async throws(ServiceError) {
    try await withVault { vault throws(VaultError) in
      if try vault.state() == .locked { throw VaultError.locked }
    }
  }

  private func withVault<Value: Sendable>(
    _ access: SecretAccess = .asking, _ body: @Sendable (Vault) async throws(VaultError) -> Value
  ) async throws(ServiceError) -> Value {
    let vault = try await storage.store().vault
    while true {
      do {
        return try await body(vault)
      } catch {
        guard error == .locked, access == .asking else { throw ServiceError(error) }
        try await unlock(vault)
      }
    }
  }

  private func unlock(_ vault: Vault) async throws(ServiceError) {
    if let unlocking { return try await unlocking.value.get() }
    guard let prompt else { throw ServiceError(VaultError.locked) }
    let task = Task { await Self.unlock(vault, asking: prompt) }
    unlocking = task
    let result = await task.value
    unlocking = nil
    try result.get()
  }

  private static func unlock(_ vault: Vault, asking prompt: any SecretPrompt) async -> Result<Void, ServiceError> {
    var wasWrong = false
    while let passphrase = await prompt.vaultPassphrase(wasWrong: wasWrong) {
      do {
        try await vault.unlock(passphrase: passphrase)
        return .success(())
      } catch {
        switch error {
        case .wrongPassphrase, .emptyPassphrase: wasWrong = true
        // Somebody took the passphrase off in the meantime.
        case .notSealed: return .success(())
        default: return .failure(ServiceError(error))
        }
      }
    }
    return .failure(ServiceError(VaultError.locked))
  }
}
