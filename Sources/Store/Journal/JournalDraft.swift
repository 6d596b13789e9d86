/// A run about to begin: what is asked of whom, by whom, before anything is sent.
public struct JournalDraft: Hashable, Sendable {
  public var actor: Actor
  public var connectionID: String?
  /// The connection's name at this time.
  public var connection: String
  public var connectionKind: String
  /// The route's last part: `track-event`.
  public var module: String
  public var target: String
  /// JSON text of the form's values, secrets left out.
  public var values: String
  public var summary: String
  /// Whether it changes something at Customer.io.
  public var changes: Bool
  /// What will be sent, as far as it is known.
  public var requests: [JournalRequest]
  /// JSON text of what is there before the change.
  public var before: String?
  public var note: String?

  public init(
    actor: Actor, connectionID: String?, connection: String, connectionKind: String, module: String, target: String,
    values: String, summary: String, changes: Bool, requests: [JournalRequest] = [], before: String? = nil,
    note: String? = nil
  ) {
    self.actor = actor
    self.connectionID = connectionID
    self.connection = connection
    self.connectionKind = connectionKind
    self.module = module
    self.target = target
    self.values = values
    self.summary = summary
    self.changes = changes
    self.requests = requests
    self.before = before
    self.note = note
  }
}
