import ArgumentParser
import JSONText
import Service
import Store

/// `vault …`
struct VaultCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "vault", abstract: "The keys of saved connections, and the passphrase that can seal them.",
    discussion: """
      A sealed vault asks for its passphrase when a key is first needed. Passphrases are asked for at the terminal and \
      never given as arguments.
      """,
    subcommands: [Status.self, Seal.self, Change.self, Unseal.self])

  struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "status", abstract: "Says whether it is sealed.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      let state = try await context.services.secrets.vaultState()
      try context.write(
        .record([
          "sealed": .boolean(state != .unsealed),
          "file": .string(context.location.vaultFile.path(percentEncoded: false)),
        ]))
    }
  }

  struct Seal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "seal", abstract: "Protects it with a passphrase.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      guard let prompt = try await VaultCommand.begin(context, wanting: false, to: "seal the vault with a passphrase")
      else { return }
      try await context.services.secrets.seal(try VaultCommand.newPassphrase(prompt))
      StandardError.note("The vault is sealed. Where the passphrase is forgotten, the keys have to be entered again.")
    }
  }

  struct Change: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "change", abstract: "Gives it another passphrase.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      guard let prompt = try await VaultCommand.begin(context, wanting: true, to: "give the vault another passphrase")
      else { return }
      let old = Secret(prompt.askHidden("Passphrase of the vault: ") ?? "")
      try await context.services.secrets.changePassphrase(from: old, to: try VaultCommand.newPassphrase(prompt))
      StandardError.note("The vault has a new passphrase.")
    }
  }

  struct Unseal: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "unseal", abstract: "Takes the passphrase off again.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
      let context = Context(global)
      guard let prompt = try await VaultCommand.begin(context, wanting: true, to: "take the passphrase off the vault")
      else { return }
      try await context.services.secrets.unseal(Secret(prompt.askHidden("Passphrase of the vault: ") ?? ""))
      StandardError.note("The vault is not sealed any more.")
    }
  }

  /// Before anything is asked for: whether it can be done at all. Nil where it is not to be done.
  private static func begin(_ context: Context, wanting sealed: Bool, to act: String) async throws -> Prompt? {
    try context.refuseWhenReadOnly()
    let isSealed = try await context.services.secrets.vaultState() != .unsealed
    guard isSealed == sealed else {
      throw Failure(isSealed ? "\(VaultError.alreadySealed)" : "\(VaultError.notSealed)", status: .usage)
    }
    guard try context.makesChange(act) else { return nil }
    guard let prompt = Prompt() else {
      throw Failure("A passphrase is asked for at a terminal, and there is none here.", status: .usage)
    }
    return prompt
  }

  private static func newPassphrase(_ prompt: Prompt) throws -> Secret {
    let first = prompt.askHidden("New passphrase: ") ?? ""
    guard !first.isEmpty else { throw Failure("\(VaultError.emptyPassphrase)", status: .usage) }
    guard prompt.askHidden("Once more: ") == first else {
      throw Failure("The two are not the same. Nothing was changed.", status: .usage)
    }
    return Secret(first)
  }
}
