import Service
import Store
import Terminal
import Widgets

/// Asks for what opens the secrets in a dialog over whatever screen is shown, and lends the terminal to programs.
struct ConsoleSecretPrompt: SecretPrompt {
  private weak let app: ConsoleApp?

  init(_ app: ConsoleApp) { self.app = app }

  func vaultPassphrase(wasWrong: Bool) async -> Secret? { await app?.askForPassphrase(wasWrong: wasWrong) }

  func givingTerminal<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result {
    guard let app else { return await body() }
    return await app.givingTerminal(body)
  }
}

extension ConsoleApp {
  func askForPassphrase(wasWrong: Bool) async -> Secret? {
    await withCheckedContinuation { continuation in
      let layer = QuestionLayer(
        shell: self, title: "Unlock the vault",
        lines: ["The keys of the connections are sealed. They stay readable until nobody has been here for a while."],
        fields: [VaultField.current], submitTitle: "Unlock",
        cancelled: { continuation.resume(returning: nil) }
      ) { values, layer in
        layer.finish()
        continuation.resume(returning: Secret(values.text(VaultField.current.key)))
      }
      if wasWrong { layer.setErrors([VaultField.current.key: "That is not the vault's passphrase."]) }
      show(layer)
    }
  }

  func givingTerminal<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result {
    let result = await screen.handOver { await body() }
    setNeedsFrame()
    return result
  }
}
