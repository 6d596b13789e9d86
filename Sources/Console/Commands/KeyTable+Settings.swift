import Terminal
import Widgets

extension KeyTable {
  /// The table as a settings file has it, and what is wrong there. A wrong key disables itself alone.
  init(_ file: SettingsFile) {
    self = Self.reading(file).table
  }

  static func reading(_ file: SettingsFile) -> (table: KeyTable, problems: [ConfigurationProblem]) {
    var reader = KeyBindingReader(source: file.source)
    for (id, names) in file.settings.keys { reader.read(id, names) }
    reader.findConflicts()
    let keys = reader.bindings.mapValues(\.keys).filter { !$0.value.isEmpty }
    return (KeyTable(overrides: keys), reader.problems.sorted { ($0.line ?? 0, $0.key) < ($1.line ?? 0, $1.key) })
  }
}

/// Turns names of commands and keys into bindings, gathering what is wrong with them.
private struct KeyBindingReader {
  struct Binding {
    var keys: [Key]
    var line: Int
  }

  let source: ConfigurationText
  var bindings: [Command.ID: Binding] = [:]
  var problems: [ConfigurationProblem] = []

  mutating func read(_ id: String, _ names: [String]) {
    let known = CommandGroup.commands
    guard let command = known.first(where: { $0.id.rawValue == id }) else {
      let near = NearestName.suggestion(for: id, among: known.map(\.id.rawValue))
      return report(id, "there is no such command\(near)")
    }
    var keys: [Key] = []
    for name in names {
      do throws(KeyName.Problem) {
        let key = try KeyName.key(name)
        if !keys.contains(key) { keys.append(key) }
      } catch {
        report(id, error.message)
      }
    }
    bindings[command.id] = Binding(keys: keys, line: source.line(of: id, in: "keys") ?? 0)
  }

  /// A key can't ask for two things in one place; of two that the file gave it to, the later one loses.
  mutating func findConflicts() {
    for (id, binding) in bindings.sorted(by: { $0.value.line > $1.value.line }) {
      for key in binding.keys {
        guard let owner = owner(of: key, beside: id) else { continue }
        bindings[id]?.keys.removeAll { $0 == key }
        report(id.rawValue, "\(KeyLabel.text(for: key)) is \(owner) already")
      }
    }
  }

  /// Who has the key where the command works, in words; nil where it is free.
  private func owner(of key: Key, beside id: Command.ID) -> String? {
    let isEverywhere = CommandGroup.everywhere.commands.contains { $0.id == id }
    let groups = CommandGroup.screens.filter { group in isEverywhere || group.commands.contains { $0.id == id } }
    let command = CommandGroup.commands.first { $0.id == id }
    // What a command has by itself it may keep: several share Esc and Enter on purpose.
    if command?.keys.contains(key) == true { return nil }
    for other in (groups.flatMap(\.commands) + CommandGroup.everywhere.commands) where other.id != id {
      if (bindings[other.id]?.keys ?? other.keys).contains(key) { return "\(other.id.rawValue), “\(other.title)”," }
    }
    let moving = groups.first { $0.movement.contains(key) }
    return moving.map { "for moving about (\($0.title))" }
  }

  private mutating func report(_ id: String, _ message: String) {
    problems.append(source.problem(with: id, in: "keys", message))
  }
}
