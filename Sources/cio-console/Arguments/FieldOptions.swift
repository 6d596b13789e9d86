import ArgumentParser
import Service

/// Options made from the fields of a dialog: a declaration names the field, and name, help, choices and default come
/// from its definition.
///
/// ```swift
/// @Option(.eventName, of: .trackEvent) var eventName: String?
/// ```
/// Each is optional to the parser, because the definition is what says that a field is needed, and takes any text for its
/// value, because a value may begin with a dash.
extension Option where Value == String? {
  init(_ key: FieldKey, of module: ModuleID, help more: String = "") {
    let field = OptionField(key, of: module)
    self.init(name: .customLong(field.name), parsing: .unconditional, help: field.help(more))
  }
}

extension Option where Value == [String] {
  init(wrappedValue: [String], _ key: FieldKey, of module: ModuleID, help more: String = "") {
    let field = OptionField(key, of: module)
    self.init(
      wrappedValue: wrappedValue, name: .customLong(field.name), parsing: .unconditionalSingleValue,
      help: field.help(more))
  }
}

extension Flag where Value == Bool {
  init(wrappedValue: Bool, _ key: FieldKey, of module: ModuleID) {
    let field = OptionField(key, of: module)
    self.init(wrappedValue: wrappedValue, name: .customLong(field.name), help: field.help(""))
  }
}

extension Argument where Value == String? {
  init(_ key: FieldKey, of module: ModuleID) { self.init(help: OptionField(key, of: module).help("")) }
}

/// A field as the help of a command shows it.
struct OptionField {
  let name: String
  private let field: Field?

  init(_ key: FieldKey, of module: ModuleID) {
    field = ModuleDefinition.definition(module)[key]
    name = field?.option ?? key.rawValue
  }

  func help(_ more: String) -> ArgumentHelp {
    guard let field else { return "" }
    return ArgumentHelp(
      field.help, discussion: [needed, takes, choices, standard, more].filter { !$0.isEmpty }.joined(separator: " "),
      valueName: valueName)
  }

  private var needed: String { field?.isMandatory == true && field?.key != .connection ? "Mandatory." : "" }

  private var takes: String {
    switch field?.kind {
    case .secret: "A file, or - for standard input; at a terminal it is asked for."
    case .object, .body: "@FILE reads a file, - standard input."
    case .lines: "@FILE reads a file, - standard input, one a line. May be repeated."
    default: ""
    }
  }

  private var choices: String {
    guard case .select(let choices, let allowsOther)? = field?.kind else { return "" }
    let values = choices.map { $0.note.isEmpty ? $0.value : "\($0.value) (\($0.note))" }.joined(separator: ", ")
    return "One of \(values)\(allowsOther ? ", or any other" : "")."
  }

  private var standard: String {
    guard field?.isMandatory == false, field?.key != .eventID, case .text(let text)? = field?.defaultValue,
      !text.isEmpty
    else { return field?.key == .eventID ? "Default: a new one." : "" }
    return "Default: \(text)."
  }

  private var valueName: String {
    switch field?.kind {
    case .connection: "name"
    case .secret: "file"
    case .timestamp: "time"
    case .segment: "number"
    case .object: "json"
    case .pairs: field?.key == .headers ? "name:value" : "name=value"
    case .email: "email"
    case .customer, .lines: "id"
    case .select: name
    default:
      field?.key == .url || name.hasSuffix("url") ? "url" : name.split(separator: "-").last.map(String.init) ?? ""
    }
  }
}
