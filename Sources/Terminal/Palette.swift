import Glibc

/// Red, green and blue, each 0–255, as they stand on the screen.
public struct RGB: Hashable, Sendable {
  public var red: UInt8
  public var green: UInt8
  public var blue: UInt8

  public init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  init(hex: UInt32) {
    self.init(UInt8(hex >> 16 & 0xFF), UInt8(hex >> 8 & 0xFF), UInt8(hex & 0xFF))
  }

  /// How different two colours look, roughly: the eye sees green best and blue least.
  func distance(to other: RGB) -> Int {
    let (r, g, b) = (Int(red) - Int(other.red), Int(green) - Int(other.green), Int(blue) - Int(other.blue))
    return 3 * r * r + 6 * g * g + b * b
  }

  /// The relative luminance of WCAG 2, 0–1.
  public var luminance: Double {
    0.2126 * Self.linear[Int(red)] + 0.7152 * Self.linear[Int(green)] + 0.0722 * Self.linear[Int(blue)]
  }

  private static let linear: [Double] = (0...255).map { value in
    let part = Double(value) / 255
    return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }

  /// The contrast ratio of WCAG 2, 1–21.
  public func contrast(to other: RGB) -> Double {
    let (one, two) = (luminance, other.luminance)
    return (max(one, two) + 0.05) / (min(one, two) + 0.05)
  }
}

/// The colours behind the names of one kind of terminal.
public struct Palette: Sendable {
  public let name: String
  public let isDark: Bool
  public let foreground: RGB
  public let background: RGB
  /// The sixteen that a terminal is free to choose.
  public let base: [RGB]

  init(_ name: String, foreground: UInt32, background: UInt32, base: [UInt32]) {
    self.name = name
    self.foreground = RGB(hex: foreground)
    self.background = RGB(hex: background)
    self.base = base.map(RGB.init(hex:))
    isDark = self.background.luminance < 0.18
  }

  private static let xtermBase: [UInt32] = [
    0x000000, 0xCD0000, 0x00CD00, 0xCDCD00, 0x0000EE, 0xCD00CD, 0x00CDCD, 0xE5E5E5,
    0x7F7F7F, 0xFF0000, 0x00FF00, 0xFFFF00, 0x5C5CFF, 0xFF00FF, 0x00FFFF, 0xFFFFFF,
  ]
  private static let solarizedBase: [UInt32] = [
    0x073642, 0xDC322F, 0x859900, 0xB58900, 0x268BD2, 0xD33682, 0x2AA198, 0xEEE8D5,
    0x002B36, 0xCB4B16, 0x586E75, 0x657B83, 0x839496, 0x6C71C4, 0x93A1A1, 0xFDF6E3,
  ]

  public static let xtermDark = Palette(
    "xterm, dark", foreground: 0xE5E5E5, background: 0x000000, base: xtermBase)
  public static let xtermLight = Palette(
    "xterm, light", foreground: 0x000000, background: 0xFFFFFF, base: xtermBase)
  public static let linuxConsole = Palette(
    "Linux console", foreground: 0xAAAAAA, background: 0x000000,
    base: [
      0x000000, 0xAA0000, 0x00AA00, 0xAA5500, 0x0000AA, 0xAA00AA, 0x00AAAA, 0xAAAAAA,
      0x555555, 0xFF5555, 0x55FF55, 0xFFFF55, 0x5555FF, 0xFF55FF, 0x55FFFF, 0xFFFFFF,
    ])
  public static let solarizedDark = Palette(
    "Solarized, dark", foreground: 0x839496, background: 0x002B36, base: solarizedBase)
  public static let solarizedLight = Palette(
    "Solarized, light", foreground: 0x657B83, background: 0xFDF6E3, base: solarizedBase)

  /// The terminals whose colours a theme may meet where it leaves them to the terminal.
  public static let all = [xtermDark, linuxConsole, solarizedDark, xtermLight, solarizedLight]

  func entry(_ index: Int) -> RGB { index < base.count ? base[index] : Self.xterm256(index) }

  /// The palette of xterm: sixteen colours, a cube of 6 × 6 × 6, and 24 greys.
  static func xterm256(_ index: Int) -> RGB {
    switch index {
    case 0..<16: return RGB(hex: xtermBase[index])
    case 16..<232:
      let steps: [UInt8] = [0, 95, 135, 175, 215, 255]
      return RGB(steps[(index - 16) / 36], steps[(index - 16) / 6 % 6], steps[(index - 16) % 6])
    default:
      let grey = UInt8(min(255, 8 + 10 * max(0, index - 232)))
      return RGB(grey, grey, grey)
    }
  }
}

extension Color {
  func components(in palette: Palette, isForeground: Bool) -> RGB {
    switch self {
    case .terminal: isForeground ? palette.foreground : palette.background
    case .palette(let index): palette.entry(Int(index))
    case .rgb(let red, let green, let blue): RGB(red, green, blue)
    }
  }
}
