import TOMLKit

/// A theme as a TOML file.
///
/// ```toml
/// title = "Dark"
/// appearance = "dark"            # or "light", "any": the backgrounds it is made for
/// contrast = 4.5
///
/// [colors]                       # names for colours, to be used below
/// blue = "#7cb7ff"
///
/// [styles]
/// text = { fg = "default", bg = "default" }
/// "label.mandatory" = { bold = true }
/// selection = { fg = "#ffffff", bg = 24 }
/// ```
///
/// A colour is `default` (the terminal's own), one of its sixteen (`red`, `bright-red`, …), a number 0–255 of the palette, `#rrggbb`,
/// or a name from `[colors]`. A wrong entry counts as not written, and is reported; the rest of the file holds.
public enum ThemeFile {
  public typealias Problem = ConfigurationProblem

  /// Reads a theme. The name is the file's without its ending; `file` is only for messages.
  public static func parse(_ text: String, name: String, file: String) -> (theme: Theme, problems: [Problem]) {
    var reader = ThemeReader(source: ConfigurationText(text, file: file))
    let theme = reader.read(name: name)
    return (theme, reader.problems)
  }
}

/// Reads one file, gathering what is wrong with it.
private struct ThemeReader {
  let source: ConfigurationText
  var problems: [ThemeFile.Problem] = []
  private var colors: [String: Color] = [:]

  init(source: ConfigurationText) { self.source = source }

  mutating func read(name: String) -> Theme {
    let table: TOMLTable
    do throws(ConfigurationProblem) { table = try source.table() } catch {
      problems.append(error)
      return Theme(name: name)
    }
    let sections = ["title", "appearance", "contrast", "colors", "styles"]
    for key in table.keys where !sections.contains(key) {
      report(key, in: nil, "not a part of a theme" + suggestion(for: key, from: sections))
    }
    readColors(table["colors"]?.table)
    return Theme(
      name: name, title: table["title"]?.string, appearance: readAppearance(table), contrast: readContrast(table),
      styles: readStyles(table["styles"]?.table))
  }

  private mutating func readAppearance(_ table: TOMLTable) -> Theme.Appearance {
    guard let value = table["appearance"] else { return .any }
    if let appearance = value.string.flatMap(Theme.Appearance.init) { return appearance }
    report("appearance", in: nil, "must be \"dark\", \"light\" or \"any\"")
    return .any
  }

  private mutating func readContrast(_ table: TOMLTable) -> Double {
    guard let value = table["contrast"] else { return 4.5 }
    if let number = value.double ?? value.int.map(Double.init), number >= 4.5, number <= 21 { return number }
    report("contrast", in: nil, "must be a number from 4.5 to 21")
    return 4.5
  }

  private mutating func readColors(_ table: TOMLTable?) {
    guard let table else { return }
    for key in table.keys {
      if let value = table[key], let color = Color.parse(value) {
        colors[key] = color
      } else {
        report(key, in: "colors", Color.explanation)
      }
    }
  }

  private mutating func readStyles(_ table: TOMLTable?) -> [Role: Style] {
    guard let table else { return [:] }
    let known = Set(Role.all.map(\.rawValue))
    var styles: [Role: Style] = [:]
    for key in table.keys {
      guard known.contains(key) else {
        report(key, in: "styles", "not a role" + suggestion(for: key, from: Role.all.map(\.rawValue)))
        continue
      }
      guard let entry = table[key]?.table else {
        report(key, in: "styles", "must be a table like { fg = \"#ffffff\", bold = true }")
        continue
      }
      styles[Role(rawValue: key)] = readStyle(entry, of: key)
    }
    return styles
  }

  private mutating func readStyle(_ table: TOMLTable, of role: String) -> Style {
    var style = Style()
    for key in table.keys {
      guard let value = table[key] else { continue }
      switch key {
      case "fg": style.foreground = readColor(value, key, of: role)
      case "bg": style.background = readColor(value, key, of: role)
      default:
        guard let attribute = Style.Attributes.named[key] else {
          let names = ["fg", "bg"] + Style.Attributes.named.keys.sorted()
          report(role, in: "styles", "\(key) is no part of a style" + suggestion(for: key, from: names), part: key)
          continue
        }
        switch value.bool {
        case true: style.attributes.insert(attribute)
        case false: style.without.insert(attribute)
        default: report(role, in: "styles", "must be true or false", part: key)
        }
      }
    }
    return style
  }

  private mutating func readColor(_ value: any TOMLValueConvertible, _ part: String, of role: String) -> Color? {
    if let name = value.string, let color = colors[name] { return color }
    if let color = Color.parse(value) { return color }
    let hint = value.string.map { suggestion(for: $0, from: Array(colors.keys) + Color.names) } ?? ""
    report(role, in: "styles", Color.explanation + hint, part: part)
    return nil
  }

  private mutating func report(_ key: String, in section: String?, _ message: String, part: String? = nil) {
    problems.append(source.problem(with: key, in: section, message, part: part))
  }

  private func suggestion(for name: String, from names: [String]) -> String {
    NearestName.suggestion(for: name, among: names)
  }
}

extension Style.Attributes {
  static let named: [String: Style.Attributes] = [
    "bold": .bold, "dim": .dim, "italic": .italic, "underline": .underline, "reverse": .reverse,
  ]
}

extension Color {
  static let names =
    ["default"] + baseNames + baseNames.map { "bright-" + $0 }
  private static let baseNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
  static let explanation =
    "must be \"default\", one of the terminal's colors (\"red\", \"bright-red\", …), 0 to 255, \"#rrggbb\" or a name from [colors]"

  fileprivate static func parse(_ value: any TOMLValueConvertible) -> Color? {
    if let number = value.int { return UInt8(exactly: number).map(Color.palette) }
    guard let text = value.string else { return nil }
    if text.hasPrefix("#") {
      guard text.utf8.count == 7, text.dropFirst().allSatisfy(\.isHexDigit),
        let hex = UInt32(text.dropFirst(), radix: 16)
      else { return nil }
      return .rgb(UInt8(hex >> 16), UInt8(hex >> 8 & 0xFF), UInt8(hex & 0xFF))
    }
    guard let index = names.firstIndex(of: text) else { return nil }
    return index == 0 ? .terminal : .palette(UInt8(index - 1))
  }
}
