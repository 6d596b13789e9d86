import Terminal
import Testing

@testable import Console

@Suite("Keys of the settings file") struct KeyBindingTests {
  private static func reading(_ keys: String) -> (table: KeyTable, problems: [String]) {
    let (table, problems) = KeyTable.reading(SettingsFile("[keys]\n" + keys, file: "settings.toml"))
    return (table, problems.map(\.description))
  }

  @Test func `stand in place of the defaults, first one shown`() {
    let (table, problems) = Self.reading("palette = [\"F12\", \"&\"]\n\"people.track\" = \"T\"")
    #expect(problems.isEmpty)
    #expect(table.keys(for: .palette, isTyping: false) == [.function(12), Key("&")])
    #expect(table.keys(for: .palette, isTyping: true) == [.function(12), .alt("&")])
    #expect(table.shownKey(for: PeopleKeys.track, isTyping: false) == Key("T"))
    #expect(table.shownKey(for: .help, isTyping: false) == Key("?"))
  }

  @Test func `of another command are refused, naming both`() {
    let (table, problems) = Self.reading("\"people.track\" = [\"u\", \"F11\"]")
    #expect(
      problems == [
        "settings.toml:2: keys.people.track: u is people.update, “Update the person”, already"
      ])
    #expect(table.keys(for: PeopleKeys.track, isTyping: false) == [.function(11)])
    #expect(table.keys(for: PeopleKeys.update, isTyping: false) == [Key("u")])
  }

  @Test func `may be exchanged`() {
    let (table, problems) = Self.reading("\"people.track\" = \"u\"\n\"people.update\" = \"t\"")
    #expect(problems.isEmpty)
    #expect(table.shownKey(for: PeopleKeys.track, isTyping: false) == Key("u"))
    #expect(table.shownKey(for: PeopleKeys.update, isTyping: false) == Key("t"))
  }

  @Test func `given twice in the file belong to the first`() {
    let (table, problems) = Self.reading("\"people.track\" = \"F11\"\n\"people.update\" = \"F11\"")
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("settings.toml:3: keys.people.update: F11 is people.track,") == true)
    #expect(table.shownKey(for: PeopleKeys.track, isTyping: false) == .function(11))
    #expect(table.shownKey(for: PeopleKeys.update, isTyping: false) == Key("u"))
  }

  @Test func `may be shared where the two never meet`() {
    #expect(Self.reading("\"segment.add\" = \"F11\"\n\"connection.add\" = \"F11\"").problems.isEmpty)
  }

  @Test(
    arguments: [
      ("palete = \"F5\"", "settings.toml:2: keys.palete: there is no such command; did you mean palette?"),
      ("palette = \"F99\"", "settings.toml:2: keys.palette: F99 is no key; did you mean F1?"),
      ("palette = \"Ctr-n\"", "settings.toml:2: keys.palette: Ctr-n is no key; did you mean Ctrl-?"),
      ("palette = \"PgUpp\"", "settings.toml:2: keys.palette: PgUpp is no key; did you mean Pgup?"),
      ("palette = \"Ctrl-c\"", "settings.toml:2: keys.palette: Ctrl-c always cancels what is running"),
      ("palette = \"Ctrl-m\"", "settings.toml:2: keys.palette: Ctrl-m is Enter to a terminal"),
      ("\"people.track\" = \"j\"", "settings.toml:2: keys.people.track: j is for moving about (People) already"),
    ])
  func `that can't be are told, and the default stays`(line: String, problem: String) {
    let (table, problems) = Self.reading(line)
    #expect(problems == [problem])
    #expect(table == KeyTable())
  }

  @Test func `by default never ask for two things in one place`() {
    for group in CommandGroup.screens {
      var owners: [Key: Command] = [:]
      for command in group.commands + CommandGroup.everywhere.commands {
        for key in command.keys where ![.escape, .enter].contains(key) {
          if let other = owners[key], other.id != command.id {
            Issue.record("\(group.title): \(key) is \(other.id.rawValue) and \(command.id.rawValue)")
          }
          owners[key] = command
        }
      }
    }
  }
}
