import JSONText

/// JSON as text for the output. At a terminal, characters that it could obey or hide are written as JSON escapes, so
/// that the text stays the same JSON.
enum JSONOutput {
  static func pretty(_ value: JSONValue, isTerminal: Bool) -> String {
    safe(value.prettyText(), isTerminal: isTerminal) + "\n"
  }

  static func line(_ value: JSONValue, isTerminal: Bool) -> String {
    safe(value.compactText, isTerminal: isTerminal) + "\n"
  }

  static func safe(_ text: String, isTerminal: Bool) -> String {
    guard isTerminal else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar.isHarmless {
        result.append(scalar)
      } else {
        for unit in String(scalar).utf16 {
          let digits = String(unit, radix: 16)
          result.append(contentsOf: "\\u\(String(repeating: "0", count: 4 - digits.count))\(digits)".unicodeScalars)
        }
      }
    }
    return String(result)
  }
}

extension Unicode.Scalar {
  /// Whether a terminal draws it, and nothing more. In JSON text other characters stand only inside strings.
  fileprivate var isHarmless: Bool {
    if (0x20...0x7E).contains(value) || self == "\n" { return true }
    switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: return false
    default: return true
    }
  }
}
