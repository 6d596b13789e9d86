import Crypto
import CryptoExtras
import Foundation

/// The sealed contents of a vault: encrypted with ChaCha20-Poly1305 under a key that scrypt makes of the passphrase.
///
/// The header tells a wrong passphrase from damage: its checksum says whether salt and parameters are as written, its
/// verifier whether the passphrase is the right one. What then fails to open was changed.
struct VaultSeal: Codable, Hashable {
  var kdf = "scrypt"
  var cipher = "chacha20-poly1305"
  let cost: ScryptCost
  let salt: Data
  let verifier: Data
  let checksum: Data
  let box: Data

  /// The key of one seal, kept while the vault is unlocked.
  struct Key {
    let salt: Data
    fileprivate let cost: ScryptCost
    fileprivate let verifier: Data
    fileprivate let encryption: SymmetricKey
  }

  static func newKey(passphrase: Secret, cost: ScryptCost) throws(VaultError) -> Key {
    guard !passphrase.isEmpty else { throw .emptyPassphrase }
    let salt = Data((0..<32).map { _ in UInt8.random(in: .min ... .max) })
    guard let key = derive(passphrase, salt, cost) else { throw .wrongPassphrase }
    return key
  }

  init(_ contents: Data, with key: Key) throws {
    cost = key.cost
    salt = key.salt
    verifier = key.verifier
    checksum = Self.checksum(cost, salt, verifier)
    box = try ChaChaPoly.seal(contents, using: key.encryption, authenticating: checksum).combined
  }

  /// The key that opens this seal.
  func key(passphrase: Secret, path: String) throws(VaultError) -> Key {
    guard kdf == "scrypt", cipher == "chacha20-poly1305" else { throw .newerVersion(path: path) }
    guard checksum == Self.checksum(cost, salt, verifier), cost.isSound else {
      throw .damaged(path: path, reason: "its header was changed")
    }
    guard !passphrase.isEmpty else { throw .emptyPassphrase }
    guard let key = Self.derive(passphrase, salt, cost), key.verifier == verifier else { throw .wrongPassphrase }
    return key
  }

  func open(with key: Key, path: String) throws(VaultError) -> Data {
    guard checksum == Self.checksum(cost, salt, verifier) else {
      throw .damaged(path: path, reason: "its header was changed")
    }
    do {
      let box = try ChaChaPoly.SealedBox(combined: box)
      return try ChaChaPoly.open(box, using: key.encryption, authenticating: checksum)
    } catch {
      throw .damaged(path: path, reason: "its contents were changed")
    }
  }

  private static func derive(_ passphrase: Secret, _ salt: Data, _ cost: ScryptCost) -> Key? {
    let master = try? KDF.Scrypt.deriveKey(
      from: passphrase.bytes, salt: salt, outputByteCount: 32, rounds: cost.rounds, blockSize: cost.blockSize,
      parallelism: cost.parallelism)
    guard let master else { return nil }
    func part(_ purpose: String) -> SymmetricKey {
      HKDF<SHA256>.deriveKey(
        inputKeyMaterial: master, info: Data("cio-console vault \(purpose)".utf8), outputByteCount: 32)
    }
    return Key(
      salt: salt, cost: cost, verifier: part("verifier").withUnsafeBytes { Data($0) }, encryption: part("encryption"))
  }

  private static func checksum(_ cost: ScryptCost, _ salt: Data, _ verifier: Data) -> Data {
    var hash = SHA256()
    hash.update(data: Data("cio-console vault header \(cost.rounds) \(cost.blockSize) \(cost.parallelism) ".utf8))
    hash.update(data: salt)
    hash.update(data: verifier)
    return Data(hash.finalize())
  }
}

/// How much work and memory (128 × rounds × block size bytes) one guess at a passphrase takes.
struct ScryptCost: Codable, Hashable {
  let rounds: Int
  let blockSize: Int
  let parallelism: Int

  /// 64 MiB, twice: as strong as the usual 128 MiB once, on hosts that have less to spare.
  static let standard = ScryptCost(rounds: 1 << 16, blockSize: 8, parallelism: 2)

  /// Whether the parameters are ones scrypt takes, within a gibibyte.
  var isSound: Bool {
    (2...1 << 20).contains(rounds) && rounds.nonzeroBitCount == 1 && (1...32).contains(blockSize)
      && (1...16).contains(parallelism) && rounds * blockSize <= 1 << 23
  }
}
