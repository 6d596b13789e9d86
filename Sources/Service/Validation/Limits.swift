/// Customer.io's limits, in bytes of UTF-8 unless said otherwise.
public enum Limits {
  public static let customerID = 150
  public static let eventName = 100
  public static let eventData = 100_000
  public static let attributeName = 150
  public static let attributeValue = 1_000
  /// Attributes of one person, and of one request.
  public static let attributeCount = 300
  /// People that one request can add to a segment.
  public static let segmentChunk = 1_000
  /// Beyond this, text is refused unread: no limit of Customer.io comes near it.
  public static let readableText = 2_000_000
}
