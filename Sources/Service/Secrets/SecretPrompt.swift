import Store

/// How far one may go for the keys of a connection.
public enum SecretAccess: Sendable {
  /// Somebody asked for what needs them: they may be asked for a passphrase, a program may have the terminal.
  case asking
  /// Something goes on beside what a person does: keys that would have to be asked for are not had.
  case onlyKnown
}

/// Who is asked for what opens the secrets: a dialog in the console, a prompt on the command line.
public protocol SecretPrompt: Sendable {
  /// The vault's passphrase; nil where the person gives up.
  ///
  /// - Parameter wasWrong: the passphrase given just before was not the vault's.
  func vaultPassphrase(wasWrong: Bool) async -> Secret?
  /// Does something while a program has the terminal, and takes the terminal back after.
  func givingTerminal<Result: Sendable>(_ body: @Sendable () async -> Result) async -> Result
}
