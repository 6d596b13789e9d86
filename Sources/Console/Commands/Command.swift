import Terminal

/// Something a person can ask of the console, with the keys that ask for it.
///
/// A command says what it is called and where it is shown; an ``Action`` joins it to what it does on one screen.
struct Command: Hashable, Sendable, Identifiable {
  /// The name by which the settings file rebinds it.
  struct ID: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral {
    let rawValue: String
    init(rawValue: String) { self.rawValue = rawValue }
    init(stringLiteral value: String) { rawValue = value }
  }

  let id: ID
  /// What it does, for the palette and the help sheet.
  let title: String
  /// The word beside its key in the hint bar. Nil keeps it out of there.
  let hint: String?
  /// The keys that ask for it unless the settings file names others; the first one is shown.
  let keys: [Key]
  /// Hints with the lowest number go first where the line is too short.
  let hintPriority: Int

  init(_ id: ID, _ title: String, hint: String? = nil, priority: Int = 100, keys: Key...) {
    self.id = id
    self.title = title
    self.hint = hint
    self.keys = keys
    hintPriority = priority
  }
}
