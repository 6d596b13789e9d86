/// One entry of the activity log.
struct Activity: Sendable, Codable {
  /// A ULID: sorts by time.
  var id: String
  var type: String
  /// Unix seconds.
  var time: Int
  /// The person's number; nil where it belongs to nobody that exists.
  var person: Int?
  /// The identifiers as they were, for people who are gone.
  var customerID: String?
  var email: String?
  /// The name of an event or a screen.
  var name: String?
  /// The address of a page.
  var url: String?
  var deliveryID: String?
  var deliveryType: String?
  var data: JSON?
  /// The event's own ULID, where it was sent with one.
  var eventID: String?
  var anonymousID: String?

  init(id: String, type: String, time: Int, person: Person?) {
    self.id = id
    self.type = type
    self.time = time
    self.person = person?.number
    customerID = person?.id
    email = person?.email
  }

  static let eventTypes: Set<String> = ["event", "page", "screen"]

  var isEvent: Bool { Self.eventTypes.contains(type) }

  static func isOlder(_ left: Activity, _ right: Activity) -> Bool {
    left.time != right.time ? left.time < right.time : left.id < right.id
  }
}
