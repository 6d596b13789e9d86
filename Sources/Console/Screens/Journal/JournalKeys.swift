import Terminal

/// What can be done with a run in the history.
enum JournalKeys {
  static let details = Command(
    "run.details", "What was sent and what came back", hint: "Details", keys: Key("v"), .right)
  static let reopen = Command("run.reopen", "Open it again with its values", hint: "Open again", keys: .enter)
  static let settle = Command("run.settle", "Say what became of it", hint: "Settle", keys: Key("s"))
  static let target = Command("run.person", "Look at the person", hint: "Person", keys: Key("p"))
}

extension JournalKeys {
  static let again = Command("run.again", "Open it again with its values", hint: "Open again", keys: Key("o"), .enter)
}
