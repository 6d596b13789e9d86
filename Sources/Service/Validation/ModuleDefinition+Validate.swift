import Foundation
import JSONText

extension ModuleDefinition {
  /// All faults of the values, in the order of the fields: a pure function, run as the person types.
  ///
  /// - Parameter now: what `now` and relative times are counted from.
  public func problems(in values: ModuleValues, now: Date) -> [FieldProblem] {
    var problems: [FieldProblem] = []
    for field in fields {
      if let message = field.problem(with: values, now: now) { problems.append(FieldProblem(field.key, message)) }
    }
    let faulty = Set(problems.map(\.key))
    problems += check(values).filter { !faulty.contains($0.key) }
    let order = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.key, $0) })
    return problems.sorted { (order[$0.key] ?? 0) < (order[$1.key] ?? 0) }
  }

  /// Throws all faults at once.
  public func validate(_ values: ModuleValues, now: Date) throws(ValidationError) {
    let problems = problems(in: values, now: now)
    if !problems.isEmpty { throw ValidationError(problems) }
  }
}

extension Field {
  /// The fault of one field by its kind alone, or nil.
  fileprivate func problem(with values: ModuleValues, now: Date) -> String? {
    if values.isEmpty(key) {
      let isNeeded = isMandatory && (standIn.map(values.isEmpty) ?? true)
      return isNeeded ? emptyMessage : nil
    }
    switch kind {
    case .connection, .toggle, .pairs, .object: return nil
    case .body: return problem(withBody: values.text(key))
    case .lines: return values.lines(key).isEmpty ? emptyMessage : nil
    case .text(let maximum): return problem(withLine: values.text(key), maximumBytes: maximum)
    case .email: return EmailRules.problem(with: values.text(key))
    case .customer: return CustomerRules.problem(with: values.text(key))
    case .secret: return problem(withSecret: values.text(key))
    case .segment:
      let number = Int32(values.text(key)) ?? 0
      return number > 0 ? nil : "A segment's number is a whole number, such as 7."
    case .timestamp:
      do {
        _ = try Timestamp(values.text(key), now: now)
        return nil
      } catch {
        return error.message
      }
    case .select(let choices, let allowsOther):
      let isKnown = allowsOther || choices.contains { $0.value == values.text(key) }
      return isKnown ? nil : "Choose one of \(choices.map(\.value).joined(separator: ", "))."
    }
  }

  private var emptyMessage: String {
    switch kind {
    case .connection: "Choose a connection."
    case .customer: "Who is it? Enter an id, an email or a cio_… identifier."
    case .lines: "Enter at least one, one a line."
    case .segment: "Enter the segment's number."
    case .select(let choices, _): "Choose one of \(choices.map(\.value).joined(separator: ", "))."
    default: "\(label) is needed."
    }
  }

  private func problem(withLine text: String, maximumBytes: Int?) -> String? {
    if text.contains(where: \.isNewline)
      || text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    {
      return "Holds a line break or a control character. Remove it."
    }
    if let maximumBytes, text.utf8.count > maximumBytes {
      return "Too long: \(text.utf8.count.formatted()) bytes, and \(maximumBytes.formatted()) is the most."
    }
    return nil
  }

  private func problem(withSecret text: String) -> String? {
    let isPrintable = text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    return isPrintable ? nil : "A key holds no spaces, line breaks or accents. Copy it again."
  }

  private func problem(withBody text: String) -> String? {
    let limit = 100_000_000
    return text.utf8.count <= limit ? nil : "Larger than \(limit / 1_000_000) MB."
  }
}
