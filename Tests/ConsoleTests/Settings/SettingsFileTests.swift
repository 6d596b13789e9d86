import Testing

@testable import Console

@Suite("The settings file") struct SettingsFileTests {
  private static func read(_ text: String) -> SettingsFile { SettingsFile(text, file: "settings.toml") }

  @Test func `says what is chosen`() {
    let file = Self.read(
      """
      theme = "nord"   # cold
      mouse = false
      times = "local"
      editor = "vim -u NONE"
      require_reason = true
      journal_days = 400
      vault_idle_minutes = 5

      [keys]
      palette = [":", "F9"]
      "people.track" = "T"
      """)
    #expect(file.problems.isEmpty)
    #expect(
      file.settings
        == Settings(
          theme: "nord", usesMouse: false, times: .local, editor: "vim -u NONE", requiresReason: true,
          journalDays: 400, vaultIdle: .seconds(300), keys: ["palette": [":", "F9"], "people.track": ["T"]]))
  }

  @Test func `an empty file has every setting as it is without one`() {
    #expect(Self.read("").settings == Settings())
    #expect(Self.read("theme = \"auto\"").settings == Settings())
  }

  @Test(
    arguments: [
      ("mouse = false\ntehme = \"nord\"", "settings.toml:2: tehme: not a setting; did you mean theme?"),
      ("mouse = \"yes\"", "settings.toml:1: mouse: must be true or false"),
      ("\ntheme = 4", "settings.toml:2: theme: must be a text in quotes"),
      ("times = \"mars\"", "settings.toml:1: times: must be \"utc\" or \"local\""),
      ("editor = \" \"", "settings.toml:1: editor: names no program"),
      ("journal_days = 0", "settings.toml:1: journal_days: must be a whole number of days above 0"),
      (
        "vault_idle_minutes = -1",
        "settings.toml:1: vault_idle_minutes: must be a whole number of minutes from 1 to 10080, or 0 for never"
      ),
      (
        "vault_idle_minutes = 9223372036854775807",
        "settings.toml:1: vault_idle_minutes: must be a whole number of minutes from 1 to 10080, or 0 for never"
      ),
      ("keys = 1", "settings.toml:1: keys: must be a table: [keys]"),
      (
        "[keys]\nhelp = 4", "settings.toml:2: keys.help: must be a key or several, as in \"F5\" or [\"F5\", \"Ctrl-n\"]"
      ),
      (
        "[keys]\nhelp = []",
        "settings.toml:2: keys.help: must be a key or several, as in \"F5\" or [\"F5\", \"Ctrl-n\"]"
      ),
    ])
  func `a wrong entry is told with its line, and disables itself alone`(text: String, problem: String) {
    let file = Self.read("require_reason = true\n" + text)
    let line = problem.split(separator: ":")[1]
    let moved = problem.replacing("settings.toml:\(line):", with: "settings.toml:\((Int(line) ?? 0) + 1):")
    #expect(file.problems.map(\.description) == [moved])
    #expect(file.settings.requiresReason)
  }

  @Test func `a file that is no TOML is told with its line`() {
    let file = Self.read("mouse = false\ntheme = = 1\n")
    #expect(file.problems.count == 1)
    #expect(file.problems.first?.line == 2)
    #expect(file.settings == Settings())
    #expect(file.text(with: .mouse(false)) == nil)
  }

  @Test(
    arguments: [
      ("", "theme = \"nord\"\n"),
      ("# mine\n", "# mine\ntheme = \"nord\"\n"),
      (
        "# mine\ntheme = \"dark\"  # was nord\nmouse = false\n", "# mine\ntheme = \"nord\"  # was nord\nmouse = false\n"
      ),
      ("  theme='da#rk'# x\n", "  theme=\"nord\"# x\n"),
      ("\"theme\" = \"da\\\"rk\"", "\"theme\" = \"nord\"\n"),
      ("mouse = false\n\n[keys]\nhelp = \"F5\"\n", "mouse = false\ntheme = \"nord\"\n\n[keys]\nhelp = \"F5\"\n"),
      ("[keys]\nhelp = \"F5\"\n", "theme = \"nord\"\n\n[keys]\nhelp = \"F5\"\n"),
      ("# about keys\n[keys]\nhelp = \"F5\"\n", "theme = \"nord\"\n# about keys\n[keys]\nhelp = \"F5\"\n"),
      ("theme = 4\r\n", "theme = \"nord\"\r\n"),
      ("tehme = \"x\"\n", "tehme = \"x\"\ntheme = \"nord\"\n"),
    ])
  func `a choice is written where it stands, and the rest stays`(text: String, expected: String) {
    #expect(Self.read(text).text(with: .theme("nord")) == expected)
  }

  @Test func `what can't be changed in place is left alone`() {
    #expect(Self.read("theme = \"\"\"\ndark\"\"\"\n").text(with: .theme("nord")) == nil)
  }

  @Test(
    arguments: [
      SettingsChoice.theme("a \"b\" \\c"), .mouse(false), .times(.local), .requireReason(true),
    ])
  func `what is written is what is read`(choice: SettingsChoice) throws {
    let text = try #require(Self.read(SettingsFile.heading).text(with: choice))
    #expect(Self.read(text).settings == choice.applied(to: Settings()))
    #expect(Self.read(text).text(with: choice) == text)
  }

  @Test(
    arguments: [
      ("theme = \"nord\"", "nord"), ("# x\n\n  theme='nord' # y", "nord"), ("theme = \"auto\"", nil), ("", nil),
      ("mouse = true\ntheme = \"nord\"", "nord"), ("[keys]\ntheme = \"nord\"", nil), ("themes = \"nord\"", nil),
      ("theme = 4", nil), ("theme = \"", nil),
    ])
  func `the glance for the first frame sees the theme that reading finds`(text: String, theme: String?) {
    #expect(SettingsGlance.theme(in: text) == theme)
  }
}
