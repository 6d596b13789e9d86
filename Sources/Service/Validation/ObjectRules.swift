import JSONText

/// The limits of a JSON object that is typed as a table or as text.
struct ObjectRules: Sendable {
  var maximumBytes: Int?
  var maximumCount: Int?
  var maximumNameBytes: Int?
  var maximumValueBytes: Int?

  static let event = ObjectRules(maximumBytes: Limits.eventData)
  static let attributes = ObjectRules(
    maximumCount: Limits.attributeCount, maximumNameBytes: Limits.attributeName,
    maximumValueBytes: Limits.attributeValue)

  /// The first fault of the object in a field, in words. An object that can't be read at all is told elsewhere.
  func problems(in values: ModuleValues, _ key: FieldKey) -> [FieldProblem] {
    let members: [JSONMember]
    do {
      let object = try values.object(key)
      if let maximumBytes {
        let size = object.compactText.utf8.count
        if size > maximumBytes {
          return [
            FieldProblem(
              key, "Too large: \(size.formatted()) bytes, and Customer.io takes \(maximumBytes.formatted()).")
          ]
        }
      }
      members = object.objectValue ?? []
    } catch {
      return [error.problem]
    }
    if let maximumCount, members.count > maximumCount {
      return [FieldProblem(key, "\(members.count) attributes, and Customer.io takes \(maximumCount) at a time.")]
    }
    for member in members {
      if let maximumNameBytes, member.key.utf8.count > maximumNameBytes {
        return [
          FieldProblem(
            key,
            "The name \(member.key.prefix(20))… is \(member.key.utf8.count) bytes long, and Customer.io takes \(maximumNameBytes)."
          )
        ]
      }
      if member.key.isEmpty { return [FieldProblem(key, "A value has no name.")] }
      if let maximumValueBytes {
        let size = member.value.stringValue?.utf8.count ?? member.value.compactText.utf8.count
        if size > maximumValueBytes {
          return [
            FieldProblem(
              key,
              "The value of \(member.key) is \(size.formatted()) bytes long, and Customer.io takes \(maximumValueBytes.formatted())."
            )
          ]
        }
      }
    }
    return []
  }
}
