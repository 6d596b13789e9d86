import JSONText

/// Which people a search finds: segments and attributes, joined by and, or, not.
public indirect enum PeopleFilter: Hashable, Sendable {
  case and([PeopleFilter])
  case or([PeopleFilter])
  case not(PeopleFilter)
  /// Whoever is in a segment.
  case segment(Int)
  /// Whose attribute is exactly that text.
  case attribute(String, equals: String)
  /// Who has the attribute at all.
  case exists(String)

  /// As the App API takes it.
  public var json: JSONValue {
    switch self {
    case .and(let filters): ["and": .array(filters.map(\.json))]
    case .or(let filters): ["or": .array(filters.map(\.json))]
    case .not(let filter): ["not": filter.json]
    case .segment(let id): ["segment": ["id": .number(JSONNumber(id))]]
    case .attribute(let field, let value):
      ["attribute": ["field": .string(field), "operator": "eq", "value": .string(value)]]
    case .exists(let field): ["attribute": ["field": .string(field), "operator": "exists"]]
    }
  }
}
