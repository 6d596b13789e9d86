import Service

/// A place in the console, as `--goto`, the palette and links in tickets name it.
public enum Route: Hashable, Sendable {
  case welcome
  case people
  case person(String, PersonTab = .attributes)
  case segments
  case segment(Int)
  case activity
  case explorer
  /// The calls that were made; one of them; two of them compared.
  case history
  case exchange(String)
  case compare(String, String)
  case collections
  case modules
  case module(ModuleID)
  case connections
  case journal
  case run(String)
  case settings
}

/// What a person's page shows. The first one has no name in the route.
public enum PersonTab: String, CaseIterable, Hashable, Sendable {
  case attributes, segments, activity, messages, devices
}
