import Terminal

/// What can be done with a call that was made.
enum HistoryKeys {
  static let form = Command("history.form", "Open it in its form again", hint: "Form", keys: Key("a"))
  static let again = Command("history.again", "Send it again", hint: "Send again", keys: Key("R"))
  static let save = Command("history.save", "Save it into a collection", hint: "Save", keys: Key("w"))
  static func request(isShown: Bool) -> Command {
    Command("history.request", "What was sent, or the answer", hint: isShown ? "Answer" : "Sent", keys: Key("v"))
  }
  static let mark = Command("history.mark", "Mark it, to compare two or delete several", hint: "Mark", keys: Key(" "))
  static let compare = Command("history.compare", "Compare the two marked calls", hint: "Compare", keys: Key("="))
  static let delete = Command("history.delete", "Delete it, or those marked", hint: "Delete", keys: Key("D"))
}
