import Terminal

/// The commands that work everywhere.
extension Command {
  static let palette = Command("palette", "Commands", hint: "Commands", priority: 200, keys: Key(":"), .function(9))
  static let help = Command("help", "Help for this screen", hint: "Help", priority: 200, keys: Key("?"), .function(1))
  static let switchConnection = Command("connection.switch", "Switch the connection", keys: Key("@"))
  static let copy = Command("copy", "Copy…", keys: Key("y"))
  static let goBack = Command("back", "Back to the screen before", keys: .escape, Key("q"))
  static let historyBack = Command("history.back", "Back", keys: Key(.left, .alt), Key("<"))
  static let historyForward = Command("history.forward", "Forward", keys: Key(.right, .alt), Key(">"))
  static let switchTimeZone = Command("time.zone", "Show times in UTC or in local time", keys: Key("Z"))
  static let jump = Command("jump", "Jump: a letter on every field and pane", keys: .function(6), Key(";"))
  static let readOnly = Command("connection.readonly", "Make the connection read-only, and back", keys: Key("W"))
  static let plain = Command("plain", "The view as plain text, for the terminal's own selection", keys: Key("P"))
  static let vault = Command("vault", "Seal, lock or open the vault of keys")
  static let redraw = Command("redraw", "Draw the screen anew", keys: .control("l"))
  static let suspend = Command("suspend", "Suspend the console", keys: .control("z"))
  static let quit = Command("quit", "Quit the console", keys: .control("q"))
}

extension Command {
  /// Whether it may be asked for while a dialog lies over the screen.
  var worksOverDialogs: Bool { [.redraw, .suspend, .quit].contains(self) }
}

/// The commands that several screens have, so that one thing has one name and one key.
extension Command {
  static let open = Command("open", "Open", hint: "Open", keys: .enter)
  static let reload = Command("reload", "Reload", keys: .control("r"))
  static let retry = Command("retry", "Try again", hint: "Try again", keys: Key("r"))
  static let find = Command("find", "Find", hint: "Find", keys: Key("/"))
  static let cancel = Command("cancel", "Cancel what is running", hint: "Cancel", keys: .escape)
  static let editor = Command("editor", "Open in your editor", hint: "Editor", keys: Key("e"), .function(4))
  static let nextTab = Command("tab.next", "Next tab", hint: "Next tab", keys: .tab, .right)
  static let previousTab = Command("tab.previous", "Previous tab", keys: .backTab, .left)
}
