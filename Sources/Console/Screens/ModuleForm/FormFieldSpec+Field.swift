import Service
import Widgets

extension FormFieldSpec {
  /// A field of a dialog as the form shows it. Nothing is added here that the definition doesn't say.
  init(_ field: Field) {
    self.init(
      key: field.key.rawValue, label: field.label, help: field.help, isMandatory: field.isMandatory,
      isAdvanced: field.isAdvanced, kind: Kind(field.kind), placeholder: field.placeholder,
      byteLimit: field.kind.byteLimit)
  }
}

extension FormFieldSpec.Kind {
  init(_ kind: FieldKind) {
    switch kind {
    case .connection: self = .choice(allowsOther: false, addTitle: "Add a connection…")
    case .text, .email, .customer: self = .text
    case .secret: self = .secret
    case .segment: self = .choice(allowsOther: true, addTitle: nil)
    case .timestamp: self = .timestamp
    case .select(let choices, let allowsOther):
      self = .select(
        choices.map { FormOption($0.value, title: $0.title, detail: $0.note) }, allowsOther: allowsOther)
    case .lines: self = .list
    case .object: self = .pairsOrJSON
    case .pairs: self = .plainPairs
    case .body: self = .body
    case .toggle: self = .toggle
    }
  }
}

extension FieldKind {
  fileprivate var byteLimit: Int? {
    if case .text(let maximumBytes) = self { return maximumBytes }
    return nil
  }
}
