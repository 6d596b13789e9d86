/// Where themes come from: those inside the program, and a folder of the person's own, which goes first.
public struct ThemeLibrary: Sendable {
  /// One theme that can be chosen.
  public struct Entry: Hashable, Sendable {
    public var name: String
    /// The file's path; nil for a theme inside the program.
    public var path: String?
  }

  /// The person's own folder; it need not exist.
  public let folder: String?

  public init(folder: String? = nil) { self.folder = folder }

  public static let defaultDark = "dark"
  public static let defaultLight = "light"

  /// The names of the themes inside the program, the defaults first.
  public static let shipped: [String] = shippedFiles.map(\.name)

  private static let shippedFiles: [(name: String, bytes: [UInt8])] = [
    ("dark", PackageResources.dark_toml),
    ("light", PackageResources.light_toml),
    ("terminal-16", PackageResources.terminal_16_toml),
    ("high-contrast", PackageResources.high_contrast_toml),
    ("monochrome", PackageResources.monochrome_toml),
    ("color-blind-safe", PackageResources.color_blind_safe_toml),
    ("solarized-dark", PackageResources.solarized_dark_toml),
    ("solarized-light", PackageResources.solarized_light_toml),
    ("gruvbox-dark", PackageResources.gruvbox_dark_toml),
    ("nord", PackageResources.nord_toml),
    ("dracula", PackageResources.dracula_toml),
  ]

  /// All themes; an own one of the same name stands in place of the program's.
  public func entries() -> [Entry] {
    let own = ownNames()
    let inside = Self.shipped.map { name in Entry(name: name, path: own.contains(name) ? path(of: name) : nil) }
    return inside + own.filter { !Self.shipped.contains($0) }.map { Entry(name: $0, path: path(of: $0)) }
  }

  /// Reads a theme by its name; nil where there is none.
  public func load(_ name: String) -> (theme: Theme, problems: [ThemeFile.Problem])? {
    if let path = path(of: name), let bytes = FileBytes.read(path, limit: 1 << 20) {
      return ThemeFile.parse(String(decoding: bytes, as: UTF8.self), name: name, file: path)
    }
    return Self.shippedText(name).map { ThemeFile.parse($0, name: name, file: "\(name).toml") }
  }

  /// The name that someone may have meant by an unknown one.
  public func nearest(to name: String) -> String? { NearestName.of(name, among: entries().map(\.name)) }

  /// The text of a theme inside the program: a pattern for one's own.
  public static func shippedText(_ name: String) -> String? {
    shippedFiles.first { $0.name == name }.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func path(of name: String) -> String? {
    guard let folder, !name.isEmpty, !name.contains("/"), !name.hasPrefix(".") else { return nil }
    return "\(folder)/\(name).toml"
  }

  private func ownNames() -> [String] {
    guard let folder else { return [] }
    return FileBytes.names(in: folder).filter { $0.hasSuffix(".toml") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(5)) }.sorted()
  }
}

extension Theme {
  /// A theme of the program's; the plain terminal where there is none of that name.
  public static func shipped(_ name: String) -> Theme {
    ThemeLibrary().load(name)?.theme ?? Theme(name: name)
  }

  static let monochrome = shipped("monochrome")
  static let terminal16 = shipped("terminal-16")

  private var colors: [Color] { styles.values.flatMap { [$0.foreground, $0.background].compactMap { $0 } } }

  var usesColors: Bool { colors.contains { $0 != .terminal } }

  var usesOnlyTerminalColors: Bool {
    colors.allSatisfy { color in
      if case .palette(let index) = color { index < 16 } else { color == .terminal }
    }
  }
}
