import Service
import Store
import Terminal
import Widgets

/// The passphrase of the vault: put on, changed, taken off, forgotten.
extension ConsoleApp {
  func showVault() {
    Task { [weak self] in
      guard let self else { return }
      do throws(ServiceError) {
        showVaultMenu(try await session.services.secrets.vaultState())
      } catch {
        tell(Toast(.failure, error.text))
      }
    }
  }

  private func showVaultMenu(_ state: Vault.State) {
    func entry(_ title: String, _ detail: String, _ perform: @escaping @MainActor () -> Void) -> PaletteLayer.Entry {
      PaletteLayer.Entry(Widgets.Palette.Entry(id: title, title: title, detail: detail), perform: perform)
    }
    var entries: [PaletteLayer.Entry] = []
    if state == .unsealed {
      entries.append(
        entry("Seal it", "asks for a passphrase at the first use of a key") { [weak self] in self?.seal() })
    } else {
      if state == .unlocked {
        entries.append(entry("Lock it now", "keys are asked for again") { [weak self] in self?.lockVault() })
      }
      entries.append(entry("Change the passphrase", "") { [weak self] in self?.changePassphrase() })
      entries.append(
        entry("Take the passphrase off", "only this account protects the keys then") { [weak self] in
          self?.unseal()
        })
    }
    let layer = PaletteLayer(shell: self, entries: entries, placeholder: "What about the vault?")
    layer.note = "The vault is \(state.words). It holds the keys of all saved connections."
    show(layer)
  }

  private func seal() {
    askForNewPassphrase(
      title: "Seal the vault",
      lines: [
        "A passphrase protects the keys of all connections from now on. Where it is forgotten, the keys have to be "
          + "entered again: nobody can read them without it."
      ], fields: [], submitTitle: "Seal", done: "The vault is sealed."
    ) { keeper, values throws(ServiceError) in try await keeper.seal(Secret(values.text(VaultField.new.key))) }
  }

  private func changePassphrase() {
    askForNewPassphrase(
      title: "Change the passphrase", lines: [], fields: [VaultField.old], submitTitle: "Change",
      done: "The vault has a new passphrase."
    ) { keeper, values throws(ServiceError) in
      try await keeper.changePassphrase(
        from: Secret(values.text(VaultField.current.key)), to: Secret(values.text(VaultField.new.key)))
    }
  }

  private func unseal() {
    let layer = QuestionLayer(
      shell: self, title: "Take the passphrase off",
      lines: ["The keys are then protected by this account's file permissions alone."],
      fields: [VaultField.current], submitTitle: "Take off"
    ) { [weak self] values, layer in
      self?.changeVault(done: "The vault is not sealed any more.", asking: layer) { keeper throws(ServiceError) in
        try await keeper.unseal(Secret(values.text(VaultField.current.key)))
      }
    }
    show(layer)
  }

  private func lockVault() {
    changeVault(done: "The vault is locked.") { keeper throws(ServiceError) in await keeper.lock() }
  }

  private typealias VaultStep = @Sendable (SecretKeeper, [String: FormValue]) async throws(ServiceError) -> Void

  private func askForNewPassphrase(
    title: String, lines: [String], fields: [FormFieldSpec], submitTitle: String, done: String,
    _ step: @escaping VaultStep
  ) {
    show(
      QuestionLayer(
        shell: self, title: title, lines: lines, fields: fields + [VaultField.new, VaultField.again],
        submitTitle: submitTitle,
        validate: { values in
          guard !values.text(VaultField.new.key).isEmpty else {
            return [VaultField.new.key: "A passphrase has at least one character."]
          }
          guard values.text(VaultField.new.key) == values.text(VaultField.again.key) else {
            return [VaultField.again.key: "This is not what stands above. Type it again."]
          }
          return [:]
        }
      ) { [weak self] values, layer in
        self?.changeVault(done: done, asking: layer) { keeper throws(ServiceError) in try await step(keeper, values) }
      })
  }

  /// Deriving a key takes a moment, and happens elsewhere.
  private func changeVault(
    done: String, asking layer: QuestionLayer? = nil,
    _ step: @escaping @Sendable (SecretKeeper) async throws(ServiceError) -> Void
  ) {
    let keeper = session.services.secrets
    Task { [weak self] in
      do throws(ServiceError) {
        try await step(keeper)
        layer?.finish()
        self?.announce(.connections)
        self?.tell(Toast(.success, done))
      } catch {
        if let layer {
          // What was typed stays.
          layer.setErrors([VaultField.current.key: error.text])
          self?.setNeedsFrame()
        } else {
          self?.tell(Toast(.failure, error.text))
        }
      }
    }
  }
}

/// The fields of the questions about the passphrase.
enum VaultField {
  static let current = FormFieldSpec(
    key: "passphrase", label: "Passphrase", help: "The vault's passphrase. F2 shows what is typed.", kind: .secret)
  /// The same where a new one is asked for beside it.
  static let old = FormFieldSpec(
    key: current.key, label: "Current passphrase", help: current.help, kind: .secret)
  static let new = FormFieldSpec(
    key: "new", label: "New passphrase", help: "Any text. Its length is what makes it strong. F2 shows it.",
    isMandatory: true, kind: .secret)
  static let again = FormFieldSpec(
    key: "again", label: "Once more", help: "The same again, so that a slip of a key locks nobody out.",
    isMandatory: true, kind: .secret)
}

extension Vault.State {
  var words: String {
    switch self {
    case .unsealed: "not sealed"
    case .locked: "sealed, locked"
    case .unlocked: "sealed, unlocked"
    }
  }
}

extension [String: FormValue] {
  /// The text of a field; empty where it holds none.
  func text(_ key: String) -> String {
    if case .text(let text)? = self[key] { return text }
    return ""
  }
}
