/// One delivery: a message to one person, with the states it went through.
struct Message: Sendable, Codable {
  struct State: Sendable, Codable {
    var name: String
    /// Unix seconds; a state whose time has not come is not shown yet.
    var time: Int
  }

  let id: String
  /// The recipient's number; nil once the person is gone.
  var person: Int?
  /// email, webhook, twilio, slack, push, in_app, whatsapp.
  var type: String
  var recipient: String
  var subject: String
  var body = ""
  var created: Int
  var states: [State]
  var failure: String?
  var campaign: Int?
  var action: Int?
  var newsletter: Int?
  var content: Int?
  var broadcast: Int?
  var transactional: Int?
  var trigger: Int?
  var forgotten = false

  /// The states that were reached by a moment, each once.
  func reached(by now: Int) -> [State] { states.filter { $0.time <= now } }

  func has(_ state: String, by now: Int) -> Bool {
    states.contains { $0.name == state && $0.time <= now }
  }

  /// How activity types name the channel.
  var channel: String { type }
}
