/// How many colours a terminal draws.
public enum ColorDepth: Int, Comparable, Sendable {
  case none = 0
  case eight = 8
  case sixteen = 16
  case palette = 256
  case full = 16_777_216

  public static func < (left: ColorDepth, right: ColorDepth) -> Bool { left.rawValue < right.rawValue }

  /// - Parameters:
  ///   - colors: what the terminal's description says; negative where it says nothing.
  ///   - isDirect: the description says that colours are given as red, green and blue.
  ///   - environment: `NO_COLOR`, when not empty, wins; `COLORTERM` tells of true colour, which descriptions seldom do.
  public init(colors: Int, isDirect: Bool, environment: [String: String]) {
    if let no = environment["NO_COLOR"], !no.isEmpty {
      self = .none
    } else if isDirect || (colors >= 8 && ["truecolor", "24bit"].contains(environment["COLORTERM"] ?? "")) {
      self = .full
    } else {
      self = colors >= 256 ? .palette : colors >= 16 ? .sixteen : colors >= 8 ? .eight : .none
    }
  }
}

extension Color {
  /// The same colour as a number for a terminal of a depth; -1 leaves it to the terminal.
  func number(at depth: ColorDepth) -> Int32 {
    switch (self, depth) {
    case (.terminal, _), (_, .none): -1
    case (.palette(let index), .eight): index < 16 ? Int32(index % 8) : Int32(nearest(below: 8))
    case (.palette(let index), .sixteen): index < 16 ? Int32(index) : Int32(nearest(below: 16))
    case (.palette(let index), _): Int32(index)
    case (.rgb, .eight): Int32(nearest(below: 8))
    case (.rgb, .sixteen): Int32(nearest(below: 16))
    case (.rgb, .palette): Int32(nearest(below: 256, from: 16))
    case (.rgb(let red, let green, let blue), .full):
      // Above all palette entries, so that both kinds fit into one range of numbers.
      Int32(TrueColorTerminfo.rgbFlag) | Int32(red) << 16 | Int32(green) << 8 | Int32(blue)
    }
  }

  /// The entry of xterm's palette that looks most alike.
  private func nearest(below end: Int, from start: Int = 0) -> Int {
    let wanted = components(in: .xtermDark, isForeground: true)
    return (start..<end).min { first, second in
      wanted.distance(to: Palette.xterm256(first)) < wanted.distance(to: Palette.xterm256(second))
    } ?? 7
  }
}
