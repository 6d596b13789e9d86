import Terminal

/// Which keys ask for which command: the defaults, and what the settings file puts in their place.
///
/// Where text is being typed a letter is text; there Alt with the letter does what the letter does elsewhere.
struct KeyTable: Hashable, Sendable {
  private var overrides: [Command.ID: [Key]]

  init(overrides: [Command.ID: [Key]] = [:]) { self.overrides = overrides }

  /// Whether the settings file gave any command other keys.
  var isRebound: Bool { !overrides.isEmpty }

  /// The keys of a command, best one to show first.
  func keys(for command: Command, isTyping: Bool) -> [Key] {
    Self.typed(overrides[command.id] ?? command.keys, isTyping: isTyping)
  }

  func shownKey(for command: Command, isTyping: Bool) -> Key? { keys(for: command, isTyping: isTyping).first }

  /// The first action that a key asks for.
  @MainActor func action(for key: Key, among actions: [Action], isTyping: Bool) -> Action? {
    actions.first { keys(for: $0.command, isTyping: isTyping).contains(key) }
  }

  /// The first action that the settings file gave the key to. It goes before whatever a field or a list does with it.
  @MainActor func reboundAction(for key: Key, among actions: [Action], isTyping: Bool) -> Action? {
    guard !overrides.isEmpty else { return nil }
    return actions.first {
      overrides[$0.command.id] != nil && keys(for: $0.command, isTyping: isTyping).contains(key)
    }
  }

  /// Whether the settings file took a key away from the command whose it is, so that nothing answers to it any more.
  @MainActor func isTakenAway(_ key: Key, among actions: [Action], isTyping: Bool) -> Bool {
    guard !overrides.isEmpty else { return false }
    return actions.contains {
      overrides[$0.command.id] != nil && Self.typed($0.command.keys, isTyping: isTyping).contains(key)
    }
  }

  private static func typed(_ keys: [Key], isTyping: Bool) -> [Key] {
    guard isTyping else { return keys }
    return keys.filter { !$0.isText } + keys.filter(\.isText).map(\.withAlt)
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
