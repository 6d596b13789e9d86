import Foundation

/// An identifier that sorts by the time at which it was made: 48 bits of milliseconds, 80 bits of chance.
///
/// Customer.io ignores a second event with the same one. See https://github.com/ulid/spec.
public struct ULID: Hashable, Sendable {
  public let text: String

  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

  public init(time: Date = Date()) {
    var generator = SystemRandomNumberGenerator()
    self.init(time: time, using: &generator)
  }

  public init(time: Date, using generator: inout some RandomNumberGenerator) {
    var milliseconds = UInt64(max(0, time.timeIntervalSince1970 * 1000))
    var characters = [Character](repeating: "0", count: 26)
    for index in stride(from: 9, through: 0, by: -1) {
      characters[index] = Self.alphabet[Int(milliseconds & 31)]
      milliseconds >>= 5
    }
    for index in 10..<26 {
      characters[index] = Self.alphabet[Int.random(in: 0..<32, using: &generator)]
    }
    text = String(characters)
  }

  /// Nil where the text is not 26 of the ULID's letters, or tells a time beyond its 48 bits.
  public init?(_ text: String) {
    let characters = Array(text.uppercased())
    guard text.utf8.count == 26, characters.count == 26, characters[0] <= "7",
      characters.allSatisfy(Self.alphabet.contains)
    else { return nil }
    self.text = text
  }
}
