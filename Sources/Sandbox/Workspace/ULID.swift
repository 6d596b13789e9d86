/// Identifiers that sort by time: ten characters of milliseconds, eight that keep the order within one, eight of chance.
enum ULID {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// Of two made for one moment, the one with the smaller `order` sorts first; its lowest 40 bits count.
  static func make(milliseconds: Int, order: UInt64) -> String {
    var bytes = [UInt8](repeating: 0, count: 26)
    var time = UInt64(max(0, milliseconds))
    for index in stride(from: 9, through: 0, by: -1) {
      bytes[index] = alphabet[Int(time & 31)]
      time >>= 5
    }
    var rest = Dice.mix(order ^ UInt64(max(0, milliseconds)))
    var order = order
    for index in stride(from: 17, through: 10, by: -1) {
      bytes[index] = alphabet[Int(order & 31)]
      order >>= 5
    }
    for index in stride(from: 25, through: 18, by: -1) {
      bytes[index] = alphabet[Int(rest & 31)]
      rest >>= 5
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
