/// The identifier of a delivery: it looks like Customer.io's, and holds whose it is and which one.
enum DeliveryID {
  private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)

  static func make(person: Int, index: Int) -> String {
    let check = Dice.mix(UInt64(person) << 32 | UInt64(index))
    var bytes: [UInt8] = [0x76, 0x03]
    for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: person >> shift)) }
    for shift in stride(from: 24, through: 0, by: -8) { bytes.append(UInt8(truncatingIfNeeded: index >> shift)) }
    for shift in stride(from: 56, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: check >> UInt64(shift)))
    }
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
      for shift in stride(from: 18, through: 0, by: -6) { text.append(alphabet[group >> shift & 63]) }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Whose delivery it is and which of theirs, or nil where it is none of ours.
  static func parse(_ text: String) -> (person: Int, index: Int)? {
    guard text.utf8.count == 24 else { return nil }
    var bytes: [UInt8] = []
    var group = 0
    for (position, character) in text.utf8.enumerated() {
      guard let value = alphabet.firstIndex(of: character) else { return nil }
      group = group << 6 | value
      if position % 4 == 3 {
        bytes.append(contentsOf: [UInt8(group >> 16 & 255), UInt8(group >> 8 & 255), UInt8(group & 255)])
        group = 0
      }
    }
    let person = bytes[2..<6].reduce(0) { $0 << 8 | Int($1) }
    let index = bytes[6..<10].reduce(0) { $0 << 8 | Int($1) }
    return make(person: person, index: index) == text ? (person, index) : nil
  }

  /// Whether it has the form of a delivery identifier at all.
  static func isWellFormed(_ text: String) -> Bool {
    text.utf8.count >= 8 && text.utf8.count <= 128
      && text.utf8.allSatisfy { alphabet.contains($0) || $0 == UInt8(ascii: "=") }
  }
}
