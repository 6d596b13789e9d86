import JSONText
import Service

/// What was given for the fields of a dialog, turned into its values by the kind of each field.
struct FieldInputs {
  let definition: ModuleDefinition
  private let reader = ValueReader()
  private(set) var values = ModuleValues()

  init(_ definition: ModuleDefinition, startingFrom values: ModuleValues = ModuleValues()) {
    self.definition = definition
    self.values = values
  }

  /// Takes an option's value, or several. One that was not given leaves the field as it is.
  mutating func take(_ key: FieldKey, _ given: String?) throws {
    if let given { try take(key, [given]) }
  }

  mutating func take(_ key: FieldKey, _ given: [String]) throws {
    guard let last = given.last, let field = definition[key] else { return }
    let option = ArgumentName.of(key)
    switch field.kind {
    case .lines: values[key] = .lines(try reader.lines(given, of: option))
    case .pairs: values[key] = .pairs(try given.map { try Self.pair($0, of: option, isHeader: key == .headers) })
    case .object, .body: values[key] = .text(try reader.text(last, of: option))
    case .secret: values[key] = .text(try reader.secret(last, of: option))
    default: values[key] = .text(last)
    }
  }

  mutating func take(_ key: FieldKey, isOn: Bool) {
    if isOn { values[key] = .toggle(true) }
  }

  /// Adds pairs such as `plan=pro` and `seats:=3` to an object, after those of its text.
  mutating func add(_ key: FieldKey, pairs given: [String], of option: String) throws {
    guard !given.isEmpty else { return }
    let pairs = try given.map { try Self.typedPair($0, of: option) }
    var seen: Set<String> = []
    if let twice = pairs.first(where: { !seen.insert($0.name).inserted }) {
      throw Failure.option(option, "\(twice.name) is given twice. Which value is meant?")
    }
    let text = values.text(key)
    guard !text.allSatisfy(\.isWhitespace) else {
      values[key] = .pairs(pairs)
      return
    }
    // Text that is no object stays as it is, for the dialog's own check to refuse.
    guard case .object(var members)? = try? JSONValue(parsing: text) else { return }
    for pair in pairs {
      guard !members.contains(where: { $0.key == pair.name }) else {
        throw Failure.option(option, "\(pair.name) stands in \(ArgumentName.of(key)) too. Which value is meant?")
      }
      let value = pair.type == .json ? try Self.json(pair, of: option) : .string(pair.value)
      members.append(JSONMember(key: pair.name, value: value))
    }
    values[key] = .text(JSONValue.object(members).compactText)
  }

  /// The values as they will be checked: defaults stand where a field that may be left out was.
  var filled: ModuleValues {
    var filled = values
    for field in definition.fields where !field.isMandatory && filled[field.key] == nil {
      filled[field.key] = field.defaultValue
    }
    return filled
  }

  private static func pair(_ text: String, of option: String, isHeader: Bool) throws -> Pair {
    guard let (name, value) = text.parts(around: isHeader ? ":" : "="), !name.isEmpty else {
      throw Failure.option(option, "Write \(isHeader ? "NAME:VALUE" : "NAME=VALUE").")
    }
    return Pair(name: name, value: isHeader ? String(value.unicodeScalars.drop { $0 == " " }) : value)
  }

  private static func typedPair(_ text: String, of option: String) throws -> Pair {
    guard var (name, value) = text.parts(around: "=") else {
      throw Failure.option(option, "Write NAME=TEXT or NAME:=JSON, as in plan=pro or seats:=3.")
    }
    let isJSON = name.hasSuffix(":")
    if isJSON { name.removeLast() }
    guard !name.isEmpty else { throw Failure.option(option, "The name before = is missing.") }
    let pair = Pair(name: name, value: value, type: isJSON ? .json : .string)
    if isJSON { _ = try json(pair, of: option) }
    return pair
  }

  private static func json(_ pair: Pair, of option: String) throws -> JSONValue {
    do {
      return try JSONValue(parsing: pair.value)
    } catch {
      throw Failure.option(option, "\(pair.name) holds no JSON after :=, column \(error.column): \(error.reason)")
    }
  }
}
