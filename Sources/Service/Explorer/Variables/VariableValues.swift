import CustomerIO
import Foundation
import JSONText

/// The values that variables have for one connection, and what becomes of a request with them.
public struct VariableValues: Hashable, Sendable {
  public let values: [String: String]
  /// The set that the connection uses; nil where it has none.
  public let set: String?

  public init(_ values: [String: String], set: String? = nil) {
    self.values = values
    self.set = set
  }

  public static let none = VariableValues([:])

  /// With the collection's own values, where no set has one.
  public func including(_ collection: RequestCollection) -> VariableValues {
    VariableValues(collection.variables.merging(values) { $1 }, set: set)
  }

  /// The variables that the values of a *Make an API call* dialog mention, each once, in order.
  public static func names(in values: ModuleValues) -> [String] {
    var seen: Set<String> = []
    let pairs = values.pairs(.query) + values.pairs(.headers)
    let texts = [values.text(.url), values.text(.body)] + pairs.flatMap { [$0.name, $0.value] }
    return texts.flatMap { VariableText($0).names }.filter { seen.insert($0).inserted }
  }

  /// The request that is checked and sent: every variable replaced as its place demands. In a path it is
  /// percent-encoded as one segment; in a string of a JSON body it is escaped, and elsewhere in the body stands as it is.
  ///
  /// - Returns: with the problems of variables that have no value, which stay as they are.
  public func substituted(_ values: ModuleValues) -> (values: ModuleValues, problems: [FieldProblem]) {
    var result = values
    var problems: [FieldProblem] = []
    func replace(_ text: String, _ key: FieldKey, _ encode: (String) -> String = { $0 }) -> String {
      VariableText(text).pieces.map { piece in
        switch piece {
        case .text(let text): return text
        case .variable(let name):
          if let value = self.values[name] { return encode(value) }
          let problem = problem(of: name, key)
          if !problems.contains(problem) { problems.append(problem) }
          return "{{\(name)}}"
        }
      }.joined()
    }
    if !values.isEmpty(.url) { result[.url] = .text(replace(values.text(.url), .url, PercentEncoding.component)) }
    for key in [FieldKey.headers, .query] where values[key] != nil {
      result[key] = .pairs(
        values.pairs(key).map { pair in
          Pair(name: replace(pair.name, key), value: replace(pair.value, key), type: pair.type)
        })
    }
    let body = values.text(.body)
    if body.contains("{{") {
      result[.body] = .text(isJSON(body) ? replacedJSON(body) { replace($0, .body, $1) } : replace(body, .body))
    }
    return (result, problems)
  }

  private func problem(of name: String, _ key: FieldKey) -> FieldProblem {
    let nearest = NearestName.of(name, among: values.keys.sorted()).map { " Did you mean \($0)?" }
    return FieldProblem(
      key, "There is no variable \(name).\(nearest ?? "") To send the text itself, write {{!\(name)}}.")
  }

  private func isJSON(_ body: String) -> Bool {
    guard let first = body.first(where: { !$0.isWhitespace }) else { return false }
    return "{[\"".contains(first) && !body.drop(while: \.isWhitespace).hasPrefix("{{")
  }

  /// Replaces string by string, so that each value is escaped where it stands between quotes.
  private func replacedJSON(_ body: String, _ replace: (String, (String) -> String) -> String) -> String {
    var result = ""
    var isInString = false
    for piece in VariableText(body).pieces {
      switch piece {
      case .text(let text):
        result += text
        isInString = Self.isInString(after: text, isInString)
      case .variable(let name):
        result += replace("{{\(name)}}") { isInString ? Self.escaped($0) : $0 }
      }
    }
    return result
  }

  private static func isInString(after text: String, _ before: Bool) -> Bool {
    var isInString = before
    var isEscaped = false
    for byte in text.utf8 {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), isInString {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isInString.toggle()
      }
    }
    return isInString
  }

  private static func escaped(_ value: String) -> String {
    String(JSONValue.string(value).compactText.dropFirst().dropLast())
  }
}

extension ModuleDefinition {
  /// All faults of the values with their variables replaced, in the order of the fields.
  public func problems(in values: ModuleValues, variables: VariableValues, now: Date) -> [FieldProblem] {
    let (replaced, undefined) = variables.substituted(values)
    guard !undefined.isEmpty else { return problems(in: replaced, now: now) }
    let fields = Set(undefined.map(\.key))
    return undefined + problems(in: replaced, now: now).filter { !fields.contains($0.key) }
  }
}
