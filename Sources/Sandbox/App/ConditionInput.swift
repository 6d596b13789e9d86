/// Reads the filter of a people search: and, or, not, segment, attribute.
enum ConditionInput {
  static func read(_ value: JSON, pointer: String = "/data/filter", depth: Int = 0) -> Result<Condition, Refusal> {
    guard depth < 20, let object = value.object, object.count == 1, let member = object.members.first else {
      return refuse("a filter must hold exactly one of and, or, not, segment, attribute", pointer)
    }
    let inner = pointer + "/" + member.name
    switch member.name {
    case "and": return list(member.value, inner, depth).map { .all($0) }
    case "or": return list(member.value, inner, depth).map { .any($0) }
    case "not": return read(member.value, pointer: inner, depth: depth + 1).map { .not($0) }
    case "segment":
      guard let id = member.value.object?["id"]?.looseInteger else { return refuse("segment needs an id", inner) }
      return .success(.segment(id))
    case "attribute": return attribute(member.value, inner)
    default: return refuse("a filter must hold exactly one of and, or, not, segment, attribute", pointer)
    }
  }

  private static func list(_ value: JSON, _ pointer: String, _ depth: Int) -> Result<[Condition], Refusal> {
    guard let items = value.array, !items.isEmpty else { return refuse("must be a list of filters", pointer) }
    var conditions: [Condition] = []
    for item in items {
      switch read(item, pointer: pointer, depth: depth + 1) {
      case .failure(let refusal): return .failure(refusal)
      case .success(let condition): conditions.append(condition)
      }
    }
    return .success(conditions)
  }

  private static func attribute(_ value: JSON, _ pointer: String) -> Result<Condition, Refusal> {
    guard let object = value.object, let field = object["field"]?.string, !field.isEmpty else {
      return refuse("attribute needs a field", pointer)
    }
    switch object["operator"]?.string {
    case "exists": return .success(.exists(field))
    case "eq":
      guard let wanted = object["value"], !wanted.isNull else { return refuse("eq needs a value", pointer) }
      return .success(.equals(field, wanted.attributeText))
    default: return refuse("operator must be eq or exists", pointer)
    }
  }

  private static func refuse<Value>(_ message: String, _ pointer: String) -> Result<Value, Refusal> {
    .failure(Refusal(messages: [message], field: pointer))
  }
}
