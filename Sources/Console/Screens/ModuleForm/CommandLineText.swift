import JSONText
import Service

/// A dialog's values as a command line, for the copy menu. Secrets never stand in one.
struct CommandLineText {
  let text: String

  init(_ definition: ModuleDefinition, _ values: ModuleValues, connection: String?) {
    var words = ["cio-console"] + definition.command
    if definition.id == .apiCall { words += [values.text(.method), values.text(.url)] }
    if let connection { words += ["--connection", connection] }
    for field in definition.fields where !field.kind.isSecret && !Self.isGivenAlready(field.key, in: definition) {
      guard let value = values[field.key], !value.isEmpty else { continue }
      // What the command would take by itself need not be typed.
      if field.key != .eventID, value == field.defaultValue { continue }
      words += Self.words(of: field, value)
    }
    text = words.map(ShellText.quoted).joined(separator: " ")
  }

  private static func isGivenAlready(_ key: FieldKey, in definition: ModuleDefinition) -> Bool {
    key == .connection || (definition.id == .apiCall && (key == .method || key == .url))
  }

  private static func words(of field: Field, _ value: FieldValue) -> [String] {
    let option = "--" + field.option
    switch value {
    case .text(let text): return [option, text]
    case .toggle: return [option]
    case .lines(let lines): return lines.filter { !$0.isEmpty }.flatMap { [option, $0] }
    case .pairs(let pairs):
      return pairs.filter { !$0.name.isEmpty }.flatMap { pair -> [String] in
        switch field.key {
        case .headers: ["--header", "\(pair.name):\(pair.value)"]
        case .query: ["--query", "\(pair.name)=\(pair.value)"]
        case .attributes:
          ["--attribute", pair.type == .string ? "\(pair.name)=\(pair.value)" : "\(pair.name):=\(pair.jsonText)"]
        default: []
        }
      } + (field.key == .data ? dataWords(pairs) : [])
    }
  }

  private static func dataWords(_ pairs: [Pair]) -> [String] {
    let members = pairs.filter { !$0.name.isEmpty }.map { "\(jsonString($0.name)):\($0.jsonText)" }
    return members.isEmpty ? [] : ["--data", "{\(members.joined(separator: ","))}"]
  }
}

extension Pair {
  fileprivate var jsonText: String {
    switch type {
    case .string: jsonString(value)
    case .null: "null"
    case .number, .boolean, .json: value
    }
  }
}

private func jsonString(_ text: String) -> String {
  JSONValue.string(text).compactText
}
