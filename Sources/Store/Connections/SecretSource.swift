import Foundation

/// Where a connection's secrets come from.
public enum SecretSource: Hashable, Sendable {
  /// The vault beside the database.
  case vault
  /// A program and its arguments, such as `pass show cio/prod`; run without a shell by whoever needs the secret.
  case command([String])

  /// The program and its arguments as they were given; nil for the vault.
  public var command: [String]? {
    guard case .command(let arguments) = self else { return nil }
    return arguments
  }

  /// The program and arguments for one secret: `{secret}` in an argument stands for the secret's name. Nil for the vault.
  public func arguments(for kind: SecretKind) -> [String]? {
    guard case .command(let arguments) = self, !arguments.isEmpty else { return nil }
    return arguments.map { $0.replacing("{secret}", with: kind.name) }
  }

  /// The secret in what the program printed.
  ///
  /// With `{secret}` in an argument, or for the Track API key, it is the first line; otherwise the line `NAME: SECRET`.
  public func secret(_ kind: SecretKind, in output: String) -> Secret? {
    guard case .command(let arguments) = self else { return nil }
    let lines = output.split(omittingEmptySubsequences: false) { $0.isNewline }
      .map { $0.trimmingCharacters(in: .whitespaces) }
    for line in lines {
      guard let colon = line.firstIndex(of: ":"), line[..<colon].lowercased() == kind.name else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      if !value.isEmpty { return Secret(value) }
    }
    let isOnlyOne = arguments.contains { $0.contains("{secret}") }
    guard isOnlyOne || kind == .trackAPIKey, let first = lines.first, !first.isEmpty else { return nil }
    return Secret(first)
  }
}

extension SecretSource {
  private static let vaultText = "vault"

  /// What the database keeps: `vault`, or the arguments as a JSON array.
  var storedText: String {
    switch self {
    case .vault: return Self.vaultText
    case .command(let arguments):
      let data = try? JSONEncoder().encode(arguments)
      return data.map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }
  }

  init(storedText: String) {
    let arguments = try? JSONDecoder().decode([String].self, from: Data(storedText.utf8))
    self = arguments.map(Self.command) ?? .vault
  }
}
