import Terminal

/// What can be done with people found.
enum PeopleKeys {
  static let track = Command("people.track", "Track an event of the person", hint: "Track", keys: Key("t"))
  static let update = Command("people.update", "Update the person", hint: "Update", keys: Key("u"))
  static let segment = Command("people.segment", "Add the person to a manual segment", hint: "Segment", keys: Key("s"))
  static let delete = Command("people.delete", "Delete the person", hint: "Delete", keys: Key("D"))
}

extension PeopleKeys {
  static let look = Command("people.look", "Look for it", hint: "Find", keys: .enter)
  static let leaveFind = Command("people.find.leave", "Back to the list", hint: "Back", keys: .escape)
}
