/// A style for each role.
public struct Theme: Hashable, Sendable {
  /// The backgrounds that a theme is made for.
  public enum Appearance: String, Hashable, Sendable, CaseIterable { case dark, light, any }

  /// What the settings and the command line call it: the file's name without its ending.
  public var name: String
  public var title: String
  public var appearance: Appearance
  /// The contrast that the theme promises for text, at least 4.5.
  public var contrast: Double
  public private(set) var styles: [Role: Style]
  /// By the role's number, resolved; made once, for drawing looks up thousands a frame.
  private var resolved: [Style]

  public init(name: String) { self.init(name: name, styles: [:]) }

  public init(
    name: String, title: String? = nil, appearance: Appearance = .any, contrast: Double = 4.5, styles: [Role: Style]
  ) {
    self.name = name
    self.title = title ?? name
    self.appearance = appearance
    self.contrast = contrast
    self.styles = styles
    resolved = []
    resolved = Role.all.map { Self.resolve($0, in: styles) }
  }

  /// The whole style of a role, and of a role laid over another.
  public func style(of role: Role, overlay: Role? = nil) -> Style {
    guard let overlay else { return base(of: role) }
    return Self.chain(of: overlay, in: styles).over(base(of: role))
  }

  private func base(of role: Role) -> Style {
    Int(role.id) < resolved.count ? resolved[Int(role.id)] : Self.resolve(role, in: styles)
  }

  /// `json.key`, then `json`, then `text`.
  private static func resolve(_ role: Role, in styles: [Role: Style]) -> Style {
    chain(of: role, in: styles).over(styles[.text] ?? Style()).over(
      Style(foreground: .terminal, background: .terminal))
  }

  /// What the role and its parents say, without what all text has.
  private static func chain(of role: Role, in styles: [Role: Style]) -> Style {
    var style = styles[role] ?? Style()
    var name = Substring(role.rawValue)
    while let dot = name.lastIndex(of: ".") {
      name = name[..<dot]
      if let parent = styles[Role(rawValue: String(name))] { style = style.over(parent) }
    }
    return style
  }
}
