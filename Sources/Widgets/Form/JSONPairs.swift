/// Turns the text of a JSON object into rows and back, with digits, order and duplicate names as they were.
enum JSONPairs {
  /// Why a text can't be shown as rows, in words for the person.
  struct Problem: Error, Hashable, Sendable {
    var reason: String

    /// The reason with a capital letter, to stand for itself.
    var sentence: String { reason.prefix(1).uppercased() + reason.dropFirst() }
  }

  /// What is wrong with a text as JSON, nil when nothing is or nothing is there.
  static func check(_ text: String, asObject: Bool) -> Problem? {
    guard text.utf8.contains(where: { $0 > 0x20 }) else { return nil }
    var scanner = JSONMemberScanner(text)
    do {
      try scanner.checkWholeValue(asObject: asObject)
      return nil
    } catch {
      return error
    }
  }

  static func pairs(of text: String) -> Result<[FormPair], Problem> {
    if text.allSatisfy(\.isWhitespace) { return .success([]) }
    var scanner = JSONMemberScanner(text)
    do {
      return .success(try scanner.pairs())
    } catch {
      return .failure(error)
    }
  }

  /// The rows as an object, one member a line.
  static func text(of pairs: [FormPair]) -> Result<String, Problem> {
    var members: [String] = []
    for pair in pairs where !pair.isBlank {
      if let problem = problem(of: pair) { return .failure(problem) }
      members.append("  \(quoted(pair.name)): \(literal(of: pair))")
    }
    return .success(members.isEmpty ? "" : "{\n" + members.joined(separator: ",\n") + "\n}")
  }

  /// Why a value is not of its type, nil when it is.
  static func problem(of pair: FormPair) -> Problem? {
    let value = trimmed(pair.value)
    let name = pair.name.isEmpty ? "The value" : "“\(pair.name)”"
    switch pair.type {
    case .string, .null: return nil
    case .number: return isNumber(value) ? nil : Problem(reason: "\(name) is not a number.")
    case .boolean:
      return value == "true" || value == "false" ? nil : Problem(reason: "\(name) is neither true nor false.")
    case .json:
      var scanner = JSONMemberScanner(value)
      do {
        try scanner.checkWholeValue()
        return nil
      } catch {
        return Problem(reason: "\(name) is not JSON: \(error.reason)")
      }
    }
  }

  private static func literal(of pair: FormPair) -> String {
    switch pair.type {
    case .string: quoted(pair.value)
    case .number, .boolean, .json: trimmed(pair.value)
    case .null: "null"
    }
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  static func isNumber(_ text: String) -> Bool {
    var scanner = JSONMemberScanner(text)
    return scanner.isWholeNumber()
  }

  private static func trimmed(_ text: String) -> String {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" || $0 == "\r\n" }
    guard let first = text.firstIndex(where: { !isSpace($0) }), let last = text.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }
}
