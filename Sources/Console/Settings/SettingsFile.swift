import TOMLKit
import Terminal

/// The settings file, `settings.toml` in the configuration folder.
///
/// ```toml
/// theme = "nord"               # "auto" follows the terminal's background
/// mouse = true
/// times = "utc"                # or "local"
/// editor = "vim"               # in place of $VISUAL and $EDITOR
/// require_reason = false       # true: whatever changes something needs a reason
/// journal_days = 400           # older runs are forgotten; without it all are kept
/// vault_idle_minutes = 15      # a sealed vault that nobody uses locks itself; 0 never
///
/// [keys]                       # a key or several, by the command's name
/// palette = [":", "F9"]
/// "people.track" = "T"
/// ```
/// A wrong entry counts as not written, and is reported; the rest of the file holds.
struct SettingsFile: Sendable {
  let source: ConfigurationText
  private(set) var settings = Settings()
  private(set) var problems: [ConfigurationProblem] = []
  /// The file could be read as TOML, whatever stands in it.
  private(set) var isTOML = true

  static let names = [
    "theme", "mouse", "times", "editor", "require_reason", "journal_days", "vault_idle_minutes", "keys", "collections",
    "history",
  ]

  init(_ text: String, file: String) {
    source = ConfigurationText(text, file: file)
    do throws(ConfigurationProblem) { read(try source.table()) } catch {
      isTOML = false
      problems.append(error)
    }
  }

  private mutating func read(_ table: TOMLTable) {
    for key in table.keys where !Self.names.contains(key) {
      report(key, "not a setting" + NearestName.suggestion(for: key, among: Self.names))
    }
    if let name = text(table, "theme") { settings.theme = name == Self.automaticTheme ? nil : name }
    if let isOn = flag(table, "mouse") { settings.usesMouse = isOn }
    if let isOn = flag(table, "require_reason") { settings.requiresReason = isOn }
    if let name = text(table, "times") {
      if let zone = Clock.Zone(rawValue: name) {
        settings.times = zone
      } else {
        report("times", "must be \"utc\" or \"local\"")
      }
    }
    if let command = text(table, "editor") {
      if command.allSatisfy(\.isWhitespace) { report("editor", "names no program") } else { settings.editor = command }
    }
    if let value = table["journal_days"] {
      if let days = value.int, days > 0 {
        settings.journalDays = days
      } else {
        report("journal_days", "must be a whole number of days above 0")
      }
    }
    if let value = table["vault_idle_minutes"] {
      if let minutes = value.int, (0...Self.mostIdleMinutes).contains(minutes) {
        settings.vaultIdle = minutes == 0 ? nil : .seconds(60 * minutes)
      } else {
        report(
          "vault_idle_minutes", "must be a whole number of minutes from 1 to \(Self.mostIdleMinutes), or 0 for never")
      }
    }
    readKeys(table)
  }

  /// A week: whoever wants more wants never.
  private static let mostIdleMinutes = 10_080

  static let automaticTheme = "auto"

  private mutating func readKeys(_ table: TOMLTable) {
    guard let value = table["keys"] else { return }
    guard let keys = value.table else { return report("keys", "must be a table: [keys]") }
    for command in keys.keys {
      let value = keys[command]
      if let name = value?.string {
        settings.keys[command] = [name]
      } else if let names = value?.array?.map({ $0.string }), !names.isEmpty, !names.contains(nil) {
        settings.keys[command] = names.compactMap { $0 }
      } else {
        let example = "must be a key or several, as in \"F5\" or [\"F5\", \"Ctrl-n\"]"
        problems.append(source.problem(with: command, in: "keys", example))
      }
    }
  }

  private mutating func text(_ table: TOMLTable, _ key: String) -> String? {
    guard let value = table[key] else { return nil }
    if let text = value.string { return text }
    report(key, "must be a text in quotes")
    return nil
  }

  private mutating func flag(_ table: TOMLTable, _ key: String) -> Bool? {
    guard let value = table[key] else { return nil }
    if let flag = value.bool { return flag }
    report(key, "must be true or false")
    return nil
  }

  private mutating func report(_ key: String, _ message: String) {
    problems.append(source.problem(with: key, in: nil, message))
  }
}
