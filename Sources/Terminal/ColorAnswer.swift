/// A colour as terminals tell it: `rgb:R/G/B` or `rgba:R/G/B/A`, each part of one to four hexadecimal digits.
enum ColorAnswer {
  static func parse(_ text: Substring) -> (UInt8, UInt8, UInt8)? {
    guard let colon = text.firstIndex(of: ":"), ["rgb", "rgba"].contains(text[..<colon]) else { return nil }
    let parts = text[text.index(after: colon)...].split(separator: "/", omittingEmptySubsequences: false).prefix(3).map
    {
      part -> UInt8? in
      guard (1...4).contains(part.utf8.count), part.utf8.first != UInt8(ascii: "+"), let value = Int(part, radix: 16),
        value >= 0
      else { return nil }
      return UInt8(value * 255 / ((1 << (4 * part.utf8.count)) - 1))
    }
    guard parts.count == 3, let red = parts[0], let green = parts[1], let blue = parts[2] else { return nil }
    return (red, green, blue)
  }
}
