import Foundation
import JSONText

extension ModuleValues {
  /// The JSON object that a field holds, from its table or from its text as typed: digits, order and repeated names are kept.
  func object(_ key: FieldKey) throws(PlanError) -> JSONValue {
    switch self[key] {
    case .pairs: return .object(try pairs(key).map { pair throws(PlanError) in try pair.member(of: key) })
    case .text(let text):
      if text.allSatisfy(\.isWhitespace) { return .object([]) }
      return try Self.parsedObject(text, key)
    default: return .object([])
    }
  }

  /// The Unix seconds of a timestamp field; nil where it is blank.
  func unixSeconds(_ key: FieldKey, now: Date) throws(PlanError) -> Int? {
    let text = text(key)
    guard !text.isEmpty else { return nil }
    do {
      return try Timestamp(text, now: now).unixSeconds
    } catch {
      throw PlanError(FieldProblem(key, error.message))
    }
  }

  private static func parsedObject(_ text: String, _ key: FieldKey) throws(PlanError) -> JSONValue {
    guard text.utf8.count <= Limits.readableText else {
      throw PlanError(
        FieldProblem(key, "Too large: \(text.utf8.count.formatted()) bytes. Nothing of that size can be sent."))
    }
    let value: JSONValue
    do {
      value = try JSONValue(parsing: text)
    } catch {
      throw PlanError(FieldProblem(key, "Not valid JSON, line \(error.line), column \(error.column): \(error.reason)"))
    }
    guard case .object = value else {
      throw PlanError(FieldProblem(key, "Needs a JSON object: names and values between { and }."))
    }
    return value
  }
}

extension Pair {
  fileprivate func member(of key: FieldKey) throws(PlanError) -> JSONMember {
    guard !name.isEmpty else { throw PlanError(FieldProblem(key, "The value \(value.prefix(20)) has no name.")) }
    return JSONMember(key: name, value: try jsonValue(of: key))
  }

  private func jsonValue(of key: FieldKey) throws(PlanError) -> JSONValue {
    switch type {
    case .string: return .string(value)
    case .null: return .null
    case .number:
      guard let number = JSONNumber(value.trimmingCharacters(in: .whitespaces)) else {
        throw PlanError(FieldProblem(key, "\(name): \(value.prefix(20)) is no number. Write 3, -1.5 or 2e6."))
      }
      return .number(number)
    case .boolean:
      switch value.lowercased() {
      case "true", "yes": return .boolean(true)
      case "false", "no": return .boolean(false)
      default: throw PlanError(FieldProblem(key, "\(name): a boolean is true or false."))
      }
    case .json:
      do {
        return try JSONValue(parsing: value)
      } catch {
        throw PlanError(
          FieldProblem(key, "\(name): not valid JSON, line \(error.line), column \(error.column): \(error.reason)"))
      }
    }
  }
}
