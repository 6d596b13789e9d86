import Service
import Store

/// Asks for what opens the secrets at the terminal of a command. Where nobody is there, nothing is opened.
struct TerminalSecretPrompt: SecretPrompt {
  /// Tries for a passphrase, as `sudo` gives them.
  private static let tries = 3

  private let tries = Tries()

  func vaultPassphrase(wasWrong: Bool) async -> Secret? {
    if wasWrong { StandardError.note("That is not the vault's passphrase.") }
    guard let prompt = Prompt(), await tries.next() <= Self.tries else { return nil }
    return prompt.askHidden("Passphrase of the vault: ").map { Secret($0) }
  }

  func givingTerminal<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result { await body() }

  private actor Tries {
    private var count = 0

    func next() -> Int {
      count += 1
      return count
    }
  }
}
