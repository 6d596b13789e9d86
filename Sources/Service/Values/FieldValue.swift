import JSONText

/// What was typed into one field, as typed.
public enum FieldValue: Hashable, Sendable {
  case text(String)
  case lines([String])
  case pairs([Pair])
  case toggle(Bool)

  public var isEmpty: Bool {
    switch self {
    case .text(let text): text.isEmpty
    case .lines(let lines): lines.allSatisfy(\.isEmpty)
    case .pairs(let pairs): pairs.allSatisfy { $0.name.isEmpty && $0.value.isEmpty }
    case .toggle(let isOn): !isOn
    }
  }
}

/// One row of a table of names and values.
public struct Pair: Hashable, Sendable {
  public var name: String
  public var value: String
  public var type: PairType

  public init(name: String, value: String, type: PairType = .string) {
    self.name = name
    self.value = value
    self.type = type
  }
}

/// How the text of a pair becomes a JSON value.
public enum PairType: String, CaseIterable, Sendable {
  case string, number, boolean, null, json
}
