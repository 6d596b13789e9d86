/// A manual or data-driven segment.
struct Segment: Sendable, Codable {
  let id: Int
  var name: String
  var description: String
  var tags: [String] = []
  var created: Int
  var updated: Int
  /// What a data-driven segment asks of a person; nil for a manual one.
  var condition: Condition?
  /// One seeded person in this many is in a manual segment from the start; 0 for none.
  var share: Int = 0
  /// Seeded people of the stories who are in a manual segment from the start.
  var members: Set<Int> = []
  /// Who was added and removed since.
  var added: Set<Int> = []
  var removed: Set<Int> = []

  var isManual: Bool { condition == nil }

  var json: JSON {
    [
      "id": .integer(id), "deduplicate_id": .string("\(id):\(updated)"), "name": .string(name),
      "description": .string(description), "state": "finished", "progress": nil,
      "type": isManual ? "manual" : "dynamic", "tags": tags.isEmpty ? nil : .array(tags.map { .string($0) }),
      "created_at": .integer(created), "updated_at": .integer(updated),
    ]
  }
}

/// What people are chosen by: in data-driven segments and in searches.
indirect enum Condition: Sendable, Codable {
  case everyone
  case segment(Int)
  case equals(String, String)
  case exists(String)
  /// Performed an event of this name within so many days; 0 for ever.
  case performed(String, days: Int)
  case hasDevice
  case all([Condition])
  case any([Condition])
  case not(Condition)
}
