import Terminal

/// The name of a key as hints, menus and help write it: `^S`, `Alt-y`, `F2`, `PgUp`.
public enum KeyLabel {
  public static func text(for key: Key) -> String {
    switch key.code {
    case .character(let character): text(for: character, key.modifiers)
    default: prefix(key.modifiers) + name(of: key.code)
    }
  }

  private static func text(for character: Character, _ modifiers: Key.Modifiers) -> String {
    let name = character == " " ? "Space" : String(character)
    if modifiers.contains(.control) {
      let alt = modifiers.contains(.alt) ? "Alt-" : ""
      return alt + "^" + name.uppercased()
    }
    return modifiers.contains(.alt) ? "Alt-" + name : name
  }

  private static func prefix(_ modifiers: Key.Modifiers) -> String {
    var prefix = ""
    if modifiers.contains(.control) { prefix += "Ctrl-" }
    if modifiers.contains(.alt) { prefix += "Alt-" }
    if modifiers.contains(.shift) { prefix += "Shift-" }
    return prefix
  }

  private static func name(of code: Key.Code) -> String {
    switch code {
    case .character(let character): String(character)
    case .enter: "Enter"
    case .escape: "Esc"
    case .tab: "Tab"
    case .backspace: "Backspace"
    case .delete: "Del"
    case .insert: "Ins"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    case .home: "Home"
    case .end: "End"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    case .function(let number): "F\(number)"
    }
  }
}
