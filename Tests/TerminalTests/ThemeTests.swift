import Foundation
import Testing

@testable import Terminal

@Suite("Themes") struct ThemeTests {
  @Test("Every shipped theme is sound and can be read", arguments: ThemeLibrary.shipped)
  func shipped(name: String) throws {
    let (theme, problems) = try #require(ThemeLibrary().load(name))
    #expect(problems.map(\.description) == [])
    #expect(ThemeCheck.failures(of: theme).map(\.description) == [])
    #expect(theme.name == name && !theme.styles.isEmpty)
  }

  @Test("High contrast promises and keeps 7 : 1")
  func highContrast() { #expect(Theme.shipped("high-contrast").contrast == 7) }

  @Test("The folder and the list of shipped themes agree")
  func folder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../themes")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".toml") }
    #expect(Set(files) == Set(ThemeLibrary.shipped.map { $0 + ".toml" }))
  }

  @Test("In a dialog only mandatory labels and titles are bold", arguments: ThemeLibrary.shipped)
  func bold(name: String) {
    let theme = Theme.shipped(name)
    let bold = Role.all.filter { theme.style(of: $0).attributes.contains(.bold) }
    #expect(Set(bold) == [.title, .labelMandatory, .dialogTitle])
  }

  @Test("Without colors a production connection, a selection and a focused button are still told apart")
  func monochrome() {
    let theme = Theme.shipped("monochrome")
    #expect(!theme.usesColors)
    for role in [Role.production, .buttonFocused, .labelMandatory] {
      #expect(theme.style(of: role) != theme.style(of: .text))
    }
    #expect(theme.style(of: .text, overlay: .selection) != theme.style(of: .text))
    #expect(theme.style(of: .text, overlay: .selectionInactive).attributes == .underline)
  }

  @Test("The theme of sixteen colors names no others")
  func sixteen() { #expect(Theme.shipped("terminal-16").usesOnlyTerminalColors) }

  @Test("A role takes what it does not say from its parents, and an overlay wins")
  func inheritance() {
    let theme = Theme(
      name: "t",
      styles: [
        .text: Style(foreground: .palette(7), background: .palette(0)),
        Role(rawValue: "json"): Style(foreground: .palette(2), attributes: .italic),
        .jsonKey: Style(attributes: .bold, without: .italic),
        .selection: Style(background: .palette(4)),
      ])
    let key = theme.style(of: .jsonKey)
    #expect(key.foreground == .palette(2) && key.background == .palette(0) && key.attributes == .bold)
    let selected = theme.style(of: .jsonKey, overlay: .selection)
    #expect(selected.foreground == .palette(2) && selected.background == .palette(4) && selected.attributes == .bold)
    #expect(theme.style(of: .text, overlay: .selectionInactive).background == .palette(4))
  }

  @Test("A wrong entry disables itself alone, and is named with its line and what may have been meant")
  func problems() {
    let text = """
      title = "Mine"
      contrast = 2
      [colors]
      sea = "#12345"
      sky = "#7cb7ff"
      [styles]
      text = { fg = "skye", bg = "default" }
      slection = { bg = 24 }
      "label.mandatory" = { bold = "yes", italic = true }
      muted = { fg = 999, glow = true }
      title = "bold"
      accent = { fg = "sky" }
      """
    let (theme, problems) = ThemeFile.parse(text, name: "mine", file: "mine.toml")
    #expect(
      Set(problems.map { "\($0.line ?? 0) \($0.key)" }) == [
        "2 contrast", "4 colors.sea", "7 styles.text.fg", "8 styles.slection", "9 styles.label.mandatory.bold",
        "10 styles.muted.fg", "10 styles.muted.glow", "11 styles.title",
      ])
    #expect(
      problems.contains {
        $0.description.hasPrefix("mine.toml:8: styles.slection: not a role; did you mean selection?")
      })
    #expect(problems.contains { $0.message.hasSuffix("did you mean sky?") })
    #expect(theme.title == "Mine" && theme.contrast == 4.5)
    #expect(theme.style(of: .accent).foreground == .rgb(0x7C, 0xB7, 0xFF))
    #expect(theme.style(of: .labelMandatory).attributes == .italic)
  }

  @Test("A file that is no TOML is named with its line, and gives a plain theme")
  func broken() {
    let (theme, problems) = ThemeFile.parse("title = \"x\"\n[styles\n", name: "x", file: "x.toml")
    #expect(problems.count == 1 && problems.first?.line != nil)
    #expect(theme.styles.isEmpty)
  }

  @Test("A check tells what can't be read, on which terminal")
  func failures() {
    let pale = Theme(
      name: "pale", appearance: .light,
      styles: [.muted: Style(foreground: .palette(3)), .rule: Style(attributes: .dim)])
    let failures = ThemeCheck.failures(of: pale)
    #expect(Set(failures.map(\.role)) == [.muted])
    #expect(failures.first?.description.contains("xterm, light, needs 4.5 : 1") == true)
    let dim = Theme(name: "dim", styles: [.muted: Style(attributes: .dim)])
    #expect(ThemeCheck.failures(of: dim).contains { $0.isDim })
  }

  @Test("A person's own folder goes before the program, and need not exist")
  func ownFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    #expect(ThemeLibrary(folder: folder.path).entries().count == ThemeLibrary.shipped.count)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "title = \"Own\"".write(to: folder.appending(path: "own.toml"), atomically: true, encoding: .utf8)
    try "title = \"Darker\"".write(to: folder.appending(path: "dark.toml"), atomically: true, encoding: .utf8)
    let library = ThemeLibrary(folder: folder.path)
    #expect(library.load("own")?.theme.title == "Own" && library.load("dark")?.theme.title == "Darker")
    #expect(library.entries().count == ThemeLibrary.shipped.count + 1)
    #expect(library.load("../dark") == nil && library.nearest(to: "drakula") == "dracula")
  }

  @Test("Colors are told in what a terminal can show")
  func depth() {
    #expect(ColorDepth(colors: 256, isDirect: false, environment: [:]) == .palette)
    #expect(ColorDepth(colors: 256, isDirect: false, environment: ["COLORTERM": "truecolor"]) == .full)
    #expect(
      ColorDepth(colors: 256, isDirect: false, environment: ["COLORTERM": "truecolor", "NO_COLOR": "1"]) == .none)
    #expect(ColorDepth(colors: 8, isDirect: false, environment: ["NO_COLOR": ""]) == .eight)
    #expect(ColorDepth(colors: -1, isDirect: false, environment: [:]) == .none)
    #expect(Color.rgb(255, 0, 0).number(at: .palette) == 196 && Color.rgb(250, 5, 5).number(at: .sixteen) == 9)
    #expect(Color.palette(9).number(at: .eight) == 1 && Color.terminal.number(at: .full) == -1)
    #expect(Color.rgb(1, 2, 3).number(at: .full) == 0x1010203)
    #expect(abs(RGB(0, 0, 0).contrast(to: RGB(255, 255, 255)) - 21) < 0.001)
  }

  @Test(
    "A table without a name is a fault of the file, and ends nothing", arguments: ["[", "[\n", "[#a]", " [[ é]]", "[{"])
  func namelessTables(_ text: String) {
    let problems = ThemeFile.parse("title = \"x\"\n" + text, name: "x", file: "x.toml").problems
    #expect(problems.map(\.line) == [2])
  }
}
