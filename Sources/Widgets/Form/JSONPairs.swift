import JSONText

/// Turns the text of a JSON object into rows and back, with digits, order and duplicate names as they were.
enum JSONPairs {
  /// Why a text is no JSON, or can't be shown as rows, in words for the person.
  struct Problem: Error, Hashable, Sendable {
    var reason: String
    /// Bytes before the place, where there is one.
    var offset: Int?

    init(_ reason: String, offset: Int? = nil) {
      self.reason = reason
      self.offset = offset
    }

    init(_ error: JSONSyntaxError) {
      reason = "Line \(Quantity.grouped(error.line)), column \(Quantity.grouped(error.column)): \(error.reason)"
      offset = error.offset
    }
  }

  /// What is wrong with a text as JSON, nil when nothing is or nothing is there. Any depth is checked.
  static func check(_ text: String, asObject: Bool) -> Problem? {
    guard let first = text.utf8.first(where: { !isSpace($0) }) else { return nil }
    if case .invalid(let error) = JSONDocument(text).verdict() { return Problem(error) }
    if asObject, first != UInt8(ascii: "{") { return Problem("It must be an object: { … }.", offset: 0) }
    return nil
  }

  static func pairs(of text: String) -> Result<[FormPair], Problem> {
    guard holdsAnything(text) else { return .success([]) }
    return parse(text).flatMap { value in
      guard let members = value.objectValue else {
        return .failure(Problem("Only an object, { … }, can be shown as rows."))
      }
      if let name = members.first(where: { $0.unpairedKey != nil })?.key {
        return .failure(Problem("The name “\(name)” holds half a character (\\uD800 to \\uDFFF): no row can show it."))
      }
      let pairs = members.map(pair)
      guard !pairs.contains(where: \.isBlank) else {
        return .failure(Problem("An empty name with an empty value can't stand in a row."))
      }
      return .success(pairs)
    }
  }

  /// The rows as an object, one member a line; empty for no rows.
  static func text(of pairs: [FormPair]) -> Result<String, Problem> {
    var members: [JSONMember] = []
    for pair in pairs where !pair.isBlank {
      switch value(of: pair) {
      case .success(let value): members.append(JSONMember(key: pair.name, value: value))
      case .failure(let problem): return .failure(problem)
      }
    }
    return .success(members.isEmpty ? "" : JSONValue.object(members).prettyText())
  }

  /// Why a value is not of its type, nil when it is.
  static func problem(of pair: FormPair) -> Problem? {
    if case .failure(let problem) = value(of: pair) { return problem }
    return nil
  }

  private static func value(of pair: FormPair) -> Result<JSONValue, Problem> {
    let name = pair.name.isEmpty ? "The value" : "“\(pair.name)”"
    let value = trimmed(pair.value)
    switch pair.type {
    case .string: return .success(.string(pair.value))
    case .null: return .success(.null)
    case .number:
      guard let number = JSONNumber(value) else { return .failure(Problem("\(name) is not a number.")) }
      return .success(.number(number))
    case .boolean:
      guard value == "true" || value == "false" else {
        return .failure(Problem("\(name) is neither true nor false."))
      }
      return .success(.boolean(value == "true"))
    case .json:
      return parse(value).mapError { Problem("\(name) is not JSON. \($0.reason)") }
    }
  }

  private static func pair(_ member: JSONMember) -> FormPair {
    switch member.value {
    case .string(let text): FormPair(name: member.key, value: text)
    case .number(let number): FormPair(name: member.key, value: number.text, type: .number)
    case .boolean(let flag): FormPair(name: member.key, value: flag ? "true" : "false", type: .boolean)
    case .null: FormPair(name: member.key, value: "", type: .null)
    case .object, .array, .unpairedString: FormPair(name: member.key, value: member.value.compactText, type: .json)
    }
  }

  private static func parse(_ text: String) -> Result<JSONValue, Problem> {
    do {
      return .success(try JSONValue(parsing: text))
    } catch {
      return .failure(Problem(error))
    }
  }

  private static func holdsAnything(_ text: String) -> Bool { text.utf8.contains { !isSpace($0) } }

  private static func trimmed(_ text: String) -> String {
    let bytes = text.utf8
    guard let first = bytes.firstIndex(where: { !isSpace($0) }), let last = bytes.lastIndex(where: { !isSpace($0) })
    else { return "" }
    return String(text[first...last])
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
