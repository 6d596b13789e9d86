/// A colour as a theme names it.
public enum Color: Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminal
  /// An entry of the palette: 0–15 are the terminal's own sixteen, above stand the cube and the greys of xterm.
  case palette(UInt8)
  case rgb(UInt8, UInt8, UInt8)
}

/// What a role looks like. What is nil or unset comes from the role's parent, and at last from `text`.
public struct Style: Hashable, Sendable {
  public struct Attributes: OptionSet, Hashable, Sendable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    public static let bold = Attributes(rawValue: 1)
    public static let dim = Attributes(rawValue: 2)
    public static let italic = Attributes(rawValue: 4)
    public static let underline = Attributes(rawValue: 8)
    public static let reverse = Attributes(rawValue: 16)
  }

  public var foreground: Color?
  public var background: Color?
  public var attributes: Attributes
  /// Attributes that the parent has and this style has not.
  public var without: Attributes

  public init(
    foreground: Color? = nil, background: Color? = nil, attributes: Attributes = [], without: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
    self.without = without
  }

  /// This style where it says something, and the other one where it does not.
  public func over(_ base: Style) -> Style {
    Style(
      foreground: foreground ?? base.foreground, background: background ?? base.background,
      attributes: base.attributes.subtracting(without).union(attributes),
      without: base.without.subtracting(attributes).union(without))
  }
}
