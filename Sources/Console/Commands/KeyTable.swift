import Terminal

/// Which keys ask for which command: the defaults, and what the settings file puts in their place.
///
/// Where text is being typed a letter is text; there Alt with the letter does what the letter does elsewhere.
struct KeyTable: Sendable {
  private var overrides: [Command.ID: [Key]]

  init(overrides: [Command.ID: [Key]] = [:]) { self.overrides = overrides }

  /// The keys of a command, best one to show first.
  func keys(for command: Command, isTyping: Bool) -> [Key] {
    let keys = overrides[command.id] ?? command.keys
    guard isTyping else { return keys }
    let plain = keys.filter { !$0.isText }
    return plain + keys.filter(\.isText).map(\.withAlt)
  }

  func shownKey(for command: Command, isTyping: Bool) -> Key? { keys(for: command, isTyping: isTyping).first }

  /// The first action that a key asks for.
  @MainActor func action(for key: Key, among actions: [Action], isTyping: Bool) -> Action? {
    actions.first { keys(for: $0.command, isTyping: isTyping).contains(key) }
  }
}

extension Key {
  /// Whether it types a character in a text field.
  var isText: Bool {
    guard case .character = code else { return false }
    return modifiers.subtracting(.shift).isEmpty
  }

  fileprivate var withAlt: Key { Key(code, modifiers.union(.alt)) }
}
