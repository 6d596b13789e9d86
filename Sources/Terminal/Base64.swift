/// Bytes as text, for the clipboard and for curses.
enum Base64 {
  static func standard(_ bytes: some Collection<UInt8>) -> String { encode(bytes, "+/", padded: true) }
  static func urlSafe(_ bytes: some Collection<UInt8>) -> String { encode(bytes, "-_", padded: true) }

  private static func encode(_ bytes: some Collection<UInt8>, _ last: String, padded: Bool) -> String {
    let digits = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
    var result: [UInt8] = []
    result.reserveCapacity((bytes.count + 2) / 3 * 4)
    var buffer = 0
    var bits = 0
    for byte in bytes {
      buffer = (buffer << 8 | Int(byte)) & 0xFFFF
      bits += 8
      while bits >= 6 {
        bits -= 6
        result.append(digits[buffer >> bits & 63])
      }
    }
    if bits > 0 { result.append(digits[buffer << (6 - bits) & 63]) }
    while padded, result.count % 4 != 0 { result.append(UInt8(ascii: "=")) }
    return String(decoding: result, as: UTF8.self)
  }
}
