/// Computes whether a theme can be read: the contrast of each role, plain and under each overlay.
///
/// Where a theme leaves colours to the terminal they are taken from the terminals of ``Palette/all`` that suit its appearance.
/// Text whose colours are both the terminal's own is as the person set it up, and not judged.
public enum ThemeCheck {
  /// A place where text would be hard to read.
  public struct Failure: Hashable, Sendable, CustomStringConvertible {
    public var role: Role
    public var overlay: Role?
    /// The terminal on which it is worst.
    public var palette: String
    public var contrast: Double
    public var needed: Double
    /// Dimmed text, whose colour no one can tell.
    public var isDim = false

    public var description: String {
      let place = role.rawValue + (overlay.map { " under \($0.rawValue)" } ?? "")
      if isDim { return "\(place): dim text has no known contrast" }
      return "\(place): \(Self.shown(contrast)) : 1 on \(palette), needs \(Self.shown(needed)) : 1"
    }

    private static func shown(_ value: Double) -> String {
      let hundredths = Int(value * 100)  // cut, so that 4.499 is never shown as 4.5
      let (whole, rest) = (hundredths / 100, hundredths % 100)
      if rest == 0 { return "\(whole)" }
      return rest % 10 == 0 ? "\(whole).\(rest / 10)" : "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
    }
  }

  public static let overlays: [Role] = [.selection, .selectionInactive, .match, .matchCurrent]
  /// Lines, not text: they must be seen, not read.
  public static let decorations: Set<Role> = [.rule, .dialogBorder]
  static let decorationContrast = 1.5

  public static func failures(of theme: Theme) -> [Failure] {
    let palettes = Palette.all.filter {
      theme.appearance == .any || $0.isDark == (theme.appearance == .dark)
    }
    return Role.all.flatMap { role in
      ([nil] + overlays.map(Optional.some)).compactMap { overlay in
        failure(of: role, under: overlay, in: theme, on: palettes)
      }
    }
  }

  private static func failure(of role: Role, under overlay: Role?, in theme: Theme, on palettes: [Palette]) -> Failure?
  {
    let style = theme.style(of: role, overlay: overlay)
    let isDecoration = decorations.contains(role)
    let needed = isDecoration ? decorationContrast : theme.contrast
    if style.attributes.contains(.dim), !isDecoration {
      return Failure(role: role, overlay: overlay, palette: "", contrast: 0, needed: needed, isDim: true)
    }
    if style.foreground == .terminal, style.background == .terminal { return nil }
    let worst = palettes.map { palette in
      let foreground = (style.foreground ?? .terminal).components(in: palette, isForeground: true)
      let background = (style.background ?? .terminal).components(in: palette, isForeground: false)
      return (palette.name, foreground.contrast(to: background))
    }.min { $0.1 < $1.1 }
    guard let worst, worst.1 < needed else { return nil }
    return Failure(role: role, overlay: overlay, palette: worst.0, contrast: worst.1, needed: needed)
  }
}
