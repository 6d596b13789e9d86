import CustomerIO
import JSONText

/// The `$ref`s of an OpenAPI document: each is followed once, however many places name it.
final class OpenAPIReferences {
  let document: JSONValue
  private var targets: [String: JSONValue] = [:]

  init(_ document: JSONValue) { self.document = document }

  /// What a `$ref` leads to inside the document; a chain that never ends leads nowhere.
  func resolved(_ value: JSONValue?) -> JSONValue {
    var value = value ?? .null
    for _ in 0..<20 {
      guard let reference = value["$ref"]?.stringValue else { return value }
      guard reference.hasPrefix("#/") else { return .null }
      value = target(of: reference)
    }
    return .null
  }

  private func target(of reference: String) -> JSONValue {
    if let known = targets[reference] { return known }
    var target: JSONValue? = document
    for part in reference.dropFirst(2).split(separator: "/") {
      let key = part.replacing("~1", with: "/").replacing("~0", with: "~")
      target = target?[PercentEncoding.decode(key) ?? String(key)]
    }
    targets[reference] = target ?? .null
    return target ?? .null
  }
}
