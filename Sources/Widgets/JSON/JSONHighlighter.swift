import Terminal

/// Colours one line of JSON as it is being typed, valid or not.
enum JSONHighlighter {
  struct Piece: Hashable, Sendable {
    /// UTF-8 offsets in the line.
    var range: Range<Int>
    /// Nil for spaces and what is no JSON.
    var role: Role?
  }

  /// The pieces of a line, which together cover it. A string can't span lines, so each line stands for itself.
  static func pieces(of line: String) -> [Piece] {
    let bytes = Array(line.utf8)
    var pieces: [Piece] = []
    var index = 0
    while index < bytes.count {
      let start = index
      let role: Role?
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index = endOfString(bytes, from: index)
        role = isFollowedByColon(bytes, from: index) ? .jsonKey : .jsonString
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: ","),
        UInt8(ascii: ":"):
        index += 1
        role = .jsonPunctuation
      case let byte where isWordByte(byte):
        while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
        role = self.role(ofWord: bytes[start..<index])
      default:
        while index < bytes.count, !isStart(bytes[index]) { index += 1 }
        role = nil
      }
      pieces.append(Piece(range: start..<index, role: role))
    }
    return pieces
  }

  private static func endOfString(_ bytes: [UInt8], from start: Int) -> Int {
    var index = start + 1
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "\\") {
        index += 2
      } else if bytes[index] == UInt8(ascii: "\"") {
        return index + 1
      } else {
        index += 1
      }
    }
    return bytes.count
  }

  private static func isFollowedByColon(_ bytes: [UInt8], from start: Int) -> Bool {
    var index = start
    while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
    return index < bytes.count && bytes[index] == UInt8(ascii: ":")
  }

  private static func role(ofWord word: ArraySlice<UInt8>) -> Role? {
    switch String(decoding: word, as: UTF8.self) {
    case "true", "false": .jsonBoolean
    case "null": .jsonNull
    default:
      word.first.map { $0 == UInt8(ascii: "-") || ($0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9")) } == true
        ? .jsonNumber : nil
    }
  }

  private static func isStart(_ byte: UInt8) -> Bool {
    isWordByte(byte) || "\"{}[],:".utf8.contains(byte)
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."):
      true
    default: false
    }
  }
}
