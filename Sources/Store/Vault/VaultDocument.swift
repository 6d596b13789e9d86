import Foundation

/// What stands in the vault file.
struct VaultDocument: Codable {
  static let currentVersion = 1
  private static let formatName = "cio-console vault"

  /// Secrets by connection, then by kind.
  typealias Secrets = [String: [String: String]]

  var format = formatName
  var version = currentVersion
  var secrets: Secrets?
  var seal: VaultSeal?

  init(secrets: Secrets) {
    self.secrets = secrets
  }

  init(seal: VaultSeal) {
    self.seal = seal
  }

  init(reading data: Data, path: String) throws(VaultError) {
    struct Head: Decodable {
      let format: String
      let version: Int
    }
    let decoder = JSONDecoder()
    guard let head = try? decoder.decode(Head.self, from: data), head.format == Self.formatName else {
      throw .damaged(path: path, reason: "it is no vault file")
    }
    guard head.version <= Self.currentVersion else { throw .newerVersion(path: path) }
    guard let document = try? decoder.decode(Self.self, from: data), document.secrets != nil || document.seal != nil
    else { throw .damaged(path: path, reason: "parts of it are missing") }
    self = document
  }

  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self)
  }
}
