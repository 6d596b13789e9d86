/// Identifiers that sort by time: ten characters of milliseconds, sixteen of anything.
enum ULID {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  static func make(milliseconds: Int, entropy: UInt64) -> String {
    var bytes = [UInt8](repeating: 0, count: 26)
    var time = UInt64(max(0, milliseconds))
    for index in stride(from: 9, through: 0, by: -1) {
      bytes[index] = alphabet[Int(time & 31)]
      time >>= 5
    }
    var low = Dice.mix(entropy)
    var high = Dice.mix(low)
    for index in stride(from: 25, through: 18, by: -1) {
      bytes[index] = alphabet[Int(low & 31)]
      low >>= 5
    }
    for index in stride(from: 17, through: 10, by: -1) {
      bytes[index] = alphabet[Int(high & 31)]
      high >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
