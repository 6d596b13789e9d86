/// Writes values as TOML, in the one form that is easiest to read and to compare line by line.
enum TOMLText {
  /// A string on one line.
  static func string(_ text: String) -> String {
    if text.utf8.contains(UInt8(ascii: "\"")), !text.utf8.contains(UInt8(ascii: "'")),
      !text.unicodeScalars.contains(where: isControl)
    {
      return "'\(text)'"
    }
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where isControl(scalar):
        let digits = String(scalar.value, radix: 16, uppercase: true)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// A text of several lines with its line breaks as they are, where TOML can carry it so.
  static func text(_ text: String) -> String {
    let isPlain =
      text.utf8.contains(0x0A) && !text.unicodeScalars.contains("'''".unicodeScalars)
      && text.utf8.last != UInt8(ascii: "'")
      && !text.unicodeScalars.contains { isControl($0) && $0 != "\n" && $0 != "\t" }
    return isPlain ? "'''\n\(text)'''" : string(text)
  }

  static func key(_ name: String) -> String {
    let isBare =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
        default: false
        }
      }
    return isBare ? name : string(name)
  }

  /// One element a line, so that two versions differ only where they do.
  static func list(_ elements: [String]) -> String {
    "[\n" + elements.map { "  \($0),\n" }.joined() + "]"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.value < 0x20 || scalar.value == 0x7F }
}
