import JSONText

extension ModuleValues {
  /// The values as kept in the journal and in drafts. Secret fields are left out.
  public func json(of definition: ModuleDefinition) -> JSONValue {
    let members = definition.fields.compactMap { field -> JSONMember? in
      guard !field.kind.isSecret, let value = self[field.key], !value.isEmpty else { return nil }
      return JSONMember(key: field.key.rawValue, value: value.json)
    }
    return .object(members)
  }

  /// Reads back what ``json(of:)`` wrote. Keys that the definition does not know are left out.
  public init(json: JSONValue, of definition: ModuleDefinition) {
    self.init()
    for field in definition.fields where !field.kind.isSecret {
      guard let stored = json[field.key.rawValue] else { continue }
      self[field.key] = FieldValue(json: stored)
    }
  }
}

extension FieldValue {
  var json: JSONValue {
    switch self {
    case .text(let text): .string(text)
    case .lines(let lines): .array(lines.map(JSONValue.string))
    case .toggle(let isOn): .boolean(isOn)
    case .pairs(let pairs):
      .array(
        pairs.map { pair in
          .object([
            JSONMember(key: "name", value: .string(pair.name)),
            JSONMember(key: "value", value: .string(pair.value)),
            JSONMember(key: "type", value: .string(pair.type.rawValue)),
          ])
        })
    }
  }

  init?(json: JSONValue) {
    switch json {
    case .string(let text): self = .text(text)
    case .boolean(let isOn): self = .toggle(isOn)
    case .array(let items):
      if items.contains(where: { $0["name"] != nil }) {
        self = .pairs(
          items.compactMap { item in
            guard let name = item["name"]?.stringValue, let value = item["value"]?.stringValue else { return nil }
            return Pair(name: name, value: value, type: PairType(rawValue: item["type"]?.stringValue ?? "") ?? .string)
          })
      } else {
        self = .lines(items.compactMap(\.stringValue))
      }
    default: return nil
    }
  }
}
