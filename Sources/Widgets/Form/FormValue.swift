/// What a field of a form holds, as it was typed.
public enum FormValue: Hashable, Sendable, Codable {
  /// Text, a secret, a number, a time, the value of a choice, JSON.
  case text(String)
  /// One entry a line, in order; lines with nothing on them are left out.
  case list([String])
  /// The rows of a table of names and values, in order, duplicates kept; rows left blank are not in it.
  case pairs([FormPair])
  case toggle(Bool)

  /// Nothing was entered.
  public var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .list(let lines): lines.isEmpty
    case .pairs(let pairs): pairs.isEmpty
    case .toggle(let isOn): !isOn
    }
  }
}

/// A name with a typed value, both as they were typed.
public struct FormPair: Hashable, Sendable, Codable {
  public var name: String
  /// The text of the value: for ``PairType/json`` its JSON, for a number its digits. Without meaning for a null.
  public var value: String
  public var type: PairType

  public init(name: String, value: String, type: PairType = .string) {
    self.name = name
    self.value = value
    self.type = type
  }

  /// Neither name nor value, as a row just added.
  public var isBlank: Bool { name.isEmpty && value.isEmpty && type == .string }
}

/// The type of a pair's value.
public enum PairType: String, Hashable, Sendable, Codable, CaseIterable {
  case string, number, boolean, null, json

  public var title: String { self == .json ? "JSON" : rawValue }

  var next: PairType {
    let all = Self.allCases
    return all[((all.firstIndex(of: self) ?? 0) + 1) % all.count]
  }

  /// The types that have a letter of their own, for the cell where the type is chosen.
  init?(initial: Character) {
    switch initial {
    case "s": self = .string
    case "n": self = .number
    case "b", "t", "f": self = .boolean
    case "0": self = .null
    case "j", "{", "[": self = .json
    default: return nil
    }
  }
}

/// One of the values that a field offers.
public struct FormOption: Hashable, Sendable {
  /// What the field holds when it is chosen.
  public var value: String
  public var title: String
  /// A word or two beside the title.
  public var detail: String
  /// Why it can't be chosen; nil when it can.
  public var disabledReason: String?

  public init(_ value: String, title: String? = nil, detail: String = "", disabledReason: String? = nil) {
    self.value = value
    self.title = title ?? value
    self.detail = detail
    self.disabledReason = disabledReason
  }
}
