import Terminal

/// What can be done with a segment, and with a filtered list.
enum SegmentKeys {
  static let add = Command("segment.add", "Add people to the segment", hint: "Add people", keys: Key("a"))
  static let suspendFilter = Command("filter.suspend", "Suspend the filter", keys: Key("="))
}
