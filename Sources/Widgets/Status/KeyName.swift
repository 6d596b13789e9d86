import Terminal

/// Reads a key as people write it in a file: `F5`, `Ctrl-n`, `^N`, `Alt-y`, `Shift-Tab`, `PgUp`, `?`.
public enum KeyName {
  /// Why a text names no key that could be bound.
  public struct Problem: Error, Hashable, Sendable {
    public let message: String
  }

  private static let named: [String: Key.Code] = [
    "enter": .enter, "return": .enter, "esc": .escape, "escape": .escape, "tab": .tab, "backspace": .backspace,
    "del": .delete, "delete": .delete, "ins": .insert, "insert": .insert, "up": .up, "down": .down, "left": .left,
    "right": .right, "home": .home, "end": .end, "pgup": .pageUp, "pageup": .pageUp, "pgdn": .pageDown,
    "pagedown": .pageDown, "↑": .up, "↓": .down, "←": .left, "→": .right, "space": .character(" "),
  ]

  private static let modifiers: [String: Key.Modifiers] = [
    "ctrl": .control, "control": .control, "alt": .alt, "meta": .alt, "shift": .shift,
  ]

  /// Keys that a terminal sends as other keys, by what it sends.
  private static let indistinct: [Character: String] = ["i": "Tab", "m": "Enter", "j": "Enter", "[": "Esc"]

  public static func key(_ text: String) throws(Problem) -> Key {
    var rest = text[...]
    var held: Key.Modifiers = []
    if rest.first == "^", rest.count == 2 {
      held.insert(.control)
      rest = rest.dropFirst()
    }
    while let dash = rest.firstIndex(of: "-"), dash != rest.startIndex, rest.index(after: dash) != rest.endIndex {
      let name = rest[..<dash].lowercased()
      guard let modifier = modifiers[name] else {
        throw unknown(text, near: name, among: modifiers.keys.map { $0.capitalized + "-" })
      }
      held.insert(modifier)
      rest = rest[rest.index(after: dash)...]
    }
    return try checked(Key(try code(rest, of: text), held), text)
  }

  private static func code(_ name: Substring, of text: String) throws(Problem) -> Key.Code {
    if name.count == 1, let character = name.first, named[String(character)] == nil { return .character(character) }
    let lower = name.lowercased()
    if let code = named[lower] { return code }
    if lower.first == "f", let number = Int(lower.dropFirst()), (1...24).contains(number) { return .function(number) }
    throw unknown(text, near: lower, among: named.keys.map(\.capitalized) + ["F1"])
  }

  private static func checked(_ key: Key, _ text: String) throws(Problem) -> Key {
    guard case .character(let character) = key.code else { return key }
    guard key.modifiers.contains(.control) else {
      // A letter with Shift is the other letter.
      guard key.modifiers.contains(.shift), let upper = character.uppercased().first else { return key }
      return Key(upper, key.modifiers.subtracting(.shift))
    }
    let letter = character.lowercased().first ?? character
    if letter == "c" { throw Problem(message: "\(text) always cancels what is running") }
    if let same = indistinct[letter] { throw Problem(message: "\(text) is \(same) to a terminal") }
    return Key(letter, key.modifiers.subtracting(.shift))
  }

  private static func unknown(_ text: String, near name: String, among names: [String]) -> Problem {
    Problem(message: "\(text) is no key" + NearestName.suggestion(for: name, among: names))
  }
}
