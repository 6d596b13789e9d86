/// Something in the store is no longer as it was.
public struct StoreChange: Hashable, Sendable {
  public enum Topic: String, Hashable, Sendable, CaseIterable {
    case connections, journal, people, history, vault
  }

  public let topic: Topic
  /// Whether another process, or another store of this one, wrote it.
  public let isFromElsewhere: Bool

  public init(topic: Topic, isFromElsewhere: Bool) {
    self.topic = topic
    self.isFromElsewhere = isFromElsewhere
  }
}
