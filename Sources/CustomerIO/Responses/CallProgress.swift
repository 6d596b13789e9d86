/// What a call is doing right now, told while it goes on.
public enum CallProgress: Hashable, Sendable {
  /// The budget of the rate class is used up; the call goes as soon as there is room.
  case waitingForBudget
  case sending(attempt: Int)
  case waitingForAnswer
  /// - Parameter total: as announced; nil where the length is not known.
  case receiving(bytes: Int, total: Int?)
  /// - Parameter attempt: the number of the attempt to come.
  case retrying(attempt: Int, after: Duration, reason: String)
}

/// Who goes first where the budget is short.
public enum Priority: Int, Hashable, Sendable, Comparable {
  /// A job that runs by itself; it leaves room for the person at the keyboard.
  case background
  /// Somebody waits for it.
  case interactive

  public static func < (a: Priority, b: Priority) -> Bool { a.rawValue < b.rawValue }
}

/// How long each phase of a call may take.
public struct Timeouts: Hashable, Sendable {
  /// Until the connection stands, TLS and proxy included.
  public var connect: Duration
  /// From the last byte sent to the first received.
  public var firstByte: Duration
  /// The whole of one attempt, the answer's body included.
  public var total: Duration

  public init(connect: Duration = .seconds(10), firstByte: Duration = .seconds(30), total: Duration = .seconds(120)) {
    self.connect = connect
    self.firstByte = firstByte
    self.total = total
  }

  public static let `default` = Timeouts()
}
