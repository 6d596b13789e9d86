import Foundation

/// Why the vault did not give or take a secret. `description` is a sentence for the person, with what to do about it.
public enum VaultError: Error, Hashable, Sendable {
  /// Others can read the vault, or replace it.
  case exposed(path: String, isFolder: Bool)
  /// The vault is sealed and its passphrase was not given yet, or too long ago.
  case locked
  case wrongPassphrase
  case emptyPassphrase
  case alreadySealed
  case notSealed
  /// The passphrase is right or there is none, and still the contents make no sense.
  case damaged(path: String, reason: String)
  /// A newer version of the product wrote it.
  case newerVersion(path: String)
  case unreadable(path: String, reason: String)
  /// It could not be written; its former contents are as they were.
  case unwritable(StoreError)
}

extension VaultError: CustomStringConvertible, LocalizedError {
  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .exposed(let path, false):
      "Others can read the secrets in \(path), so they are not used. Replace keys that may have been seen, then: "
        + "chmod 600 \(Self.quoted(path))"
    case .exposed(let path, true):
      "Others can replace the files in \(path), so its secrets are not used. Close it: "
        + "chmod 700 \(Self.quoted(path))"
    case .locked: "The vault is locked: its passphrase is needed."
    case .wrongPassphrase: "That is not the vault's passphrase."
    case .emptyPassphrase: "A passphrase has at least one character."
    case .alreadySealed: "The vault is sealed already: change its passphrase instead."
    case .notSealed: "The vault is not sealed."
    case .damaged(let path, let reason):
      "The vault \(path) is damaged (\(reason)). Put a backup in its place, or move it away and enter the keys again."
    case .newerVersion(let path):
      "The vault \(path) was written by a newer version of cio-console. Nothing in it was changed."
    case .unreadable(let path, let reason): "The vault \(path) can't be read: \(reason)."
    case .unwritable(let error): "The secret was not saved. \(error)"
    }
  }

  /// A path as a shell takes it.
  private static func quoted(_ path: String) -> String {
    let plain = path.unicodeScalars.allSatisfy {
      $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "/._-+".unicodeScalars.contains($0))
    }
    return plain
      ? path
      : "'"
        + path.unicodeScalars.split(separator: "'", omittingEmptySubsequences: false).map { String($0) }.joined(
          separator: "'\\''") + "'"
  }
}
