import CPCRE2

/// An expression that is one character class, alone or repeated (`.*`, `\\d+`, `[a-z]`): its matches in ASCII text are found by
/// looking bytes up. They are often many, each of which would take a call otherwise.
struct CharacterRun: Sendable {
  /// For each byte, whether it belongs to the class.
  let members: [UInt8]
  /// The most bytes that a match takes.
  let most: Int

  /// - Parameter code: the expression, compiled for ASCII. It is asked for each character.
  init?(of expression: String, code: OpaquePointer) {
    var text = Array(expression.utf8)
    let isRepeated = text.last == UInt8(ascii: "*") || text.last == UInt8(ascii: "+")
    if isRepeated { text.removeLast() }
    guard Self.isClass(text), let data = pcre2_match_data_create_8(1, nil) else { return nil }
    defer { pcre2_match_data_free_8(data) }
    most = isRepeated ? .max : 1
    members = (0...255).map { byte in
      var character = UInt8(byte)
      return byte < 0x80 && pcre2_match_8(code, &character, 1, 0, PCRE2_NOTEMPTY, data, nil) > 0 ? 1 : 0
    }
  }

  private static func isClass(_ text: [UInt8]) -> Bool {
    if text == [UInt8(ascii: ".")] { return true }
    if text.count == 2, text[0] == UInt8(ascii: "\\") { return "dDwWsSvVhH".utf8.contains(text[1]) }
    guard text.count > 2, text[0] == UInt8(ascii: "["), text.last == UInt8(ascii: "]") else { return false }
    let inner = text.dropFirst().dropLast()
    let isPlain = inner.allSatisfy { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
    return isPlain && inner.last != UInt8(ascii: "\\") && inner != [UInt8(ascii: "^")]
  }
}
