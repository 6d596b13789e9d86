extension Workspace {
  /// Sends what campaigns start at an event. Completed where the campaigns are.
  mutating func startCampaigns(for event: EventInput, _ person: Person, at now: Int) {
  }
}
