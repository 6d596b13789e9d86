import CustomerIO
import JSONText

/// What an OpenAPI document says of a body's shape and of a parameter's values.
struct OpenAPISchema {
  private let references: OpenAPIReferences

  init(_ references: OpenAPIReferences) { self.references = references }

  /// Larger examples are no help in a form.
  private static let bodyLimit = 16_000

  /// A body to begin with: the document's own example, else a value of the shape that is asked for.
  func body(of content: JSONValue) -> JSONValue? {
    guard let media = content["application/json"] ?? content.objectValue?.first?.value else { return nil }
    let examples = media["examples"]?.objectValue?.first.map { references.resolved($0.value) }
    for example in [media["example"], examples?["value"]] {
      if let example, example.compactText.utf8.count <= Self.bodyLimit { return example }
    }
    var left = 500
    return skeleton(media["schema"], depth: 0, &left).flatMap { value in
      value.compactText.utf8.count <= Self.bodyLimit ? value : nil
    }
  }

  /// A value that a parameter takes, for a variable.
  func example(of parameter: JSONValue) -> String? {
    let schema = references.resolved(parameter["schema"])
    let example = parameter["example"] ?? schema["example"] ?? schema["default"]
    return example.flatMap(TOMLFile.scalarText)
  }

  /// The first sentence of a parameter's description, and its values where they are listed.
  func note(on parameter: JSONValue) -> ParameterNote {
    let schema = references.resolved(parameter["schema"])
    let listed = schema["enum"] ?? references.resolved(schema["items"])["enum"]
    var values = (listed?.arrayValue ?? []).prefix(60).compactMap(TOMLFile.scalarText).filter { $0.utf8.count <= 100 }
    if values.isEmpty, schema["type"]?.stringValue == "boolean" { values = ["true", "false"] }
    let description = parameter["description"]?.stringValue ?? schema["description"]?.stringValue ?? ""
    return ParameterNote(values: values.map(OpenAPIImport.line), text: Self.sentence(description))
  }

  /// One sentence without its full stop, of a text that may be Markdown.
  private static func sentence(_ text: String) -> String {
    let words = OpenAPIImport.line(text.replacing("`", with: "").replacing("**", with: ""))
      .split(separator: " ").joined(separator: " ")
    let end = words.firstRange(of: ". ")?.lowerBound ?? words.endIndex
    var sentence = String(words[..<end].prefix(160))
    while sentence.hasSuffix(".") { sentence.removeLast() }
    return sentence
  }

  /// A value of the shape that a schema asks for, as far down as is useful.
  private func skeleton(_ schema: JSONValue?, depth: Int, _ left: inout Int) -> JSONValue? {
    left -= 1
    guard let schema, depth < 8, left > 0 else { return nil }
    let resolved = references.resolved(schema)
    if let example = resolved["example"] ?? resolved["default"] ?? resolved["enum"]?[0] { return example }
    for choice in ["oneOf", "anyOf"] {
      if let first = resolved[choice]?[0] { return skeleton(first, depth: depth + 1, &left) }
    }
    if let parts = resolved["allOf"]?.arrayValue {
      var members: [JSONMember] = []
      for part in parts { members += skeleton(part, depth: depth + 1, &left)?.objectValue ?? [] }
      return .object(members)
    }
    switch resolved["type"]?.stringValue ?? resolved["type"]?[0]?.stringValue {
    case "string": return ""
    case "integer", "number": return 0
    case "boolean": return false
    case "array": return .array([skeleton(resolved["items"], depth: depth + 1, &left)].compactMap { $0 })
    case "object", nil:
      var members: [JSONMember] = []
      for property in resolved["properties"]?.objectValue ?? [] {
        guard let value = skeleton(property.value, depth: depth + 1, &left) else { continue }
        members.append(JSONMember(key: property.key, value: value))
      }
      return .object(members)
    default: return nil
    }
  }
}
