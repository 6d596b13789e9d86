import JSONText

/// The values of a whole dialog, as typed: what a form shows, a draft keeps, a command line gives.
public struct ModuleValues: Hashable, Sendable {
  private var values: [FieldKey: FieldValue]

  public init(_ values: [FieldKey: FieldValue] = [:]) { self.values = values }

  public subscript(key: FieldKey) -> FieldValue? {
    get { values[key] }
    set { values[key] = newValue }
  }

  public var keys: Set<FieldKey> { Set(values.keys) }

  /// The text of a field; empty where it was left alone.
  public func text(_ key: FieldKey) -> String {
    if case .text(let text)? = values[key] { return text }
    return ""
  }

  /// The filled lines of a list field, without the whitespace around them, which copying brings along.
  public func lines(_ key: FieldKey) -> [String] {
    guard case .lines(let lines)? = values[key] else { return [] }
    return lines.map(\.withoutOuterWhitespace).filter { !$0.isEmpty }
  }

  /// The rows of a table of names and values that are not wholly empty.
  public func pairs(_ key: FieldKey) -> [Pair] {
    guard case .pairs(let pairs)? = values[key] else { return [] }
    return pairs.filter { !($0.name.isEmpty && $0.value.isEmpty) }
  }

  public func isOn(_ key: FieldKey) -> Bool {
    if case .toggle(let isOn)? = values[key] { return isOn }
    return false
  }

  public func isEmpty(_ key: FieldKey) -> Bool { values[key]?.isEmpty ?? true }

  /// The defaults of a definition, overlaid by these values.
  public func filled(from definition: ModuleDefinition) -> ModuleValues {
    var filled = self
    for field in definition.fields where filled[field.key] == nil {
      filled[field.key] = field.defaultValue
    }
    return filled
  }
}
