import Terminal

/// What can be done where a call is looked for.
enum ExplorerKeys {
  static let blank = Command("explorer.blank", "A blank call, with any path", hint: "Blank call", keys: Key("c"))
  static let history = Command("explorer.history", "The calls that were made", hint: "History", keys: Key("h"))
  static let collections = Command("explorer.collections", "The calls that were saved", hint: "Saved", keys: Key("s"))
  static let keep = Command("explorer.keep", "Keep what was found and go through it", hint: "Keep", keys: .enter)
  static let leave = Command("explorer.leave", "Back to what was shown before", hint: "Back", keys: .escape)
  static let unfilter = Command("explorer.unfilter", "Show all again", hint: "Show all", keys: .backspace)
  static let pane = Command("explorer.pane", "What the call takes", hint: "About it", keys: .function(3))
  static let list = Command("explorer.list", "Back to the list", hint: "List", keys: .function(3), .escape)
}
