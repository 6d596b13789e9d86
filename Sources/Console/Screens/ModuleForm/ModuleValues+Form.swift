import Service
import Widgets

extension ModuleValues {
  /// What stands in a form's fields.
  init(_ formValues: [String: FormValue]) {
    self.init()
    for (key, value) in formValues { self[FieldKey(rawValue: key)] = FieldValue(value) }
  }

  /// The same values for a form.
  var formValues: [String: FormValue] {
    Dictionary(
      keys.compactMap { key in self[key].map { (key.rawValue, FormValue($0)) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// These values, and the others where these say nothing.
  func merging(_ others: ModuleValues) -> ModuleValues {
    var merged = others
    for key in keys { merged[key] = self[key] }
    return merged
  }
}

extension FieldValue {
  init(_ value: FormValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .list(let lines): self = .lines(lines)
    case .toggle(let isOn): self = .toggle(isOn)
    case .pairs(let pairs):
      self = .pairs(pairs.map { Pair(name: $0.name, value: $0.value, type: Service.PairType($0.type)) })
    }
  }
}

extension FormValue {
  init(_ value: FieldValue) {
    switch value {
    case .text(let text): self = .text(text)
    case .lines(let lines): self = .list(lines)
    case .toggle(let isOn): self = .toggle(isOn)
    case .pairs(let pairs):
      self = .pairs(pairs.map { FormPair(name: $0.name, value: $0.value, type: Widgets.PairType($0.type)) })
    }
  }
}

extension Service.PairType {
  init(_ type: Widgets.PairType) {
    switch type {
    case .string: self = .string
    case .number: self = .number
    case .boolean: self = .boolean
    case .null: self = .null
    case .json: self = .json
    }
  }
}

extension Widgets.PairType {
  init(_ type: Service.PairType) {
    switch type {
    case .string: self = .string
    case .number: self = .number
    case .boolean: self = .boolean
    case .null: self = .null
    case .json: self = .json
    }
  }
}
